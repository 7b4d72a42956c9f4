/** Entry of the comparing thread: a page whenever it is asked for one, and then its end. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PatientId, PracticeId } from '../../machines/kernel/ids';
import type { Change } from '../../machines/what-if';
import type { StoreConfig } from '../platform/database/migrations';
import { openReadOnly } from '../platform/database/open-read-only';
import { readingKeys } from '../platform/sealing/reading-keys';
import { comparePractice, type ComparedPage } from './compare-practice';

export interface CompareJob {
  readonly config: StoreConfig;
  readonly practice: PracticeId;
  readonly change: Change;
  /** The rest of a practice that another thread has begun. */
  readonly from?: PatientId;
  /** From so many patients on, it leaves half of them to another thread. */
  readonly sharedFrom?: number;
}

export type ThreadAnswer = { readonly page: ComparedPage } | { readonly end: true } | { readonly failed: string };

async function main({ config, practice, change, from, sharedFrom }: CompareJob): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this file is a thread of the what-if');
  const store = await openReadOnly(config);
  const dataKeys = readingKeys(config, store.sql);
  const pages = comparePractice(store.sql, practice, change, { dataKeys, ...(from === undefined ? { sharedFrom } : { from }) });
  const answer = async (): Promise<void> => {
    try {
      const { done, value } = await pages.next();
      port.postMessage((done === true ? { end: true } : { page: value }) satisfies ThreadAnswer);
    } catch (error) {
      port.postMessage({ failed: error instanceof Error ? error.message : 'unknown' } satisfies ThreadAnswer);
    }
  };
  port.on('message', () => void answer());
  port.once('close', () => void store.close());
}

void main(workerData as CompareJob);
