-- Work that follows a commit, written in its transaction and done at least once.
CREATE TABLE outbox (
  practice_id  TEXT COLLATE "C" NOT NULL,
  feed         BIGINT NOT NULL,
  topic        TEXT COLLATE "C" NOT NULL,
  -- Canonical JSON.
  payload      BYTEA NOT NULL,
  recorded_at  TEXT COLLATE "C" NOT NULL,
  -- Not claimed before this instant; null: parked after too many failures, waits for a person.
  available_at TEXT COLLATE "C",
  attempts     INTEGER NOT NULL DEFAULT 0,
  last_error   TEXT COLLATE "C",
  PRIMARY KEY (practice_id, feed)
);
CREATE INDEX outbox_available ON outbox (available_at, practice_id, feed);
