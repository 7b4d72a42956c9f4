-- SHA-256 over the hash of the row before and all of this one (src/platform/event-store/audit-chain.ts). Rows from before bear none.
ALTER TABLE audit ADD COLUMN hash BYTEA CHECK (hash IS NULL OR length(hash) = 32);

-- The hash of the practice's next row. Called under the lock of the practice's row: whoever waited for it looks after the other has committed,
-- because every query of a volatile function sees what is committed by then, and the rows that its own statement has inserted so far.
CREATE FUNCTION audit_hash(of_practice TEXT, fields TEXT[]) RETURNS BYTEA LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
  previous BYTEA;
  message TEXT := '';
  field TEXT;
BEGIN
  SELECT audit.hash INTO previous FROM audit WHERE audit.practice_id = of_practice ORDER BY audit.feed DESC LIMIT 1;
  FOREACH field IN ARRAY fields LOOP
    message := message || octet_length(field) || ':' || field;
  END LOOP;
  RETURN sha256(coalesce(previous, decode(repeat('00', 32), 'hex')) || convert_to(message, 'UTF8'));
END
$$;
