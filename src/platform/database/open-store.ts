import { systemClock, type Clock } from '../clock/clock';
import { Outbox } from '../event-store/outbox';
import { StreamCache } from '../event-store/stream-cache';
import { NewDataKeys } from '../sealing/data-keys';
import { refuseWrongSealingKey } from '../sealing/refuse-wrong-sealing-key';
import { SealingKey } from '../sealing/sealing-key';
import { Accounts } from './accounts';
import { ApiKeys } from './api-keys';
import { BreakGlass } from './break-glass';
import { Ceremonies } from './ceremonies';
import { Imports } from './imports';
import { clockBehindLog } from './clock-behind-log';
import type { StoreConfig } from './migrations';
import type { OpenedEngine } from './opened-engine';
import { openSqlite, type WritesIn } from './open-sqlite';
import { Passkeys } from './passkeys';
import { Practices } from './practices';
import { Purges } from './purges';
import { Reads } from './reads';
import { Sessions } from './sessions';
import { SignInAttempts } from './sign-in-attempts';
import type { Store } from './store';
import { StoreRefusal } from './store-errors';

/**
 * Opens the store: checks every setting that durability rests on, brings the schema up to date, checks the clock against the log.
 * Throws `StoreRefusal`, which says what to do, when anything is wrong.
 */
export async function openStore(config: StoreConfig, clock: Clock = systemClock, writesIn: WritesIn = 'this-thread'): Promise<Store> {
  const sealingKey = config.sealingKeyFile === undefined ? undefined : SealingKey.ofFile(config.sealingKeyFile);
  const engine = await openEngine(config, clock, writesIn);
  const dataKeys = sealingKey === undefined ? undefined : new NewDataKeys(engine.sql, sealingKey, clock);
  try {
    await refuseWrongSealingKey(engine.sql, (await new Practices(engine.sql, clock).list()).map(({ id }) => id), sealingKey, config.sealingKeyFile, config.nextSealingKeyFile === undefined ? undefined : SealingKey.ofFile(config.nextSealingKeyFile));
    await refuseClockBehindLog(engine, clock);
    if (dataKeys !== undefined) await engine.sealWith(dataKeys);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return assemble(engine, clock, dataKeys);
}

async function openEngine(config: StoreConfig, clock: Clock, writesIn: WritesIn): Promise<OpenedEngine> {
  if (config.kind === 'sqlite') return openSqlite(config, clock, writesIn);
  // Its client is loaded where it is used.
  const { openPostgres } = await import('./open-postgres');
  return openPostgres(config.url, clock);
}

async function refuseClockBehindLog({ sql }: OpenedEngine, clock: Clock): Promise<void> {
  const behind = await clockBehindLog(sql, clock);
  if (behind === undefined) return;
  throw new StoreRefusal(`This computer's clock says ${behind.now}, but the last event was recorded at ${behind.last}. Set the clock and start again.`);
}

function assemble({ events, sql, warnings = [], refuseIfFull, overwriteDeleted, close }: OpenedEngine, clock: Clock, dataKeys: NewDataKeys | undefined): Store {
  const streams = new StreamCache(events, sql, undefined, dataKeys);
  return {
    read: (practice, stream, range) => events.read(practice, stream, range),
    version: (practice, stream) => events.version(practice, stream),
    commit: (commit) => events.commit(commit),
    findIdempotency: (practice, client, key) => events.findIdempotency(practice, client, key),
    audit: (practice, write) => events.audit(practice, write),
    streams,
    sql,
    warnings,
    outbox: new Outbox(sql, clock),
    reads: new Reads(sql, dataKeys),
    ...(dataKeys !== undefined && { dataKeys }),
    practices: new Practices(sql, clock),
    keys: new ApiKeys(sql, clock),
    accounts: new Accounts(sql, clock),
    sessions: new Sessions(sql),
    signInAttempts: new SignInAttempts(sql),
    passkeys: new Passkeys(sql),
    ceremonies: new Ceremonies(sql),
    imports: new Imports(sql),
    breakGlass: new BreakGlass(sql),
    purges: new Purges(sql),
    overwriteDeleted,
    probe: async () => {
      refuseIfFull?.();
      const probedAt = clock.now();
      await sql.everyPractice.execute(`INSERT INTO probe (practice_id, probed_at) VALUES ('*', ?) ON CONFLICT (practice_id) DO UPDATE SET probed_at = excluded.probed_at`, [probedAt]);
      await sql.everyPractice.query('SELECT probed_at FROM probe');
    },
    close: async () => {
      await streams.settle();
      await close();
    },
  };
}
