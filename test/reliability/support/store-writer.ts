/**
 * A process that writes through the store until it is done or killed, and says on standard output what was acknowledged: `{ready}`
 * when the store is open, then, from a line on standard input on, one JSON line `{stream, version, note}` per commit, printed only
 * after the store's answer; at the end `{conflicts}`.
 * node -r ./scripts/typescript.cjs test/reliability/support/store-writer.ts '<WriterOrder as JSON>'
 */
import { once } from 'node:events';
import Database from 'better-sqlite3-multiple-ciphers';
import { systemClock } from '../../../src/platform/clock/clock';
import type { WritesIn } from '../../../src/platform/database/open-sqlite';
import { openStore } from '../../../src/platform/database/open-store';
import type { StoreConfig } from '../../../src/platform/database/migrations';
import { writeAll, type Acknowledged, type WriteOrder } from './write-all';

export interface WriterOrder extends WriteOrder {
  readonly config: StoreConfig;
  /** It makes the practice first. */
  readonly creates?: boolean;
  /** Left out: in the thread that asks. */
  readonly writesIn?: WritesIn;
  /** The control of power cuts: SQLite's own default under write-ahead logging, and a pragma that says otherwise. */
  readonly isNormal?: boolean;
}

export const READY = { ready: true } as const;

/** Answers how many conflicts there were. */
async function runWriter(order: WriterOrder, say: (said: Acknowledged | typeof READY) => void): Promise<number> {
  if (order.isNormal === true) becomeNormal();
  const store = await openStore(order.config, systemClock, order.writesIn);
  if (order.creates === true) await store.practices.create({ id: order.practice, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
  say(READY);
  await once(process.stdin, 'data');
  const conflicts = await writeAll(store, order, say);
  await store.close();
  return conflicts;
}

function becomeNormal(): void {
  const { pragma } = Database.prototype;
  Database.prototype.pragma = function (this: Database.Database, source: string, options?: Database.PragmaOptions) {
    if (source === 'synchronous') return FULL;
    return pragma.call(this, source === 'synchronous = FULL' ? 'synchronous = NORMAL' : source, options);
  };
}

const FULL = 2;

if (require.main === module) {
  runWriter(JSON.parse(process.argv[2] ?? '{}') as WriterOrder, (said) => process.stdout.write(`${JSON.stringify(said)}\n`))
    .then((conflicts) => process.stdout.write(`${JSON.stringify({ conflicts })}\n`))
    .catch((error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      process.exitCode = 1;
    });
}
