-- Diaries that patients keep by link: what opens them, how far an entry has come. What was sent is in the patient's log and nowhere here.
CREATE TABLE diary (
  practice_id  TEXT NOT NULL REFERENCES practice (practice_id),
  diary_id     TEXT NOT NULL,
  patient_id   TEXT NOT NULL,
  fact_id      TEXT NOT NULL,
  -- block, epidural or scs-trial: the fact's type when the link was made.
  kind         TEXT NOT NULL,
  -- SHA-256 of 256 random bits, as of a calendar feed. The token itself is never stored.
  hash         BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  starts_at    TEXT NOT NULL,
  closes_at    TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  planned_days INTEGER,
  language     TEXT,
  created_by   TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  revoked_at   TEXT,
  opened_at    TEXT,
  -- Wrong dates of birth since the last right one, and until when no further is looked at.
  wrong_tries  INTEGER NOT NULL DEFAULT 0,
  paused_until TEXT,
  PRIMARY KEY (practice_id, diary_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX diary_patient ON diary (practice_id, patient_id);

-- Who has given the right date of birth, for a short while.
CREATE TABLE diary_session (
  practice_id TEXT NOT NULL,
  diary_id    TEXT NOT NULL,
  hash        BLOB NOT NULL CHECK (length(hash) = 32),
  ends_at     TEXT NOT NULL,
  PRIMARY KEY (practice_id, diary_id, hash),
  FOREIGN KEY (practice_id, diary_id) REFERENCES diary (practice_id, diary_id)
) STRICT, WITHOUT ROWID;

-- Entries by number. Answers are kept until the entry is sent, and emptied then.
CREATE TABLE diary_entry (
  practice_id TEXT NOT NULL,
  diary_id    TEXT NOT NULL,
  number      INTEGER NOT NULL,
  -- now, a minute after the procedure, or a day of the trial.
  about       TEXT NOT NULL,
  -- JSON: question to answer.
  answers     TEXT NOT NULL,
  -- When the pain was told: the moment the entry speaks of, or from which an earlier one is remembered.
  told_at     TEXT,
  recorded_at TEXT,
  PRIMARY KEY (practice_id, diary_id, number),
  FOREIGN KEY (practice_id, diary_id) REFERENCES diary (practice_id, diary_id)
) STRICT, WITHOUT ROWID;
