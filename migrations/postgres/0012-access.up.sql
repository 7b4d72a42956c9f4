-- A key ends by itself, may be narrowed to some of its role's actions, and may stand in the place of another.
-- Null in expires_at: made before keys ended.
ALTER TABLE api_key ADD COLUMN expires_at TEXT COLLATE "C";
-- JSON array of actions; null: all that the role may.
ALTER TABLE api_key ADD COLUMN scope TEXT COLLATE "C";
ALTER TABLE api_key ADD COLUMN replaces TEXT COLLATE "C";

-- What clients, practices and addresses have spent of their requests a minute, as the nodes tell each other. Not logged: it holds for a minute.
CREATE UNLOGGED TABLE spent_budget (
  -- Hashed.
  subject    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  -- When the bucket is full again, in microseconds since 1970.
  full_at_us BIGINT NOT NULL
);

-- One patient's record, opened by somebody whose role does not open it: asked for with a reason, and over at its end.
CREATE TABLE break_glass (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  grant_id    TEXT COLLATE "C" NOT NULL,
  patient_id  TEXT COLLATE "C" NOT NULL,
  actor_id    TEXT COLLATE "C" NOT NULL,
  reason      TEXT COLLATE "C" NOT NULL,
  started_at  TEXT COLLATE "C" NOT NULL,
  ends_at     TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, grant_id)
);
CREATE INDEX break_glass_open ON break_glass (practice_id, actor_id, patient_id, ends_at);
CREATE INDEX break_glass_time ON break_glass (practice_id, started_at, grant_id);
CREATE FUNCTION break_glass_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'break_glass is append-only'; END $$;
CREATE TRIGGER break_glass_is_never_updated BEFORE UPDATE ON break_glass FOR EACH ROW EXECUTE FUNCTION break_glass_is_append_only();
CREATE TRIGGER break_glass_is_never_deleted BEFORE DELETE ON break_glass FOR EACH ROW EXECUTE FUNCTION break_glass_is_append_only();
CREATE TRIGGER break_glass_is_never_truncated BEFORE TRUNCATE ON break_glass FOR EACH STATEMENT EXECUTE FUNCTION break_glass_is_append_only();
