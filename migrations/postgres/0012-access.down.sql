DROP TABLE break_glass;
DROP FUNCTION break_glass_is_append_only();
DROP TABLE spent_budget;
ALTER TABLE api_key DROP COLUMN replaces;
ALTER TABLE api_key DROP COLUMN scope;
ALTER TABLE api_key DROP COLUMN expires_at;
