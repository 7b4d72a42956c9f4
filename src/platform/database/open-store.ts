import { systemClock, type Clock } from '../clock/clock';
import { Outbox } from '../event-store/outbox';
import { StreamCache } from '../event-store/stream-cache';
import { ApiKeys } from './api-keys';
import type { StoreConfig } from './migrations';
import type { OpenedEngine } from './opened-engine';
import { openSqlite } from './open-sqlite';
import { Practices } from './practices';
import { Reads } from './reads';
import { text } from './sql';
import type { Store } from './store';
import { StoreRefusal } from './store-errors';

/** Instants of several nodes differ a little; more than this is a wrong clock. */
const CLOCK_SKEW_MAX_MS = 60_000;

/**
 * Opens the store: checks every setting that durability rests on, brings the schema up to date, checks the clock against the log.
 * Throws `StoreRefusal`, which says what to do, when anything is wrong.
 */
export async function openStore(config: StoreConfig, clock: Clock = systemClock): Promise<Store> {
  const engine = await openEngine(config, clock);
  try {
    await refuseClockBehindLog(engine, clock);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return assemble(engine, clock);
}

async function openEngine(config: StoreConfig, clock: Clock): Promise<OpenedEngine> {
  if (config.kind === 'sqlite') return openSqlite(config.file, clock);
  // Its client is loaded where it is used.
  const { openPostgres } = await import('./open-postgres');
  return openPostgres(config.url, clock);
}

/** Later events would be recorded before earlier ones, and `knownAt` would hide them. */
async function refuseClockBehindLog({ sql }: OpenedEngine, clock: Clock): Promise<void> {
  const rows = await sql.query(`SELECT recorded_at FROM practice JOIN event ON event.practice_id = practice.practice_id AND event.feed =
    (SELECT max(feed) FROM event AS last WHERE last.practice_id = practice.practice_id)`);
  const now = clock.now();
  const last = rows.map((row) => text(row, 'recorded_at')).sort().at(-1);
  if (last === undefined || Date.parse(last) - Date.parse(now) <= CLOCK_SKEW_MAX_MS) return;
  throw new StoreRefusal(`This computer's clock says ${now}, but the last event was recorded at ${last}. Set the clock and start again.`);
}

function assemble({ events, sql, close }: OpenedEngine, clock: Clock): Store {
  const streams = new StreamCache(events, sql);
  return {
    read: (practice, stream, range) => events.read(practice, stream, range),
    version: (practice, stream) => events.version(practice, stream),
    commit: (commit) => events.commit(commit),
    findIdempotency: (practice, client, key) => events.findIdempotency(practice, client, key),
    audit: (practice, write) => events.audit(practice, write),
    streams,
    sql,
    outbox: new Outbox(sql, clock),
    reads: new Reads(sql),
    practices: new Practices(sql, clock),
    keys: new ApiKeys(sql, clock),
    probe: async () => {
      const probedAt = clock.now();
      await sql.execute(`INSERT INTO probe (practice_id, probed_at) VALUES ('*', ?) ON CONFLICT (practice_id) DO UPDATE SET probed_at = excluded.probed_at`, [probedAt]);
      await sql.query('SELECT probed_at FROM probe');
    },
    close: async () => {
      await streams.settle();
      await close();
    },
  };
}
