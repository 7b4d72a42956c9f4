import { PROJECTION_TABLES, type ProjectionTable } from './projection-tables';

/**
 * Commits of one practice in one statement, so in one round trip and one fsync. Each commit carries a number; every part is
 * written for the commits in `done` only. What settles a race is the primary key of `event`: a version that is taken is not
 * inserted, and its commit is not done. The division at the end fails the statement when only a part of a commit's events was
 * inserted (two writers met between the look and the insert); the store then runs its commits one by one. Look-ups are LATERAL
 * with LIMIT, because the plan is made once, for tables that may still be empty, and must stay one index look-up per row.
 */
export const COMMIT_COLUMNS = {
  commits: ['int', 'text', 'int', 'int'],
  events: ['int', 'text', 'int', 'int', 'int', 'text', 'int', 'bytea', 'text', 'text', 'text', 'text', 'text', 'text', 'bytea', 'bytea'],
  keys: ['int', 'text', 'text', 'text', 'int', 'text', 'int', 'text', 'int'],
  told: ['int', 'int', 'text', 'int', 'text', 'text', 'text'],
  outbox: ['int', 'int', 'text', 'bytea', 'text'],
  audit: ['int', 'int', 'text', 'text', 'text', 'text', 'text', 'text', 'text'],
} as const;
export type CommitInput = keyof typeof COMMIT_COLUMNS;
export const COMMIT_INPUTS = Object.keys(COMMIT_COLUMNS) as CommitInput[];

/** After $1 practice, $2 count of feed numbers, and from $3 on the rows of each projection as JSON: one array per column of every input. */
const FIRST_ARRAY = 8;
const WHOLE_NUMBERS: readonly string[] = ['version', 'open_episodes', 'units_left', 'comments'];
const placeholders = numberPlaceholders();

export const COMMIT_SQL = `
WITH replayed AS (
  SELECT k.no, i.* FROM unnest(${placeholders.keys}) AS k(no, client, key, request_hash, status, stream_id, version, recorded_at, practice_version)
  CROSS JOIN LATERAL (SELECT t.client, t.key, t.request_hash, t.status, t.stream_id, t.version, t.recorded_at, t.practice_version FROM idempotency t
    WHERE t.practice_id = $1 AND t.client = k.client AND t.key = k.key LIMIT 1) i),
numbered AS (UPDATE practice SET last_feed = last_feed + $2::bigint WHERE practice_id = $1 RETURNING last_feed - $2::bigint AS base),
commits AS (
  SELECT c.* FROM unnest(${placeholders.commits}) AS c(no, stream_id, first_version, events) WHERE c.no NOT IN (SELECT no FROM replayed)),
written AS (
  INSERT INTO event (practice_id, stream_id, version, feed, type, schema_version, data, key_id, occurred_on, recorded_at,
    actor_id, correlation_id, causation_id, prev_hash, hash)
  SELECT $1, e.stream_id, e.version, base + e.feed, e.type, e.schema_version, e.data, e.key_id, e.occurred_on, e.recorded_at,
    e.actor_id, e.correlation_id, e.causation_id, e.prev_hash, e.hash
  FROM numbered, unnest(${placeholders.events}) AS e(no, stream_id, first_version, version, feed, type, schema_version, data, key_id, occurred_on,
    recorded_at, actor_id, correlation_id, causation_id, prev_hash, hash)
  WHERE e.no NOT IN (SELECT no FROM replayed)
    AND NOT EXISTS (SELECT 1 FROM event t WHERE t.practice_id = $1 AND t.stream_id = e.stream_id AND t.version = e.first_version)
  ORDER BY e.stream_id, e.version
  ON CONFLICT (practice_id, stream_id, version) DO NOTHING
  RETURNING stream_id, version),
done AS (
  SELECT c.no, c.stream_id, c.events FROM numbered, commits c
  WHERE c.events = 0 OR EXISTS (SELECT 1 FROM written w WHERE w.stream_id = c.stream_id AND w.version = c.first_version)),
keyed AS (
  INSERT INTO idempotency (practice_id, client, key, request_hash, status, stream_id, version, recorded_at, practice_version)
  SELECT $1, k.client, k.key, k.request_hash, k.status, k.stream_id, k.version, k.recorded_at, k.practice_version
  FROM unnest(${placeholders.keys}) AS k(no, client, key, request_hash, status, stream_id, version, recorded_at, practice_version) WHERE k.no IN (SELECT no FROM done)),
made_public AS (
  INSERT INTO public_event (practice_id, feed, patient_id, version, type, data, recorded_at)
  SELECT $1, base + p.feed, p.patient_id, p.version, p.type, p.data, p.recorded_at
  FROM numbered, unnest(${placeholders.told}) AS p(no, feed, patient_id, version, type, data, recorded_at) WHERE p.no IN (SELECT no FROM done)),
outboxed AS (
  INSERT INTO outbox (practice_id, feed, topic, payload, recorded_at, available_at)
  SELECT $1, base + o.feed, o.topic, o.payload, o.recorded_at, o.recorded_at
  FROM numbered, unnest(${placeholders.outbox}) AS o(no, feed, topic, payload, recorded_at) WHERE o.no IN (SELECT no FROM done)),
audited AS (
  INSERT INTO audit (practice_id, feed, recorded_at, actor_id, role, action, resource, outcome, request_id, hash)
  SELECT $1, base + a.feed, a.recorded_at, a.actor_id, a.role, a.action, a.resource, a.outcome, a.request_id,
    audit_hash($1, ARRAY[$1, (base + a.feed)::text, a.recorded_at, a.actor_id, a.role, a.action, a.resource, a.outcome, a.request_id])
  FROM numbered, unnest(${placeholders.audit}) AS a(no, feed, recorded_at, actor_id, role, action, resource, outcome, request_id) WHERE a.no IN (SELECT no FROM done)
  ORDER BY a.feed),
summaries AS (${upsert('patient_summary', 3)}),
worklist_rows AS (${upsert('worklist', 4)}),
deadline_rows AS (${upsert('deadline', 5)}),
need_rows AS (${upsert('need', 6)}),
link_rows AS (${upsert('patient_link', 7)})
SELECT (SELECT count(*) FROM numbered) AS practices,
  (SELECT coalesce(json_agg(done), '[]') FROM done) AS done,
  (SELECT coalesce(json_agg(replayed), '[]') FROM replayed) AS replayed,
  1 / (CASE WHEN (SELECT count(*) FROM written) = (SELECT coalesce(sum(events), 0) FROM done) THEN 1 ELSE 0 END) AS whole`;

/** Projections that are written in the statement itself. */
export type StatementTable = Exclude<ProjectionTable, 'document_content'>;

function upsert(table: StatementTable, parameter: number): string {
  const { key, columns } = PROJECTION_TABLES[table];
  const typed = columns.map((column) => `${column} ${WHOLE_NUMBERS.includes(column) ? 'int' : 'text'}`);
  const set = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
  return `INSERT INTO ${table} (practice_id, ${columns.join(', ')}) SELECT $1, ${columns.map((column) => `r.${column}`).join(', ')}
    FROM json_to_recordset($${parameter}::json) AS r(no int, ${typed.join(', ')}) WHERE r.no IN (SELECT no FROM done)
    ON CONFLICT (practice_id, ${key}) DO UPDATE SET ${set.join(', ')}`;
}

function numberPlaceholders(): Readonly<Record<CommitInput, string>> {
  let next = FIRST_ARRAY;
  return Object.fromEntries(COMMIT_INPUTS.map((input) => [input, COMMIT_COLUMNS[input].map((type) => `$${next++}::${type}[]`).join(', ')])) as Record<CommitInput, string>;
}
