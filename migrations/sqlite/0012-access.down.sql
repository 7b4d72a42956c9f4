DROP TABLE break_glass;
ALTER TABLE api_key DROP COLUMN replaces;
ALTER TABLE api_key DROP COLUMN scope;
ALTER TABLE api_key DROP COLUMN expires_at;
