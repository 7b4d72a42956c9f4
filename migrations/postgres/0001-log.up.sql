-- The record: practices and their keys, the append-only log, its snapshots, idempotency keys and the audit trail.
CREATE TABLE practice (
  practice_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name        TEXT COLLATE "C" NOT NULL,
  time_zone   TEXT COLLATE "C" NOT NULL,
  is_demo     INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
  created_at  TEXT COLLATE "C" NOT NULL,
  -- Last number given to an event, outbox row or audit row of this practice; serves feeds, never correctness.
  last_feed   BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE api_key (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  key_id      TEXT COLLATE "C" NOT NULL,
  -- SHA-256 of a 256-bit random key: no salt or stretching needed, nothing to guess.
  hash        BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32),
  role        TEXT COLLATE "C" NOT NULL,
  label       TEXT COLLATE "C" NOT NULL,
  created_at  TEXT COLLATE "C" NOT NULL,
  revoked_at  TEXT COLLATE "C",
  PRIMARY KEY (practice_id, key_id)
);

CREATE TABLE event (
  -- No foreign key: it costs a look-up a row, and a commit of an unknown practice is given no feed number, so it writes nothing.
  practice_id    TEXT COLLATE "C" NOT NULL,
  stream_id      TEXT COLLATE "C" NOT NULL,
  version        INTEGER NOT NULL CHECK (version > 0),
  feed           BIGINT NOT NULL,
  type           TEXT COLLATE "C" NOT NULL,
  schema_version INTEGER NOT NULL,
  -- Canonical JSON, or the same sealed with the key that key_id names.
  data           BYTEA NOT NULL,
  key_id         TEXT COLLATE "C",
  occurred_on    TEXT COLLATE "C",
  recorded_at    TEXT COLLATE "C" NOT NULL,
  actor_id       TEXT COLLATE "C" NOT NULL,
  correlation_id TEXT COLLATE "C" NOT NULL,
  causation_id   TEXT COLLATE "C",
  prev_hash      BYTEA NOT NULL CHECK (length(prev_hash) = 32),
  hash           BYTEA NOT NULL CHECK (length(hash) = 32),
  -- Settles every race between writers of one stream.
  PRIMARY KEY (practice_id, stream_id, version)
);
CREATE UNIQUE INDEX event_feed ON event (practice_id, feed);

CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'event is append-only: record a correction instead'; END $$;
CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION event_is_append_only();
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_is_append_only();
CREATE TRIGGER event_is_never_truncated BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only();

-- A cache of folds: may be deleted at any time.
CREATE TABLE snapshot (
  practice_id TEXT COLLATE "C" NOT NULL,
  stream_id   TEXT COLLATE "C" NOT NULL,
  fold        TEXT COLLATE "C" NOT NULL,
  version     INTEGER NOT NULL,
  state       BYTEA NOT NULL,
  PRIMARY KEY (practice_id, stream_id, fold)
);

CREATE TABLE idempotency (
  practice_id  TEXT COLLATE "C" NOT NULL,
  client       TEXT COLLATE "C" NOT NULL,
  key          TEXT COLLATE "C" NOT NULL,
  request_hash TEXT COLLATE "C" NOT NULL,
  status       INTEGER NOT NULL,
  stream_id    TEXT COLLATE "C" NOT NULL,
  version      INTEGER NOT NULL,
  recorded_at  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, client, key)
);

CREATE TABLE audit (
  practice_id TEXT COLLATE "C" NOT NULL,
  feed        BIGINT NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  actor_id    TEXT COLLATE "C" NOT NULL,
  role        TEXT COLLATE "C" NOT NULL,
  action      TEXT COLLATE "C" NOT NULL,
  resource    TEXT COLLATE "C" NOT NULL,
  outcome     TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('allowed', 'refused', 'failed')),
  request_id  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, feed)
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$;
CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_is_never_truncated BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Bytes of documents, addressed by their SHA-256 in hex; packets are rendered from the log.
CREATE TABLE document_content (
  practice_id TEXT COLLATE "C" NOT NULL,
  sha256      TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
  media_type  TEXT COLLATE "C" NOT NULL,
  bytes       BYTEA NOT NULL,
  PRIMARY KEY (practice_id, sha256)
);

-- What the readiness check writes: one row.
CREATE TABLE probe (
  practice_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  probed_at   TEXT COLLATE "C" NOT NULL
);
