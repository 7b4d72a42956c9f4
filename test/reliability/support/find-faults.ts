import { integer } from '../../../src/platform/database/sql';
import type { Store } from '../../../src/platform/database/store';
import { verifyChain } from '../../../src/platform/event-store/verify-chain';
import { EVENTS_PER_COMMIT, type Acknowledged } from './write-all';

/**
 * What went wrong with acknowledged writes, in words; nothing when all is well. Lost: not at the version that was answered.
 * Half-done: events without their idempotency, audit, outbox, public or worklist rows, or the other way round. Gaps, and the chain.
 * Works for any writer whose commits are `EVENTS_PER_COMMIT` events with a note, one row of each kind, and the note as the key.
 */
export async function findFaults(store: Store, practice: string, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const faults: string[] = [];
  const notes = new Map<string, number>();
  const expected = new Map(acknowledged.map((each) => [`${each.stream}@${each.version}`, each.note]));
  const jobs = await jobsByStream(store, practice);
  for (const stream of await store.reads.streams(practice, 10_000)) {
    const events = await store.read(practice, stream);
    for (const [index, { version, data }] of events.entries()) {
      const { note } = data as { note: string };
      notes.set(note, (notes.get(note) ?? 0) + 1);
      if (version !== index + 1) faults.push(`gap: ${stream} holds version ${version} at place ${index + 1}`);
      const promised = expected.get(`${stream}@${version}`);
      if (promised !== undefined && promised !== note) faults.push(`lost: ${promised} was answered ${stream}@${version}, where ${note} is`);
    }
    faults.push(...await halfDone(store, practice, stream, events.length, jobs.get(stream) ?? 0));
  }
  for (const { note } of acknowledged) if (!notes.has(note)) faults.push(`lost: ${note}`);
  for (const [note, count] of notes) if (count !== EVENTS_PER_COMMIT) faults.push(`half-done: ${note} has ${count} events`);
  const { bad } = await verifyChain(store.sql, practice);
  if (bad !== undefined) faults.push(`chain: ${bad.stream}@${bad.version}`);
  return faults;
}

async function jobsByStream(store: Store, practice: string): Promise<ReadonlyMap<string, number>> {
  const jobs = new Map<string, number>();
  for (const { payload } of await store.sql.of(practice).query('SELECT payload FROM outbox WHERE practice_id = ?', [practice])) {
    const { stream } = JSON.parse(Buffer.from(payload as Uint8Array).toString()) as { stream: string };
    jobs.set(stream, (jobs.get(stream) ?? 0) + 1);
  }
  return jobs;
}

async function halfDone(store: Store, practice: string, stream: string, events: number, outbox: number): Promise<readonly string[]> {
  const [row] = await store.sql.of(practice).query(`SELECT
    (SELECT count(*) FROM idempotency WHERE practice_id = ? AND stream_id = ?) AS idempotency,
    (SELECT count(*) FROM audit WHERE practice_id = ? AND resource = ?) AS audit,
    (SELECT count(*) FROM public_event WHERE practice_id = ? AND patient_id = ?) AS told,
    (SELECT version FROM worklist WHERE practice_id = ? AND episode_id = ?) AS worklist`,
  [practice, stream, practice, `patient/${stream}`, practice, stream, practice, `episode-of-${stream}`]);
  if (row === undefined) return [`half-done: ${stream} has no rows`];
  const commits = events / EVENTS_PER_COMMIT;
  const counts = [integer(row, 'idempotency'), integer(row, 'audit'), outbox, integer(row, 'told') / EVENTS_PER_COMMIT, integer(row, 'worklist') / EVENTS_PER_COMMIT];
  return counts.every((count) => count === commits) ? [] : [`half-done: ${stream} has ${commits} commits, but idempotency, audit, outbox, public events, worklist say ${counts.join(', ')}`];
}

