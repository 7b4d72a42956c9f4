-- Which key a practice's data keys are wrapped with, by its fingerprint: never the key. From the first row on that key is needed.
CREATE TABLE sealing_key (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  fingerprint TEXT COLLATE "C" NOT NULL,
  created_at  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, fingerprint)
);

-- One key for each patient whose record is sealed. Without it the record is as if it had never been.
CREATE TABLE data_key (
  practice_id  TEXT COLLATE "C" NOT NULL,
  patient_id   TEXT COLLATE "C" NOT NULL,
  key_id       TEXT COLLATE "C" NOT NULL,
  -- The key, sealed with the practice's, base64. Null: destroyed.
  wrapped      TEXT COLLATE "C",
  -- A key that is wrapped with another than the practice's can neither be added nor be left behind.
  wrapped_with TEXT COLLATE "C",
  created_at   TEXT COLLATE "C" NOT NULL,
  destroyed_at TEXT COLLATE "C",
  PRIMARY KEY (practice_id, patient_id),
  FOREIGN KEY (practice_id, wrapped_with) REFERENCES sealing_key (practice_id, fingerprint),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL) AND (wrapped IS NULL) = (wrapped_with IS NULL))
);
CREATE INDEX data_key_destroyed ON data_key (practice_id, patient_id) WHERE destroyed_at IS NOT NULL;

-- Null: in the clear.
ALTER TABLE snapshot ADD COLUMN key_id TEXT COLLATE "C";

-- A patient's document among document_content, where its bytes stand sealed, under their own digest.
CREATE TABLE sealed_document (
  practice_id   TEXT COLLATE "C" NOT NULL,
  -- Patient and digest.
  document_id   TEXT COLLATE "C" NOT NULL,
  patient_id    TEXT COLLATE "C" NOT NULL,
  -- Of the document itself, as the record names it.
  sha256        TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
  media_type    TEXT COLLATE "C" NOT NULL,
  stored_sha256 TEXT COLLATE "C" NOT NULL CHECK (length(stored_sha256) = 64),
  key_id        TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, document_id)
);
CREATE INDEX sealed_document_digest ON sealed_document (practice_id, sha256);
CREATE INDEX sealed_document_patient ON sealed_document (practice_id, patient_id);

-- How long a practice keeps a record after its last event, in years: the newest row holds.
CREATE TABLE retention_period (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  period_id   TEXT COLLATE "C" NOT NULL,
  years       INTEGER NOT NULL CHECK (years > 0),
  reason      TEXT COLLATE "C" NOT NULL,
  set_by      TEXT COLLATE "C" NOT NULL,
  set_at      TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, period_id)
);

-- Records that may not be purged, whatever their age, until the hold is lifted.
CREATE TABLE legal_hold (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  hold_id     TEXT COLLATE "C" NOT NULL,
  patient_id  TEXT COLLATE "C" NOT NULL,
  reason      TEXT COLLATE "C" NOT NULL,
  placed_by   TEXT COLLATE "C" NOT NULL,
  placed_at   TEXT COLLATE "C" NOT NULL,
  lifted_by   TEXT COLLATE "C",
  lifted_at   TEXT COLLATE "C",
  lifted_why  TEXT COLLATE "C",
  PRIMARY KEY (practice_id, hold_id)
);
CREATE INDEX legal_hold_patient ON legal_hold (practice_id, patient_id);

-- Asked for by one person, decided by another; nothing of the record is in it.
CREATE TABLE purge (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  purge_id    TEXT COLLATE "C" NOT NULL,
  patient_id  TEXT COLLATE "C" NOT NULL,
  reason      TEXT COLLATE "C" NOT NULL,
  state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('asked', 'declined', 'done')),
  asked_by    TEXT COLLATE "C" NOT NULL,
  asked_at    TEXT COLLATE "C" NOT NULL,
  decided_by  TEXT COLLATE "C",
  decided_at  TEXT COLLATE "C",
  decided_why TEXT COLLATE "C",
  PRIMARY KEY (practice_id, purge_id),
  CHECK (state <> 'done' OR decided_by <> asked_by)
);
CREATE UNIQUE INDEX purge_asked ON purge (practice_id, patient_id) WHERE state = 'asked';
CREATE INDEX purge_time ON purge (practice_id, asked_at, purge_id);
