-- Work that follows a commit, written in its transaction and done at least once.
CREATE TABLE outbox (
  practice_id  TEXT NOT NULL,
  feed         INTEGER NOT NULL,
  topic        TEXT NOT NULL,
  -- Canonical JSON.
  payload      BLOB NOT NULL,
  recorded_at  TEXT NOT NULL,
  -- Not claimed before this instant; null: parked after too many failures, waits for a person.
  available_at TEXT,
  attempts     INTEGER NOT NULL DEFAULT 0,
  last_error   TEXT,
  PRIMARY KEY (practice_id, feed)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_available ON outbox (available_at, practice_id, feed);
