-- The record: practices and their keys, the append-only log, its snapshots, idempotency keys and the audit trail.
CREATE TABLE practice (
  practice_id TEXT NOT NULL PRIMARY KEY,
  name        TEXT NOT NULL,
  time_zone   TEXT NOT NULL,
  is_demo     INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
  created_at  TEXT NOT NULL,
  -- Last number given to an event, outbox row or audit row of this practice; serves feeds, never correctness.
  last_feed   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  key_id      TEXT NOT NULL,
  -- SHA-256 of a 256-bit random key: no salt or stretching needed, nothing to guess.
  hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  role        TEXT NOT NULL,
  label       TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  revoked_at  TEXT,
  PRIMARY KEY (practice_id, key_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  practice_id    TEXT NOT NULL REFERENCES practice (practice_id),
  stream_id      TEXT NOT NULL,
  version        INTEGER NOT NULL CHECK (version > 0),
  feed           INTEGER NOT NULL,
  type           TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  -- Canonical JSON, or the same sealed with the key that key_id names.
  data           BLOB NOT NULL,
  key_id         TEXT,
  occurred_on    TEXT,
  recorded_at    TEXT NOT NULL,
  actor_id       TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  causation_id   TEXT,
  prev_hash      BLOB NOT NULL CHECK (length(prev_hash) = 32),
  hash           BLOB NOT NULL CHECK (length(hash) = 32),
  -- Settles every race between writers of one stream.
  PRIMARY KEY (practice_id, stream_id, version)
) STRICT;
CREATE UNIQUE INDEX event_feed ON event (practice_id, feed);

CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'event is append-only: record a correction instead'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'event is append-only: record a correction instead'); END;

-- A cache of folds: may be deleted at any time.
CREATE TABLE snapshot (
  practice_id TEXT NOT NULL,
  stream_id   TEXT NOT NULL,
  fold        TEXT NOT NULL,
  version     INTEGER NOT NULL,
  state       BLOB NOT NULL,
  PRIMARY KEY (practice_id, stream_id, fold)
) STRICT;

CREATE TABLE idempotency (
  practice_id  TEXT NOT NULL,
  client       TEXT NOT NULL,
  key          TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status       INTEGER NOT NULL,
  stream_id    TEXT NOT NULL,
  version      INTEGER NOT NULL,
  recorded_at  TEXT NOT NULL,
  -- With row ids: random keys then touch a small index, and the rows themselves are appended.
  PRIMARY KEY (practice_id, client, key)
) STRICT;

CREATE TABLE audit (
  practice_id TEXT NOT NULL,
  feed        INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  role        TEXT NOT NULL,
  action      TEXT NOT NULL,
  resource    TEXT NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('allowed', 'refused', 'failed')),
  request_id  TEXT NOT NULL,
  PRIMARY KEY (practice_id, feed)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- Bytes of documents, addressed by their SHA-256 in hex; packets are rendered from the log.
CREATE TABLE document_content (
  practice_id TEXT NOT NULL,
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  media_type  TEXT NOT NULL,
  bytes       BLOB NOT NULL,
  PRIMARY KEY (practice_id, sha256)
) STRICT;

-- What the readiness check writes: one row.
CREATE TABLE probe (
  practice_id TEXT NOT NULL PRIMARY KEY,
  probed_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
