DROP TABLE worklist;
DROP TABLE patient_summary;
