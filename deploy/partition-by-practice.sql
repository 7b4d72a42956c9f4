-- Turns the large tables of a practice's record into tables partitioned by hash of the practice, in one transaction: PostgreSQL 15, with every node stopped and a backup at hand.
--   psql -v ON_ERROR_STOP=1 -v partitions=8 -1 -f deploy/partition-by-practice.sql DATABASE
-- Keys, indexes, foreign keys, triggers, row-level security, grants and the owner are those of the tables as they are, whatever migration they are from; rows are copied, so as much room as they take must be free. What is looked up
-- before a practice is known (keys, accounts, sessions, links by secret) stays whole. docs/scale.md says what was tried. Later migrations that change one of these tables work on it as before.
SELECT set_config('pathgate.partitions', :'partitions', true);

DO $$
DECLARE
  of_record CONSTANT TEXT[] := ARRAY['event', 'audit', 'idempotency', 'snapshot', 'document_content', 'outbox', 'public_event', 'patient_summary', 'patient_identifier', 'patient_link', 'worklist', 'deadline', 'need'];
  partitions CONSTANT INTEGER := current_setting('pathgate.partitions')::int;
  name TEXT;
  named RECORD;
  statement TEXT;
  afterwards TEXT[];
BEGIN
  FOREACH name IN ARRAY of_record LOOP
    afterwards := ARRAY[]::TEXT[];
    -- Triggers and foreign keys are made again when the rows are there.
    FOR statement IN SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = name::regclass AND NOT tgisinternal LOOP
      afterwards := afterwards || statement;
    END LOOP;
    FOR named IN SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = name::regclass AND contype = 'f' LOOP
      afterwards := afterwards || format('ALTER TABLE %I ADD CONSTRAINT %I %s', name, named.conname, named.definition);
    END LOOP;
    FOR named IN SELECT policyname, permissive, cmd, qual, with_check, (SELECT string_agg(quote_ident(role), ', ') FROM unnest(roles) AS role) AS roles FROM pg_policies WHERE schemaname = current_schema() AND tablename = name LOOP
      afterwards := afterwards || (format('CREATE POLICY %I ON %I AS %s FOR %s TO %s', named.policyname, name, named.permissive, named.cmd, named.roles)
        || coalesce(' USING (' || named.qual || ')', '') || coalesce(' WITH CHECK (' || named.with_check || ')', ''));
    END LOOP;
    FOR named IN SELECT relrowsecurity, relforcerowsecurity, relowner::regrole AS owner FROM pg_class WHERE oid = name::regclass LOOP
      IF named.relrowsecurity THEN afterwards := afterwards || format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name); END IF;
      IF named.relforcerowsecurity THEN afterwards := afterwards || format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name); END IF;
      afterwards := afterwards || format('ALTER TABLE %I OWNER TO %s', name, named.owner);
      FOR part IN 0 .. partitions - 1 LOOP
        afterwards := afterwards || format('ALTER TABLE %I OWNER TO %s', name || '_p' || part, named.owner);
      END LOOP;
    END LOOP;
    FOR named IN SELECT grantee::regrole AS grantee, privilege_type FROM pg_class, aclexplode(relacl) WHERE oid = name::regclass AND grantee <> relowner LOOP
      afterwards := afterwards || format('GRANT %s ON %I TO %s', named.privilege_type, name, named.grantee);
    END LOOP;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', name, name || '_whole');
    -- So that the new table's key bears the name that the old one's had.
    EXECUTE format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', name || '_whole', name || '_pkey', name || '_whole_pkey');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY HASH (practice_id)', name, name || '_whole');
    FOR part IN 0 .. partitions - 1 LOOP
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)', name || '_p' || part, name, partitions, part);
    END LOOP;
    EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, name || '_whole');
    EXECUTE format('DROP TABLE %I', name || '_whole');
    FOREACH statement IN ARRAY afterwards LOOP
      EXECUTE statement;
    END LOOP;
  END LOOP;
END
$$;
