-- Needs of open episodes for authorizations: a fold of the log, which `npm run rebuild` writes anew. A row is one step of an open episode's map; where
-- nothing is needed its stage is null, so that a commit replaces rows and deletes them only with their episode.
CREATE TABLE need (
  practice_id      TEXT NOT NULL,
  need_id          TEXT NOT NULL,
  patient_id       TEXT NOT NULL,
  family           TEXT NOT NULL,
  given            TEXT NOT NULL,
  sort_name        TEXT NOT NULL,
  episode_id       TEXT NOT NULL,
  step             TEXT NOT NULL,
  pathway          TEXT NOT NULL,
  region           TEXT NOT NULL,
  authorization_id TEXT,
  -- JSON array of {level, side}.
  targets          TEXT NOT NULL,
  payer            TEXT,
  -- Who decides in the payer's place.
  delegate         TEXT,
  stage            TEXT,
  criteria         TEXT,
  packet           TEXT,
  decision         TEXT,
  -- JSON array of {kind, outcome}.
  blocked_by       TEXT NOT NULL,
  action           TEXT,
  due_kind         TEXT,
  due_on           TEXT,
  -- After this day, what is later.
  until_on         TEXT,
  later_action     TEXT,
  later_due_kind   TEXT,
  later_due_on     TEXT,
  -- By when the payer must have decided; until when a peer may be spoken to; by when a day is to be taken; the approval's last day.
  clock_on         TEXT,
  peer_until       TEXT,
  schedule_by      TEXT,
  expires_on       TEXT,
  units_left       INTEGER,
  owner            TEXT,
  snoozed_until    TEXT,
  comments         INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  updated_at       TEXT NOT NULL,
  PRIMARY KEY (practice_id, need_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX need_patient ON need (practice_id, patient_id);
CREATE INDEX need_name ON need (practice_id, sort_name, need_id) WHERE stage IS NOT NULL;
-- Filters, orders and counts read this index alone: a question of all rows holds up the process, so it must be short.
CREATE INDEX need_views ON need (practice_id, stage, criteria, action, later_action, until_on, due_on, later_due_on, clock_on, peer_until, schedule_by, expires_on, owner, snoozed_until, payer, step, pathway)
  WHERE stage IS NOT NULL;

-- Filters of the queue that somebody keeps under a name.
CREATE TABLE queue_view (
  practice_id TEXT NOT NULL REFERENCES practice (practice_id),
  view_id     TEXT NOT NULL,
  -- Whose it is: the key or account.
  actor_id    TEXT NOT NULL,
  name        TEXT NOT NULL,
  -- JSON object of the queue's own query.
  filter      TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  -- Kept, so that a repeat is answered as the first time.
  deleted_at  TEXT,
  PRIMARY KEY (practice_id, view_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_view_actor ON queue_view (practice_id, actor_id);
