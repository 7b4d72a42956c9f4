-- Days that must not be missed: a fold of the log, which `npm run rebuild` writes anew. A row is one place of one authorization or one
-- records request; where nothing is due there its kind and day are null, so that a commit replaces rows and never deletes one.
CREATE TABLE deadline (
  practice_id        TEXT NOT NULL,
  deadline_id        TEXT NOT NULL,
  patient_id         TEXT NOT NULL,
  family             TEXT NOT NULL,
  given              TEXT NOT NULL,
  kind               TEXT,
  due_on             TEXT,
  -- The sources do not agree about the days after due_on up to this one.
  until_on           TEXT,
  authorization_id   TEXT,
  episode_id         TEXT,
  records_request_id TEXT,
  payer              TEXT,
  step               TEXT,
  -- JSON: the arithmetic, and the letter that stands in its place.
  details            TEXT NOT NULL,
  version            INTEGER NOT NULL,
  updated_at         TEXT NOT NULL,
  PRIMARY KEY (practice_id, deadline_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_due ON deadline (practice_id, due_on, deadline_id) WHERE due_on IS NOT NULL;
CREATE INDEX deadline_patient ON deadline (practice_id, patient_id);

-- Calendar feeds by link. The token itself is never stored.
CREATE TABLE deadline_feed (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  feed_id     TEXT NOT NULL,
  -- SHA-256 of 256 random bits: no salt or stretching needed, nothing to guess.
  hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  label       TEXT NOT NULL,
  created_by  TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  revoked_at  TEXT,
  PRIMARY KEY (practice_id, feed_id)
) STRICT, WITHOUT ROWID;
