-- The version of the practice's log that a write was decided with: a repeat is answered with the policies of then.
ALTER TABLE idempotency ADD COLUMN practice_version INTEGER NOT NULL DEFAULT 0;
