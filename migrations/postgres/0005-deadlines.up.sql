-- Days that must not be missed: a fold of the log, which `npm run rebuild` writes anew. A row is one place of one authorization or one
-- records request; where nothing is due there its kind and day are null, so that a commit replaces rows and never deletes one.
CREATE TABLE deadline (
  practice_id        TEXT COLLATE "C" NOT NULL,
  deadline_id        TEXT COLLATE "C" NOT NULL,
  patient_id         TEXT COLLATE "C" NOT NULL,
  family             TEXT COLLATE "C" NOT NULL,
  given              TEXT COLLATE "C" NOT NULL,
  kind               TEXT COLLATE "C",
  due_on             TEXT COLLATE "C",
  -- The sources do not agree about the days after due_on up to this one.
  until_on           TEXT COLLATE "C",
  authorization_id   TEXT COLLATE "C",
  episode_id         TEXT COLLATE "C",
  records_request_id TEXT COLLATE "C",
  payer              TEXT COLLATE "C",
  step               TEXT COLLATE "C",
  -- JSON: the arithmetic, and the letter that stands in its place.
  details            TEXT COLLATE "C" NOT NULL,
  version            INTEGER NOT NULL,
  updated_at         TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, deadline_id)
);
CREATE INDEX deadline_due ON deadline (practice_id, due_on, deadline_id) WHERE due_on IS NOT NULL;
CREATE INDEX deadline_patient ON deadline (practice_id, patient_id);

-- Calendar feeds by link. The token itself is never stored.
CREATE TABLE deadline_feed (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  feed_id     TEXT COLLATE "C" NOT NULL,
  -- SHA-256 of 256 random bits: no salt or stretching needed, nothing to guess.
  hash        BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32),
  label       TEXT COLLATE "C" NOT NULL,
  created_by  TEXT COLLATE "C" NOT NULL,
  created_at  TEXT COLLATE "C" NOT NULL,
  revoked_at  TEXT COLLATE "C",
  PRIMARY KEY (practice_id, feed_id)
);
