-- With the keys what they have sealed would go: refused while there is one.
CREATE TABLE sealed_records_would_be_lost (keys INTEGER NOT NULL CHECK (keys = 0));
INSERT INTO sealed_records_would_be_lost SELECT count(*) FROM data_key;
DROP TABLE sealed_records_would_be_lost;
DROP TABLE purge;
DROP TABLE legal_hold;
DROP TABLE retention_period;
DROP TABLE sealed_document;
ALTER TABLE snapshot DROP COLUMN key_id;
DROP TABLE data_key;
DROP TABLE sealing_key;
