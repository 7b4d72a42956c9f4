-- What programs outside are told, in the order of the practice's feed: a row is written in the transaction of what it follows from, and never changed.
CREATE TABLE public_event (
  practice_id TEXT COLLATE "C" NOT NULL,
  feed        BIGINT NOT NULL,
  patient_id  TEXT COLLATE "C" NOT NULL,
  -- Of the patient's log: the event that it follows from.
  version     INTEGER NOT NULL,
  type        TEXT COLLATE "C" NOT NULL,
  -- JSON: ids, versions, day and step; nothing clinical.
  data        TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  -- Of what time alone makes: a name that is told once.
  told_once   TEXT COLLATE "C",
  PRIMARY KEY (practice_id, feed)
);
CREATE UNIQUE INDEX public_event_told_once ON public_event (practice_id, told_once) WHERE told_once IS NOT NULL;

CREATE TABLE webhook (
  practice_id     TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  webhook_id      TEXT COLLATE "C" NOT NULL,
  url             TEXT COLLATE "C" NOT NULL,
  label           TEXT COLLATE "C" NOT NULL,
  -- JSON array of types; empty: all.
  types           TEXT COLLATE "C" NOT NULL,
  content_granted INTEGER NOT NULL CHECK (content_granted IN (0, 1)),
  state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('active', 'paused', 'gone', 'deleted')),
  -- It signs, so it is kept as it is; emptied with the webhook.
  secret          TEXT COLLATE "C" NOT NULL,
  -- Signs beside the new one until that instant.
  former_secret   TEXT COLLATE "C",
  former_until    TEXT COLLATE "C",
  -- The write that gave the secret: shown once.
  secret_of       TEXT COLLATE "C" NOT NULL,
  -- Up to this number of the feed deliveries were made.
  position        BIGINT NOT NULL,
  -- Counts replays: a delivery of an earlier round has no say any more.
  round           INTEGER NOT NULL DEFAULT 0,
  -- The write that asked for the last one.
  replay_of       TEXT COLLATE "C" NOT NULL DEFAULT '',
  created_by      TEXT COLLATE "C" NOT NULL,
  created_at      TEXT COLLATE "C" NOT NULL,
  succeeded_at    TEXT COLLATE "C",
  succeeded_feed  BIGINT,
  failed_at       TEXT COLLATE "C",
  failed_feed     BIGINT,
  failed_because  TEXT COLLATE "C",
  PRIMARY KEY (practice_id, webhook_id)
);

-- What is still to be delivered, and what could not be: removed when the receiver has it.
CREATE TABLE webhook_delivery (
  practice_id  TEXT COLLATE "C" NOT NULL,
  webhook_id   TEXT COLLATE "C" NOT NULL,
  feed         BIGINT NOT NULL,
  patient_id   TEXT COLLATE "C" NOT NULL,
  round        INTEGER NOT NULL,
  state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'dead')),
  -- Not attempted before this instant; null: waits behind an earlier one of its patient, or is dead.
  available_at TEXT COLLATE "C",
  attempts     INTEGER NOT NULL DEFAULT 0,
  attempted_at TEXT COLLATE "C",
  last_error   TEXT COLLATE "C",
  PRIMARY KEY (practice_id, webhook_id, feed),
  FOREIGN KEY (practice_id, webhook_id) REFERENCES webhook (practice_id, webhook_id)
);
CREATE INDEX webhook_delivery_available ON webhook_delivery (available_at) WHERE available_at IS NOT NULL;
CREATE INDEX webhook_delivery_patient ON webhook_delivery (practice_id, webhook_id, patient_id, feed) WHERE state = 'pending';
