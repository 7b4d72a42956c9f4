-- Whole identifiers of patients, to find one by: what the list of patients holds as JSON, kept by the database itself, so that whoever writes the list (a commit, a rebuild, an import) keeps it too.
CREATE TABLE patient_identifier (
  practice_id TEXT NOT NULL,
  -- a to z in small letters.
  value       TEXT NOT NULL,
  patient_id  TEXT NOT NULL,
  PRIMARY KEY (practice_id, value, patient_id)
) STRICT, WITHOUT ROWID;
INSERT INTO patient_identifier (practice_id, value, patient_id)
  SELECT DISTINCT practice_id, lower(json_extract(each.value, '$.value')), patient_id FROM patient_summary, json_each(identifiers) AS each;

CREATE TRIGGER patient_identifier_is_added AFTER INSERT ON patient_summary BEGIN
  INSERT INTO patient_identifier (practice_id, value, patient_id)
    SELECT DISTINCT NEW.practice_id, lower(json_extract(each.value, '$.value')), NEW.patient_id FROM json_each(NEW.identifiers) AS each;
END;
CREATE TRIGGER patient_identifier_is_changed AFTER UPDATE OF identifiers ON patient_summary WHEN OLD.identifiers <> NEW.identifiers BEGIN
  DELETE FROM patient_identifier WHERE practice_id = OLD.practice_id AND patient_id = OLD.patient_id
    AND value IN (SELECT lower(json_extract(each.value, '$.value')) FROM json_each(OLD.identifiers) AS each);
  INSERT INTO patient_identifier (practice_id, value, patient_id)
    SELECT DISTINCT NEW.practice_id, lower(json_extract(each.value, '$.value')), NEW.patient_id FROM json_each(NEW.identifiers) AS each;
END;
CREATE TRIGGER patient_identifier_is_removed AFTER DELETE ON patient_summary BEGIN
  DELETE FROM patient_identifier WHERE practice_id = OLD.practice_id AND patient_id = OLD.patient_id
    AND value IN (SELECT lower(json_extract(each.value, '$.value')) FROM json_each(OLD.identifiers) AS each);
END;
