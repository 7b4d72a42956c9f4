/**
 * A process that writes through the store until it is done or killed, and says on standard output what was acknowledged: one JSON
 * line `{stream, version, note}` per commit, printed only after the store's answer.
 * node -r ./scripts/typescript.cjs test/reliability/support/store-writer.ts '<WriterOrder as JSON>'
 */
import { openStore } from '../../../src/platform/database/open-store';
import type { StoreConfig } from '../../../src/platform/database/migrations';
import { writeAll, type Acknowledged, type WriteOrder } from './write-all';

export interface WriterOrder extends WriteOrder {
  readonly config: StoreConfig;
}

export async function runWriter(order: WriterOrder, say: (acknowledged: Acknowledged) => void): Promise<void> {
  const store = await openStore(order.config);
  await writeAll(store, order, say);
  await store.close();
}

if (require.main === module) {
  runWriter(JSON.parse(process.argv[2] ?? '{}') as WriterOrder, (acknowledged) => process.stdout.write(`${JSON.stringify(acknowledged)}\n`))
    .catch((error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      process.exitCode = 1;
    });
}
