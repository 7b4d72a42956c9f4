DROP TRIGGER patient_identifier_is_removed ON patient_summary;
DROP TRIGGER patient_identifier_is_changed ON patient_summary;
DROP TRIGGER patient_identifier_is_added ON patient_summary;
DROP FUNCTION keep_patient_identifiers();
DROP TABLE patient_identifier;
