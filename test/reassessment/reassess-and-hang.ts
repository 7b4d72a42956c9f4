/**
 * A process that reassesses until so many patients are on record, says so in the middle of the next commit, and never goes on: to be killed.
 * node -r ./scripts/typescript.cjs test/reassessment/reassess-and-hang.ts '{"config": ..., "now": "...", "commits": 7}'
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { StoreConfig } from '../../src/platform/database/migrations';
import { openStore } from '../../src/platform/database/open-store';
import { reassessPractice } from '../../src/reassessment';
import { partsOf, PRACTICE, withStricterFrom } from './waiting-patients';

const LONG_MS = 600_000;

async function main(order: { readonly config: StoreConfig; readonly now: string; readonly commits: number; /** A stricter version is in force from this day on. */ readonly stricterFrom?: string }): Promise<void> {
  const clock = { now: () => order.now };
  const store = await openStore(order.config, clock);
  let commits = 0;
  const hanging: typeof store = {
    ...store,
    commit: async (commit) => {
      if (++commits <= order.commits) return store.commit(commit);
      void store.commit(commit);
      process.stdout.write('in the middle\n');
      await delay(LONG_MS);
      throw new Error('nobody has killed this process');
    },
  };
  await reassessPractice(partsOf(hanging, clock, order.stricterFrom === undefined ? undefined : withStricterFrom(order.stricterFrom)), PRACTICE, { isEnding: () => false, onFailure: (error) => process.stderr.write(`${String(error)}\n`) });
}

void main(JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof main>[0]);
