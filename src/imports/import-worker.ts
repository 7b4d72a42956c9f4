/** Runs that were asked for over HTTP: one at a time, and after a start those that the last end cut off. */
import type { PracticeId } from '../../machines/kernel/ids';
import type { Log } from '../platform/logging/log';
import type { ImportParts } from './importing';
import { ImportRuns, type RunOptions } from './import-runs';

export class ImportWorker {
  private readonly runs: ImportRuns;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ImportParts, directory: string, private readonly log: Pick<Log, 'failure' | 'notice'>) {
    this.runs = new ImportRuns(parts, directory);
  }

  get files(): Pick<ImportRuns, 'folderOf' | 'begin' | 'recordChecked' | 'refusals' | 'discardFiles'> {
    return this.runs;
  }

  /** Takes up what is unfinished here; whose files are on another node is that node's. */
  start(): void {
    this.queue = this.queue.then(async () => {
      for (const practice of await this.parts.store.practices.list()) {
        for (const { importId } of await this.parts.store.imports.unfinished(practice.id)) if (this.runs.hasFiles(importId)) await this.proceed(practice.id, importId);
      }
    }).catch((error: unknown) => this.log.failure(error));
  }

  enqueue(practice: PracticeId, importId: string): void {
    this.queue = this.queue.then(() => this.proceed(practice, importId)).catch((error: unknown) => this.log.failure(error));
  }

  /** Resolves when the patient in hand is done; the rest goes on after the next start. */
  async stop(): Promise<void> {
    this.runs.stop();
    await this.queue;
  }

  private async proceed(practiceId: PracticeId, importId: string): Promise<void> {
    if (this.runs.isEnding) return;
    const practice = await this.parts.store.practices.find(practiceId);
    const run = await this.parts.store.imports.find(practiceId, importId);
    if (practice === undefined || run === undefined) return;
    const done = await this.runs.proceed(run, { practice, actor: (run.options as RunOptions).recordedBy ?? run.createdBy, role: (run.options as RunOptions).role });
    if (done !== undefined) this.log.notice('import', { practice: practiceId, import: importId, state: done.state, ...done.counts });
  }
}
