import { PATIENT_FOLD } from '../../../src/platform/patient-log/patient-record';
import { patientProjector } from '../../../src/patients';
import { verifyRecord } from '../../../src/audit';
import type { Practice } from '../../../src/platform/database/practices';
import { integer, text } from '../../../src/platform/database/sql';
import type { Store } from '../../../src/platform/database/store';
import { diffProjections } from '../../../src/platform/event-store/rebuild-projections';
import type { BareSql } from '../../support/bare-sql';
import type { Outcome } from '../../support/mixed-work';
import { eventsInFeed, replayedEvents } from './replayed-events';

const STREAMS_MAX = 10_000;

/**
 * What several nodes have made of a record, in words; nothing when all is well. Lost: answered as recorded, and not there under its version. Twice: recorded more than
 * once, or a number of the feed given twice (one that a lost race has used is used by none). Gap: a version of a log that is missing. And every hash, list and public event
 * against the logs.
 */
export async function nodeFaults(store: Store, practice: Practice, { facts, coverages }: Pick<Outcome, 'facts' | 'coverages'>): Promise<readonly string[]> {
  const faults: string[] = [];
  const recorded = new Map<string, number>();
  const versions = new Map<string, number>();
  for (const stream of await store.reads.streams(practice.id, STREAMS_MAX)) {
    const events = await store.read(practice.id, stream);
    events.forEach(({ version }, index) => { if (version !== index + 1) faults.push(`gap: ${stream} holds version ${version} at place ${index + 1}`); });
    for (const { type, data } of events) {
      const name = type === 'FactDocumented' ? (data as { factId: string }).factId : type === 'CoverageChanged' ? memberOf(data) : undefined;
      if (name !== undefined) recorded.set(`${stream}/${name}`, (recorded.get(`${stream}/${name}`) ?? 0) + 1);
    }
    versions.set(stream, events.length);
  }
  for (const { name, patientId, version } of [...facts.map((each) => ({ ...each, name: each.factId })), ...coverages.map((each) => ({ ...each, name: each.memberId }))]) {
    if (!recorded.has(`${patientId}/${name}`)) faults.push(`lost: ${name} of ${patientId}`);
    if ((versions.get(patientId) ?? 0) < version) faults.push(`lost: ${patientId}@${version}`);
  }
  for (const [name, count] of recorded) if (count > 1) faults.push(`twice: ${name} is recorded ${count} times`);
  faults.push(...await numbersGivenTwice(store, practice.id));
  for await (const told of verifyRecord(store.sql, practice, undefined)) if ('verification' in told && told.verification.firstBreak !== null) faults.push(`chain: ${JSON.stringify(told.verification.firstBreak)}`);
  for (const difference of await diffProjections(store, practice.id, PATIENT_FOLD, patientProjector)) faults.push(`list: ${JSON.stringify(difference)}`);
  const [inFeed, replayed] = [await eventsInFeed(store, practice.id), await replayedEvents(store, practice.id)];
  if (JSON.stringify(inFeed) !== JSON.stringify(replayed)) faults.push(`feed: ${inFeed.length} public events, and the logs name ${replayed.length}`);
  return faults;
}

/** Each change of these tests has a member number of its own. */
function memberOf(data: unknown): string | undefined {
  return (data as { coverages?: readonly { memberId?: string }[] }).coverages?.[0]?.memberId;
}

async function numbersGivenTwice({ sql }: Store, practice: string): Promise<readonly string[]> {
  const twice = await sql.of(practice).query(`SELECT feed, count(*) AS n FROM (SELECT feed FROM event WHERE practice_id = ? UNION ALL SELECT feed FROM audit WHERE practice_id = ? UNION ALL SELECT feed FROM public_event WHERE practice_id = ?) AS numbers
    GROUP BY feed HAVING count(*) > 1`, [practice, practice, practice]);
  return twice.map((row) => `twice: number ${integer(row, 'feed')} of the feed`);
}

export interface Claim {
  readonly topic: string;
  readonly feed: number;
  readonly attempts: number;
  readonly node: string;
}

/**
 * Has PostgreSQL write down every claim of a job or a delivery, with the node that made it: rows that are done are deleted, and then nobody could say how often they were claimed.
 * Nodes name themselves by PGAPPNAME.
 */
export async function noteClaims(sql: BareSql): Promise<void> {
  await sql.execute('CREATE TABLE claim_note (topic TEXT NOT NULL, feed BIGINT NOT NULL, attempts INTEGER NOT NULL, node TEXT NOT NULL)');
  await sql.execute(`CREATE FUNCTION note_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN INSERT INTO claim_note VALUES (TG_ARGV[0], NEW.feed, NEW.attempts, current_setting('application_name')); RETURN NULL; END $$`);
  for (const table of ['outbox', 'webhook_delivery']) await sql.execute(`CREATE TRIGGER note_claims AFTER UPDATE ON ${table} FOR EACH ROW WHEN (NEW.attempts > OLD.attempts) EXECUTE FUNCTION note_claim('${table}')`);
}

export async function claimsOf(sql: BareSql): Promise<readonly Claim[]> {
  return (await sql.query('SELECT topic, feed, attempts, node FROM claim_note ORDER BY topic, feed')).map((row) => ({ topic: text(row, 'topic'), feed: integer(row, 'feed'), attempts: integer(row, 'attempts'), node: text(row, 'node') }));
}

/** Each claimed once; in words. */
export function claimFaults(claims: readonly Claim[]): readonly string[] {
  const times = new Map<string, number>();
  for (const { topic, feed } of claims) times.set(`${topic} ${feed}`, (times.get(`${topic} ${feed}`) ?? 0) + 1);
  return [...times].filter(([, count]) => count > 1).map(([name, count]) => `claimed ${count} times: ${name}`);
}
