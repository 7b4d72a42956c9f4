-- Whom a source's patient is here, and whom it is not: rows of the patients' logs.
CREATE TABLE patient_link (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  -- source, key and patient.
  link_id     TEXT NOT NULL,
  source      TEXT NOT NULL,
  source_key  TEXT NOT NULL,
  patient_id  TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('standing', 'undone')),
  version     INTEGER NOT NULL,
  updated_at  TEXT NOT NULL,
  PRIMARY KEY (practice_id, link_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_link_source ON patient_link (practice_id, source, source_key);
CREATE INDEX patient_summary_birth ON patient_summary (practice_id, birth_date, sort_name);

-- Runs of imports. What they read lies in files beside the database; here is what became of it.
CREATE TABLE import_run (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  import_id   TEXT NOT NULL,
  source      TEXT NOT NULL,
  -- SHA-256 of the files, one after the other, hex.
  sha256      TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('reading', 'checking', 'checked', 'recording', 'recorded', 'refused', 'unreadable', 'discarded')),
  -- JSON: what was asked for, the mapping as it was then, what was counted.
  options     TEXT NOT NULL,
  mapping     TEXT NOT NULL,
  counts      TEXT NOT NULL,
  created_by  TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  PRIMARY KEY (practice_id, import_id)
) STRICT, WITHOUT ROWID;

-- Patients of a source about whom somebody has to decide, with what the source says of them.
CREATE TABLE import_held (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  held_id     TEXT NOT NULL,
  source      TEXT NOT NULL,
  source_key  TEXT NOT NULL,
  reason      TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'linked', 'registered', 'dismissed')),
  -- JSON: the person as the source has it, who it may be here, and the statements.
  person      TEXT NOT NULL,
  candidates  TEXT NOT NULL,
  statements  TEXT NOT NULL,
  import_id   TEXT NOT NULL,
  decided_by  TEXT,
  decided_at  TEXT,
  decided_why TEXT,
  updated_at  TEXT NOT NULL,
  PRIMARY KEY (practice_id, held_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_held_state ON import_held (practice_id, state, held_id);
