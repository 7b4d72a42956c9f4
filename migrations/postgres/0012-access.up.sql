-- A key ends by itself, may be narrowed to some of its role's actions, and may stand in the place of another.
-- Null in expires_at: made before keys ended.
ALTER TABLE api_key ADD COLUMN expires_at TEXT COLLATE "C";
-- JSON array of actions; null: all that the role may.
ALTER TABLE api_key ADD COLUMN scope TEXT COLLATE "C";
ALTER TABLE api_key ADD COLUMN replaces TEXT COLLATE "C";
