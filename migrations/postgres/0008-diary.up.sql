-- Diaries that patients keep by link: what opens them, how far an entry has come. What was sent is in the patient's log and nowhere here.
CREATE TABLE diary (
  practice_id  TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  diary_id     TEXT COLLATE "C" NOT NULL,
  patient_id   TEXT COLLATE "C" NOT NULL,
  fact_id      TEXT COLLATE "C" NOT NULL,
  -- block, epidural or scs-trial: the fact's type when the link was made.
  kind         TEXT COLLATE "C" NOT NULL,
  -- SHA-256 of 256 random bits, as of a calendar feed. The token itself is never stored.
  hash         BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32),
  starts_at    TEXT COLLATE "C" NOT NULL,
  closes_at    TEXT COLLATE "C" NOT NULL,
  expires_at   TEXT COLLATE "C" NOT NULL,
  planned_days INTEGER,
  language     TEXT COLLATE "C",
  created_by   TEXT COLLATE "C" NOT NULL,
  created_at   TEXT COLLATE "C" NOT NULL,
  revoked_at   TEXT COLLATE "C",
  opened_at    TEXT COLLATE "C",
  -- Wrong dates of birth since the last right one, and until when no further is looked at.
  wrong_tries  INTEGER NOT NULL DEFAULT 0,
  paused_until TEXT COLLATE "C",
  PRIMARY KEY (practice_id, diary_id)
);
CREATE INDEX diary_patient ON diary (practice_id, patient_id);

-- Who has given the right date of birth, for a short while.
CREATE TABLE diary_session (
  practice_id TEXT COLLATE "C" NOT NULL,
  diary_id    TEXT COLLATE "C" NOT NULL,
  hash        BYTEA NOT NULL CHECK (length(hash) = 32),
  ends_at     TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, diary_id, hash),
  FOREIGN KEY (practice_id, diary_id) REFERENCES diary (practice_id, diary_id)
);

-- Entries by number. Answers are kept until the entry is sent, and emptied then.
CREATE TABLE diary_entry (
  practice_id TEXT COLLATE "C" NOT NULL,
  diary_id    TEXT COLLATE "C" NOT NULL,
  number      INTEGER NOT NULL,
  -- now, a minute after the procedure, or a day of the trial.
  about       TEXT COLLATE "C" NOT NULL,
  -- JSON: question to answer.
  answers     TEXT COLLATE "C" NOT NULL,
  -- When the pain was told: the moment the entry speaks of, or from which an earlier one is remembered.
  told_at     TEXT COLLATE "C",
  recorded_at TEXT COLLATE "C",
  PRIMARY KEY (practice_id, diary_id, number),
  FOREIGN KEY (practice_id, diary_id) REFERENCES diary (practice_id, diary_id)
);
