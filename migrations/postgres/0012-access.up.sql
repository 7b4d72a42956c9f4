-- A key ends by itself, may be narrowed to some of its role's actions, and may stand in the place of another.
-- Null in expires_at: made before keys ended.
ALTER TABLE api_key ADD COLUMN expires_at TEXT COLLATE "C";
-- JSON array of actions; null: all that the role may.
ALTER TABLE api_key ADD COLUMN scope TEXT COLLATE "C";
ALTER TABLE api_key ADD COLUMN replaces TEXT COLLATE "C";

-- What clients, practices and addresses have spent of their requests a minute, as the nodes tell each other. Not logged: it holds for a minute.
CREATE UNLOGGED TABLE spent_budget (
  -- Hashed.
  subject    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  -- When the bucket is full again, in microseconds since 1970.
  full_at_us BIGINT NOT NULL
);
