-- Needs of open episodes for authorizations: a fold of the log, which `npm run rebuild` writes anew. A row is one step of an open episode's map; where
-- nothing is needed its stage is null, so that a commit replaces rows and deletes them only with their episode.
CREATE TABLE need (
  practice_id      TEXT COLLATE "C" NOT NULL,
  need_id          TEXT COLLATE "C" NOT NULL,
  patient_id       TEXT COLLATE "C" NOT NULL,
  family           TEXT COLLATE "C" NOT NULL,
  given            TEXT COLLATE "C" NOT NULL,
  sort_name        TEXT COLLATE "C" NOT NULL,
  episode_id       TEXT COLLATE "C" NOT NULL,
  step             TEXT COLLATE "C" NOT NULL,
  pathway          TEXT COLLATE "C" NOT NULL,
  region           TEXT COLLATE "C" NOT NULL,
  authorization_id TEXT COLLATE "C",
  -- JSON array of {level, side}.
  targets          TEXT COLLATE "C" NOT NULL,
  payer            TEXT COLLATE "C",
  -- Who decides in the payer's place.
  delegate         TEXT COLLATE "C",
  stage            TEXT COLLATE "C",
  criteria         TEXT COLLATE "C",
  packet           TEXT COLLATE "C",
  decision         TEXT COLLATE "C",
  -- JSON array of {kind, outcome}.
  blocked_by       TEXT COLLATE "C" NOT NULL,
  action           TEXT COLLATE "C",
  due_kind         TEXT COLLATE "C",
  due_on           TEXT COLLATE "C",
  -- After this day, what is later.
  until_on         TEXT COLLATE "C",
  later_action     TEXT COLLATE "C",
  later_due_kind   TEXT COLLATE "C",
  later_due_on     TEXT COLLATE "C",
  -- By when the payer must have decided; until when a peer may be spoken to; by when a day is to be taken; the approval's last day.
  clock_on         TEXT COLLATE "C",
  peer_until       TEXT COLLATE "C",
  schedule_by      TEXT COLLATE "C",
  expires_on       TEXT COLLATE "C",
  units_left       INTEGER,
  owner            TEXT COLLATE "C",
  snoozed_until    TEXT COLLATE "C",
  comments         INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  updated_at       TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (practice_id, need_id)
);
CREATE INDEX need_patient ON need (practice_id, patient_id);
CREATE INDEX need_name ON need (practice_id, sort_name, need_id) WHERE stage IS NOT NULL;

-- Filters of the queue that somebody keeps under a name.
CREATE TABLE queue_view (
  practice_id TEXT COLLATE "C" NOT NULL REFERENCES practice (practice_id),
  view_id     TEXT COLLATE "C" NOT NULL,
  -- Whose it is: the key or account.
  actor_id    TEXT COLLATE "C" NOT NULL,
  name        TEXT COLLATE "C" NOT NULL,
  -- JSON object of the queue's own query.
  filter      TEXT COLLATE "C" NOT NULL,
  created_at  TEXT COLLATE "C" NOT NULL,
  -- Kept, so that a repeat is answered as the first time.
  deleted_at  TEXT COLLATE "C",
  PRIMARY KEY (practice_id, view_id)
);
CREATE INDEX queue_view_actor ON queue_view (practice_id, actor_id);
