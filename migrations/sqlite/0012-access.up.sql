-- A key ends by itself, may be narrowed to some of its role's actions, and may stand in the place of another.
-- Null in expires_at: made before keys ended.
ALTER TABLE api_key ADD COLUMN expires_at TEXT;
-- JSON array of actions; null: all that the role may.
ALTER TABLE api_key ADD COLUMN scope TEXT;
ALTER TABLE api_key ADD COLUMN replaces TEXT;

-- One patient's record, opened by somebody whose role does not open it: asked for with a reason, and over at its end.
CREATE TABLE break_glass (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  grant_id    TEXT NOT NULL,
  patient_id  TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  reason      TEXT NOT NULL,
  started_at  TEXT NOT NULL,
  ends_at     TEXT NOT NULL,
  PRIMARY KEY (practice_id, grant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX break_glass_open ON break_glass (practice_id, actor_id, patient_id, ends_at);
CREATE INDEX break_glass_time ON break_glass (practice_id, started_at, grant_id);
CREATE TRIGGER break_glass_is_never_updated BEFORE UPDATE ON break_glass
BEGIN SELECT RAISE(ABORT, 'break_glass is append-only'); END;
CREATE TRIGGER break_glass_is_never_deleted BEFORE DELETE ON break_glass
BEGIN SELECT RAISE(ABORT, 'break_glass is append-only'); END;
