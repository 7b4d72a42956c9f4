-- Whole identifiers of patients, to find one by: what the list of patients holds as JSON, kept by the database itself, so that whoever writes the list (a commit, a rebuild, an import) keeps it too.
CREATE TABLE patient_identifier (
  practice_id TEXT COLLATE "C" NOT NULL,
  -- a to z in small letters.
  value       TEXT COLLATE "C" NOT NULL,
  patient_id  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, value, patient_id)
);
INSERT INTO patient_identifier (practice_id, value, patient_id)
  SELECT DISTINCT practice_id, lower(each ->> 'value' COLLATE "C"), patient_id FROM patient_summary, json_array_elements(identifiers::json) AS each;

CREATE FUNCTION keep_patient_identifiers() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM patient_identifier WHERE practice_id = OLD.practice_id AND patient_id = OLD.patient_id
      AND value IN (SELECT lower(each ->> 'value' COLLATE "C") FROM json_array_elements(OLD.identifiers::json) AS each);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO patient_identifier (practice_id, value, patient_id)
      SELECT DISTINCT NEW.practice_id, lower(each ->> 'value' COLLATE "C"), NEW.patient_id FROM json_array_elements(NEW.identifiers::json) AS each;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER patient_identifier_is_added AFTER INSERT ON patient_summary FOR EACH ROW EXECUTE FUNCTION keep_patient_identifiers();
CREATE TRIGGER patient_identifier_is_changed AFTER UPDATE OF identifiers ON patient_summary FOR EACH ROW WHEN (OLD.identifiers <> NEW.identifiers) EXECUTE FUNCTION keep_patient_identifiers();
CREATE TRIGGER patient_identifier_is_removed AFTER DELETE ON patient_summary FOR EACH ROW EXECUTE FUNCTION keep_patient_identifiers();

SELECT keep_practices_apart('patient_identifier');
