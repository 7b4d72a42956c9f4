-- SHA-256 over the hash of the row before and all of this one (src/platform/event-store/audit-chain.ts). Rows from before bear none.
ALTER TABLE audit ADD COLUMN hash BLOB CHECK (hash IS NULL OR length(hash) = 32);
