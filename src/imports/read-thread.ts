/** Entry of the reading thread: the files into the scratch file, with a word now and then of how far it is. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Mapping } from './mapping';
import { readSource } from './read-source';
import { Scratch } from './scratch';
import { UnreadableFile } from './unreadable-file';

export interface ReadJob {
  readonly files: readonly string[];
  readonly mapping: Mapping;
  /** The practice's. */
  readonly zone: string;
  readonly scratchFile: string;
}

export type ReadAnswer = { readonly statements: number } | { readonly end: 'read' | 'unreadable' } | { readonly failed: string };

async function main({ files, mapping, zone, scratchFile }: ReadJob): Promise<void> {
  const answer = (said: ReadAnswer): void => parentPort?.postMessage(said);
  const scratch = new Scratch(scratchFile);
  try {
    await readSource(files, mapping, zone, scratch, (statements) => answer({ statements }));
    answer({ end: 'read' });
  } catch (error) {
    // Its message may quote the file.
    answer(error instanceof UnreadableFile ? { end: 'unreadable' } : { failed: error instanceof Error ? error.constructor.name : typeof error });
  } finally {
    scratch.close();
  }
}

void main(workerData as ReadJob);
