-- Keeps practices apart beneath the queries (docs/decisions/0040): whatever a statement says, it sees and writes rows of the practice that its
-- connection is held to, and none where it is held to none. FORCE: the tables' owner too. `door` opens more, and is no part of a request:
-- 'look-ups' the tables that say whose something is, and those of work that is everybody's; 'maintenance' everything, for migrations and dumps.
-- `coalesce` is for the planner: each query names its practice anyway, and a second equality would make it believe that next to no row is left, so that
-- it sorted a practice's whole audit to find the last. What it cannot look into, it takes for half of the rows.
CREATE FUNCTION keep_practices_apart(of_table REGCLASS, opened_by_look_ups TEXT DEFAULT 'never') RETURNS VOID LANGUAGE plpgsql AS
$$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_table);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', of_table);
  EXECUTE format('CREATE POLICY own_practice ON %s USING (coalesce(practice_id = current_setting(''pathgate.practice'', true), false))', of_table);
  EXECUTE format('CREATE POLICY maintenance ON %s USING (coalesce(current_setting(''pathgate.door'', true) = ''maintenance'', false))', of_table);
  IF opened_by_look_ups <> 'never' THEN
    EXECUTE format('CREATE POLICY look_ups ON %s FOR %s USING (coalesce(current_setting(''pathgate.door'', true) = ''look-ups'', false))', of_table,
      CASE opened_by_look_ups WHEN 'to read' THEN 'SELECT' WHEN 'to write' THEN 'ALL' END);
  END IF;
END
$$;

-- Every table of a practice, those of migrations that were applied before this one included. A later migration calls the function for its own.
DO
$$
DECLARE
  held RECORD;
BEGIN
  FOR held IN SELECT c.oid::regclass AS table_name, c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'practice_id' AND NOT a.attisdropped
  LOOP
    PERFORM keep_practices_apart(held.table_name, CASE
      WHEN held.relname IN ('practice', 'api_key', 'account', 'session', 'passkey', 'deadline_feed', 'diary', 'webhook', 'webhook_delivery', 'public_event') THEN 'to read'
      WHEN held.relname IN ('outbox', 'ceremony', 'probe') THEN 'to write'
      ELSE 'never' END);
  END LOOP;
END
$$;
