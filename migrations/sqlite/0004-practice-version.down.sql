ALTER TABLE idempotency DROP COLUMN practice_version;
