-- Which key a practice's data keys are wrapped with, by its fingerprint: never the key. From the first row on that key is needed.
CREATE TABLE sealing_key (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  fingerprint TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  PRIMARY KEY (practice_id, fingerprint)
) STRICT, WITHOUT ROWID;

-- One key for each patient whose record is sealed. Without it the record is as if it had never been.
CREATE TABLE data_key (
  practice_id  TEXT NOT NULL,
  patient_id   TEXT NOT NULL,
  key_id       TEXT NOT NULL,
  -- The key, sealed with the practice's, base64. Null: destroyed.
  wrapped      TEXT,
  -- A key that is wrapped with another than the practice's can neither be added nor be left behind.
  wrapped_with TEXT,
  created_at   TEXT NOT NULL,
  destroyed_at TEXT,
  PRIMARY KEY (practice_id, patient_id),
  FOREIGN KEY (practice_id, wrapped_with) REFERENCES sealing_key (practice_id, fingerprint),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL) AND (wrapped IS NULL) = (wrapped_with IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX data_key_destroyed ON data_key (practice_id, patient_id) WHERE destroyed_at IS NOT NULL;

-- Null: in the clear.
ALTER TABLE snapshot ADD COLUMN key_id TEXT;

-- A patient's document among document_content, where its bytes stand sealed, under their own digest.
CREATE TABLE sealed_document (
  practice_id   TEXT NOT NULL,
  -- Patient and digest.
  document_id   TEXT NOT NULL,
  patient_id    TEXT NOT NULL,
  -- Of the document itself, as the record names it.
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
  media_type    TEXT NOT NULL,
  stored_sha256 TEXT NOT NULL CHECK (length(stored_sha256) = 64),
  key_id        TEXT NOT NULL,
  PRIMARY KEY (practice_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sealed_document_digest ON sealed_document (practice_id, sha256);
CREATE INDEX sealed_document_patient ON sealed_document (practice_id, patient_id);

-- How long a practice keeps a record after its last event, in years: the newest row holds.
CREATE TABLE retention_period (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  period_id   TEXT NOT NULL,
  years       INTEGER NOT NULL CHECK (years > 0),
  reason      TEXT NOT NULL,
  set_by      TEXT NOT NULL,
  set_at      TEXT NOT NULL,
  PRIMARY KEY (practice_id, period_id)
) STRICT, WITHOUT ROWID;

-- Records that may not be purged, whatever their age, until the hold is lifted.
CREATE TABLE legal_hold (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  hold_id     TEXT NOT NULL,
  patient_id  TEXT NOT NULL,
  reason      TEXT NOT NULL,
  placed_by   TEXT NOT NULL,
  placed_at   TEXT NOT NULL,
  lifted_by   TEXT,
  lifted_at   TEXT,
  lifted_why  TEXT,
  PRIMARY KEY (practice_id, hold_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX legal_hold_patient ON legal_hold (practice_id, patient_id);

-- Asked for by one person, decided by another; nothing of the record is in it.
CREATE TABLE purge (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  purge_id    TEXT NOT NULL,
  patient_id  TEXT NOT NULL,
  reason      TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('asked', 'declined', 'done')),
  asked_by    TEXT NOT NULL,
  asked_at    TEXT NOT NULL,
  decided_by  TEXT,
  decided_at  TEXT,
  decided_why TEXT,
  PRIMARY KEY (practice_id, purge_id),
  CHECK (state <> 'done' OR decided_by <> asked_by)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX purge_asked ON purge (practice_id, patient_id) WHERE state = 'asked';
CREATE INDEX purge_time ON purge (practice_id, asked_at, purge_id);
