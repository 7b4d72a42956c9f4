import { once } from 'node:events';
import { join } from 'node:path';
import { startWorker } from '../workers/start-worker';
import type { GuessableJob } from './guessable-thread';

const MEMORY_MAX = { maxOldGenerationSizeMb: 128 };
const PRODUCT = 'pathgate';

/**
 * Whether a password that a person chose is among those that are tried first: the common and leaked ones, rows of keys, repetitions,
 * and these with a year or an exclamation mark after them. NIST SP 800-63B-4, 3.1.1.2, asks for it. The lists and the estimate take half
 * a second and 30 MB, so they live in a thread that ends with its answer.
 */
export async function isGuessable(password: string, names: readonly string[]): Promise<boolean> {
  const thread = startWorker(join(__dirname, 'guessable-thread'), { workerData: { password: password.normalize('NFKC'), names: [...names, PRODUCT] } satisfies GuessableJob, resourceLimits: MEMORY_MAX });
  const [answer] = (await once(thread, 'message')) as [boolean];
  return answer;
}
