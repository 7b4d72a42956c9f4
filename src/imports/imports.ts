/** Imports over HTTP: a file is taken, read and checked beside everything else; its report is asked for, and it is recorded or discarded. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { StoredRun } from '../platform/database/imports';
import { prepareFolder } from '../platform/database/prepare-folder';
import { Practices } from '../platform/database/practices';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { cursorOf } from '../platform/http/page';
import type { Write } from '../platform/http/parameters';
import { KEY_REUSED } from '../platform/http/preconditions';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { SOURCE_NOT_FOUND } from './import-sources';
import { ImportWorker } from './import-worker';
import { UPLOAD, type RunOptions } from './import-runs';
import { findMapping } from './mappings';

const ACTION = 'import-data';
const RUNS_SHOWN = 50;

export interface WantedImport {
  readonly source: string;
  readonly record: boolean;
  readonly partial: boolean;
}

@Injectable()
export class Imports {
  constructor(
    @Inject(STORE) private readonly store: Pick<Store, 'imports'>, private readonly practices: Practices, private readonly practiceLog: PracticeLog, private readonly worker: ImportWorker,
    private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async begin({ caller, idempotencyKey, requestHash }: Write, content: Buffer, { source, record, partial }: WantedImport): Promise<Answered> {
    const importId = derivedIds(caller.practice, caller.actor, `import\n${idempotencyKey}`)();
    const sha256 = createHash('sha256').update(content).digest('hex');
    const known = await this.store.imports.find(caller.practice, importId);
    if (known !== undefined) return (known.options as { readonly requestHash?: string }).requestHash === requestHash ? this.accepted(caller, known, true) : this.refuse(caller, importId, KEY_REUSED);
    const mapping = findMapping(source, (await this.practiceLog.newest(caller.practice)).state);
    if (mapping === undefined) return this.refuse(caller, undefined, SOURCE_NOT_FOUND);
    if (content.length === 0) return this.refuse(caller, undefined, EMPTY);
    const practice = await this.practices.find(caller.practice);
    if (practice === undefined) throw new Error('a caller has no practice');
    const folder = this.worker.files.folderOf(importId);
    prepareFolder(folder);
    const file = join(folder, UPLOAD);
    writeFileSync(file, content, { mode: 0o600 });
    const options: RunOptions & { readonly requestHash: string } = { files: [file], record, partial, role: caller.role, requestHash };
    const run = await this.worker.files.begin({ practice, actor: caller.actor, role: caller.role }, mapping, sha256, options, importId);
    this.worker.enqueue(caller.practice, importId);
    return this.accepted(caller, run, false);
  }

  async list(caller: Caller): Promise<Answered> {
    const runs = await this.store.imports.list(caller.practice, RUNS_SHOWN);
    await this.audited.read(caller, ACTION, 'imports');
    return answer(200, { items: runs.map(runView) });
  }

  async one(caller: Caller, importId: string): Promise<Answered> {
    const run = await this.store.imports.find(caller.practice, importId);
    if (run === undefined) return this.refuse(caller, importId, IMPORT_NOT_FOUND);
    await this.audited.read(caller, ACTION, resourceOf('import', importId));
    return answer(200, runView(run));
  }

  async refusals(caller: Caller, importId: string, limit: number, after: number): Promise<Answered> {
    const run = await this.store.imports.find(caller.practice, importId);
    const found = run === undefined ? undefined : this.worker.files.refusals(importId, after, limit + 1);
    if (found === undefined) return this.refuse(caller, importId, run === undefined ? IMPORT_NOT_FOUND : FILES_GONE);
    await this.audited.read(caller, ACTION, resourceOf('import', importId));
    const last = found.slice(0, limit).at(-1);
    return answer(200, { importId, items: found.slice(0, limit).map(({ row, entry, place, code }) => ({ row, entry, place, code })), ...(found.length > limit && last !== undefined && { next: cursorOf(String(last.seq)) }) });
  }

  async record({ caller }: Write, importId: string, partial: boolean): Promise<Answered> {
    const run = await this.store.imports.find(caller.practice, importId);
    if (run === undefined) return this.refuse(caller, importId, IMPORT_NOT_FOUND);
    if (run.state === 'recording' || run.state === 'recorded') return this.accepted(caller, run, true);
    const { refusals = 0, 'changed-at-source': changed = 0, 'coverages-differs': differing = 0 } = run.counts;
    if (run.state !== 'checked' && run.state !== 'refused') return this.refuse(caller, importId, NOT_CHECKED);
    if (refusals > changed + differing && !partial) return this.refuse(caller, importId, { ...HAS_REFUSALS, details: { refusals } });
    const practice = await this.practices.find(caller.practice);
    if (practice === undefined) throw new Error('a caller has no practice');
    const moved = await this.worker.files.recordChecked(run, { practice, actor: caller.actor, role: caller.role }, partial);
    if (moved === undefined) return this.refuse(caller, importId, FILES_GONE);
    this.worker.enqueue(caller.practice, importId);
    return this.accepted(caller, moved, false);
  }

  async discard({ caller }: Write, importId: string): Promise<Answered> {
    const run = await this.store.imports.find(caller.practice, importId);
    if (run === undefined) return this.refuse(caller, importId, IMPORT_NOT_FOUND);
    if (run.state === 'reading' || run.state === 'checking' || run.state === 'recording') return this.refuse(caller, importId, UNDER_WAY);
    this.worker.files.discardFiles(importId);
    if (run.state !== 'recorded') await this.store.imports.move(caller.practice, importId, [run.state], 'discarded', run.counts, this.clock.now());
    await this.audited.read(caller, `${ACTION}:discarded`, resourceOf('import', importId));
    return answer(200, runView((await this.store.imports.find(caller.practice, importId)) ?? run));
  }

  private async accepted(caller: Caller, run: StoredRun, isRepeat: boolean): Promise<Answered> {
    await this.audited.read(caller, isRepeat ? `${ACTION}:repeat` : ACTION, resourceOf('import', run.importId));
    return answer(202, runView(run), { location: `/v1/imports/${run.importId}`, ...(isRepeat && { 'idempotent-replayed': 'true' }) });
  }

  private async refuse(caller: Caller, importId: string | undefined, rejection: Rejection): Promise<Rejection> {
    await this.audited.refused(caller, ACTION, importId === undefined ? 'imports' : resourceOf('import', importId));
    return rejection;
  }
}

function runView({ importId, source, sha256, state, options, counts, createdBy, createdAt, updatedAt }: StoredRun) {
  const { record, partial } = options as RunOptions;
  return { importId, source, sha256, state, record, partial, counts, createdBy, createdAt, updatedAt };
}

const IMPORT_NOT_FOUND = reject('import-not-found', 'There is no import of that id: list them.');
const FILES_GONE = reject('import-files-gone', 'What this import read is not kept here any more: send the file again.');
const NOT_CHECKED = reject('import-not-checked', 'This import is not checked: wait until it is, or send a file that can be read.');
const HAS_REFUSALS = reject('import-has-refusals', 'Something in the file is refused, so nothing is stored: correct it and send it again, or record what is not refused.');
const UNDER_WAY = reject('import-under-way', 'This import is under way: wait until it has come to its end.');
const EMPTY = reject('import-empty', 'The file is empty.');
