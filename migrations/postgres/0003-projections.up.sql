-- Folds of the log for lists and filters: `npm run rebuild` writes them anew.
CREATE TABLE patient_summary (
  practice_id   TEXT COLLATE "C" NOT NULL,
  patient_id    TEXT COLLATE "C" NOT NULL,
  family        TEXT COLLATE "C" NOT NULL,
  given         TEXT COLLATE "C" NOT NULL,
  -- Lower case "family given": the order of lists and the prefix search.
  sort_name     TEXT COLLATE "C" NOT NULL,
  birth_date    TEXT COLLATE "C" NOT NULL,
  mrn           TEXT COLLATE "C",
  -- JSON array of {kind, value}.
  identifiers   TEXT COLLATE "C" NOT NULL,
  payer         TEXT COLLATE "C",
  line          TEXT COLLATE "C",
  state         TEXT COLLATE "C",
  open_episodes INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  updated_at    TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, patient_id)
);
CREATE INDEX patient_summary_name ON patient_summary (practice_id, sort_name, patient_id);
CREATE INDEX patient_summary_mrn ON patient_summary (practice_id, mrn) WHERE mrn IS NOT NULL;

CREATE TABLE worklist (
  practice_id TEXT COLLATE "C" NOT NULL,
  episode_id  TEXT COLLATE "C" NOT NULL,
  patient_id  TEXT COLLATE "C" NOT NULL,
  family      TEXT COLLATE "C" NOT NULL,
  given       TEXT COLLATE "C" NOT NULL,
  sort_name   TEXT COLLATE "C" NOT NULL,
  pathway     TEXT COLLATE "C" NOT NULL,
  region      TEXT COLLATE "C" NOT NULL,
  position    TEXT COLLATE "C" NOT NULL,
  -- JSON arrays of words.
  tags        TEXT COLLATE "C" NOT NULL,
  blocked_by  TEXT COLLATE "C" NOT NULL,
  -- JSON array of {level, side}.
  targets     TEXT COLLATE "C" NOT NULL,
  payer       TEXT COLLATE "C",
  next_step   TEXT COLLATE "C",
  result      TEXT COLLATE "C",
  -- First date on which the next step is allowed, or a deadline; null when there is none.
  due_on      TEXT COLLATE "C",
  planned_on  TEXT COLLATE "C",
  version     INTEGER NOT NULL,
  updated_at  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, episode_id)
);
CREATE INDEX worklist_name ON worklist (practice_id, sort_name, episode_id);
CREATE INDEX worklist_patient ON worklist (practice_id, patient_id);
