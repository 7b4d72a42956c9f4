DO
$$
DECLARE
  held RECORD;
BEGIN
  FOR held IN SELECT format('%I.%I', schemaname, tablename) AS table_name, policyname FROM pg_policies WHERE schemaname = current_schema() AND policyname IN ('own_practice', 'maintenance', 'look_ups')
  LOOP
    EXECUTE format('DROP POLICY %I ON %s', held.policyname, held.table_name);
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', held.table_name);
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', held.table_name);
  END LOOP;
END
$$;
DROP FUNCTION keep_practices_apart(REGCLASS, TEXT);
