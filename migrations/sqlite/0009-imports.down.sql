DROP TABLE import_held;
DROP TABLE import_run;
DROP INDEX patient_summary_birth;
DROP TABLE patient_link;
