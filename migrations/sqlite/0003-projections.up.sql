-- Folds of the log for lists and filters: `npm run rebuild` writes them anew.
CREATE TABLE patient_summary (
  practice_id   TEXT NOT NULL,
  patient_id    TEXT NOT NULL,
  family        TEXT NOT NULL,
  given         TEXT NOT NULL,
  -- Lower case "family given": the order of lists and the prefix search.
  sort_name     TEXT NOT NULL,
  birth_date    TEXT NOT NULL,
  mrn           TEXT,
  -- JSON array of {kind, value}.
  identifiers   TEXT NOT NULL,
  payer         TEXT,
  line          TEXT,
  state         TEXT,
  open_episodes INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  updated_at    TEXT NOT NULL,
  PRIMARY KEY (practice_id, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_summary_name ON patient_summary (practice_id, sort_name, patient_id);
CREATE INDEX patient_summary_mrn ON patient_summary (practice_id, mrn) WHERE mrn IS NOT NULL;

CREATE TABLE worklist (
  practice_id TEXT NOT NULL,
  episode_id  TEXT NOT NULL,
  patient_id  TEXT NOT NULL,
  family      TEXT NOT NULL,
  given       TEXT NOT NULL,
  sort_name   TEXT NOT NULL,
  pathway     TEXT NOT NULL,
  region      TEXT NOT NULL,
  position    TEXT NOT NULL,
  -- JSON arrays of words.
  tags        TEXT NOT NULL,
  blocked_by  TEXT NOT NULL,
  -- JSON array of {level, side}.
  targets     TEXT NOT NULL,
  payer       TEXT,
  next_step   TEXT,
  result      TEXT,
  -- First date on which the next step is allowed, or a deadline; null when there is none.
  due_on      TEXT,
  planned_on  TEXT,
  version     INTEGER NOT NULL,
  updated_at  TEXT NOT NULL,
  PRIMARY KEY (practice_id, episode_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX worklist_name ON worklist (practice_id, sort_name, episode_id);
CREATE INDEX worklist_patient ON worklist (practice_id, patient_id);
