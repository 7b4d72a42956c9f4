-- Whom a source's patient is here, and whom it is not: rows of the patients' logs.
CREATE TABLE patient_link (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  -- source, key and patient.
  link_id     TEXT COLLATE "C" NOT NULL,
  source      TEXT COLLATE "C" NOT NULL,
  source_key  TEXT COLLATE "C" NOT NULL,
  patient_id  TEXT COLLATE "C" NOT NULL,
  state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('standing', 'undone')),
  version     INTEGER NOT NULL,
  updated_at  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, link_id)
);
CREATE INDEX patient_link_source ON patient_link (practice_id, source, source_key);
CREATE INDEX patient_summary_birth ON patient_summary (practice_id, birth_date, sort_name);

-- Runs of imports. What they read lies in files beside the database; here is what became of it.
CREATE TABLE import_run (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  import_id   TEXT COLLATE "C" NOT NULL,
  source      TEXT COLLATE "C" NOT NULL,
  -- SHA-256 of the files, one after the other, hex.
  sha256      TEXT COLLATE "C" NOT NULL,
  state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('reading', 'checking', 'checked', 'recording', 'recorded', 'refused', 'unreadable', 'discarded')),
  -- JSON: what was asked for, the mapping as it was then, what was counted.
  options     TEXT COLLATE "C" NOT NULL,
  mapping     TEXT COLLATE "C" NOT NULL,
  counts      TEXT COLLATE "C" NOT NULL,
  created_by  TEXT COLLATE "C" NOT NULL,
  created_at  TEXT COLLATE "C" NOT NULL,
  updated_at  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, import_id)
);

-- Patients of a source about whom somebody has to decide, with what the source says of them.
CREATE TABLE import_held (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  held_id     TEXT COLLATE "C" NOT NULL,
  source      TEXT COLLATE "C" NOT NULL,
  source_key  TEXT COLLATE "C" NOT NULL,
  reason      TEXT COLLATE "C" NOT NULL,
  state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'linked', 'registered', 'dismissed')),
  -- JSON: the person as the source has it, who it may be here, and the statements.
  person      TEXT COLLATE "C" NOT NULL,
  candidates  TEXT COLLATE "C" NOT NULL,
  statements  TEXT COLLATE "C" NOT NULL,
  import_id   TEXT COLLATE "C" NOT NULL,
  decided_by  TEXT COLLATE "C",
  decided_at  TEXT COLLATE "C",
  decided_why TEXT COLLATE "C",
  updated_at  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, held_id)
);
CREATE INDEX import_held_state ON import_held (practice_id, state, held_id);
