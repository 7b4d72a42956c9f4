/** Runs of imports: begun, taken on where they were cut off, and what became of them. One at a time in a process; their files lie beside the data. */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection } from '../../machines/kernel/rejection';
import type { ImportState, StoredRun } from '../platform/database/imports';
import { prepareFolder } from '../platform/database/prepare-folder';
import { prepareFile } from '../platform/database/sqlite-connection';
import { derivedIds } from '../platform/patient-log/derived-ids';
import type { Importer, ImportParts } from './importing';
import type { Mapping } from './mapping';
import { parseMapping } from './parse-mapping';
import { readInThread } from './read-in-thread';
import { checkImport, recordImport, type Hold, type ImportRun } from './run-import';
import { Scratch, type Counted } from './scratch';
import type { Refusal } from './statement';

export interface RunOptions {
  /** Where the files are; of an upload, in the run's own folder. */
  readonly files: readonly string[];
  /** Not only checked. */
  readonly record: boolean;
  /** What is not refused is recorded, where something is. */
  readonly partial: boolean;
  /** Whom the audit names, and who recorded what another had checked. */
  readonly role: string;
  readonly recordedBy?: string;
}

/** Differences that a person looks at; they keep nothing else from being recorded. */
const FOR_A_PERSON: readonly string[] = ['changed-at-source', 'coverage-differs'];
const PROGRESS_MS = 1_000;
/** A file that came over HTTP, in the run's own folder. */
export const UPLOAD = 'upload';

export class ImportRuns {
  private ending = false;
  private stopReading: (() => Promise<unknown>) | undefined;

  constructor(private readonly parts: ImportParts, private readonly directory: string) {}

  get isEnding(): boolean {
    return this.ending;
  }

  /** Here, and not on another node. */
  hasFiles(importId: string): boolean {
    return existsSync(this.folderOf(importId));
  }

  folderOf(importId: string): string {
    return join(this.directory, 'imports', importId);
  }

  async begin(importer: Importer, mapping: Mapping, sha256: string, options: RunOptions, importId: string = randomUUID()): Promise<StoredRun> {
    const run = { importId, source: mapping.source, sha256, state: 'reading' as const, options, mapping, counts: {}, createdBy: importer.actor, createdAt: this.parts.clock.now() };
    await this.parts.store.imports.begin(importer.practice.id, run);
    return { ...run, updatedAt: run.createdAt };
  }

  /** As far as it goes by itself: checked, recorded, refused or unreadable; undefined where it was ended before. */
  async proceed(stored: StoredRun, importer: Importer, onProgress: (state: ImportState, done: number) => void = () => undefined): Promise<StoredRun | undefined> {
    const mapping = parseMapping(stored.mapping);
    if (isRejection(mapping)) throw new Error('the mapping of a run cannot be read any more');
    const folder = this.folderOf(stored.importId);
    prepareFolder(folder);
    const scratchFile = join(folder, 'scratch.db');
    prepareFile(scratchFile);
    const { store, clock } = this.parts;
    const options = stored.options as RunOptions;
    const run: ImportRun = { importId: stored.importId, importer, mapping };
    const practice = importer.practice.id;
    let { state } = stored;
    let scratch: Scratch | undefined;
    let saidAt = 0;
    const progress = (done: number): void => {
      onProgress(state, done);
      if (performance.now() - saidAt < PROGRESS_MS) return;
      saidAt = performance.now();
      void store.imports.move(practice, run.importId, [state], state, { ...scratch?.tallied(), done }, clock.now());
    };
    const supervision = { isEnding: () => this.ending, onProgress: progress };
    const move = async (to: ImportState): Promise<void> => {
      await store.imports.move(practice, run.importId, [state], to, scratch === undefined ? {} : countsOf(scratch), clock.now());
      state = to;
    };
    try {
      if (state === 'reading') {
        const read = await readInThread({ files: options.files, mapping, zone: importer.practice.timeZone, scratchFile }, progress, (stop) => void (this.stopReading = stop)).catch((error: unknown) => {
          if (this.ending) return undefined;
          throw error;
        });
        if (read === undefined) return undefined;
        scratch = new Scratch(scratchFile);
        await move(read === 'read' ? 'checking' : 'unreadable');
      }
      scratch ??= new Scratch(scratchFile);
      if (state === 'checking') {
        if (!(await checkImport(this.parts, run, scratch, supervision))) return undefined;
        await move(!options.record ? 'checked' : mayRecord(scratch, options) ? 'recording' : 'refused');
      }
      if (state === 'recording') {
        if (!(await recordImport(this.parts, run, scratch, this.holdOf(run), supervision))) return undefined;
        await move('recorded');
        scratch.forget();
        rmSync(join(folder, UPLOAD), { force: true });
      }
    } finally {
      scratch?.close();
    }
    return store.imports.find(practice, run.importId);
  }

  /** A dry run that somebody has read: now for the record. Undefined: it is not in that state, or its files are gone. */
  async recordChecked(stored: StoredRun, importer: Importer, partial: boolean): Promise<StoredRun | undefined> {
    if (!existsSync(join(this.folderOf(stored.importId), 'scratch.db'))) return undefined;
    const options: RunOptions = { ...(stored.options as RunOptions), record: true, partial, role: importer.role, recordedBy: importer.actor };
    const isMoved = await this.parts.store.imports.move(importer.practice.id, stored.importId, ['checked', 'refused'], 'recording', stored.counts, this.parts.clock.now(), options);
    return isMoved ? this.parts.store.imports.find(importer.practice.id, stored.importId) : undefined;
  }

  refusals(importId: string, after: number, limit: number): readonly (Refusal & { readonly seq: number })[] | undefined {
    const file = join(this.folderOf(importId), 'scratch.db');
    if (!existsSync(file)) return undefined;
    const scratch = new Scratch(file);
    try {
      return scratch.refusals(after, limit);
    } finally {
      scratch.close();
    }
  }

  /** What was uploaded and what was read of it. */
  discardFiles(importId: string): void {
    rmSync(this.folderOf(importId), { recursive: true, force: true });
  }

  /** Resolves when the patient in hand is done. */
  stop(): void {
    this.ending = true;
    void this.stopReading?.();
  }

  private holdOf({ importId, importer, mapping }: ImportRun): Hold {
    const { store, clock } = this.parts;
    const practice = importer.practice.id;
    return ({ key, match, person, statements }) => store.imports.hold(practice, {
      heldId: derivedIds(practice, `import:${mapping.source}`, `held\n${key}`)(), source: mapping.source, key, reason: match.reason, person: { ...person.person, file: person.file, row: person.row },
      candidates: match.candidates, statements, importId,
    }, clock.now());
  }
}

function mayRecord(scratch: Scratch, { partial }: RunOptions): boolean {
  return partial || Object.keys(scratch.refusalCodes()).every((code) => FOR_A_PERSON.includes(code));
}

function countsOf(scratch: Scratch): Counted {
  return { ...scratch.tallied(), statements: scratch.count('statement'), patients: scratch.count('person'), refusals: scratch.count('refusal') };
}
