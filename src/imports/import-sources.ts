/** How each source's files are read: saved as an event of the practice's log, the last one counts; a run keeps the one it began with. */
import { Injectable } from '@nestjs/common';
import { isRejection, reject } from '../../machines/kernel/rejection';
import type { PracticeState } from '../../machines/practice';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { PracticeWrites } from '../platform/practice-log/practice-writes';
import { findMapping, isSavedMapping, SHIPPED_MAPPINGS } from './mappings';
import { parseMapping } from './parse-mapping';

@Injectable()
export class ImportSources {
  constructor(private readonly practiceLog: PracticeLog, private readonly writes: PracticeWrites, private readonly audited: Audited) {}

  async list(caller: Caller): Promise<Answered> {
    const { version, state } = await this.practiceLog.newest(caller.practice);
    await this.audited.read(caller, 'import-data', `import-sources@${version}`);
    const saved = Object.keys(state.importMappings ?? {}).sort();
    const shipped = SHIPPED_MAPPINGS.map(({ source }) => source).filter((source) => !saved.includes(source));
    return answer(200, { items: [...saved, ...shipped].map((source) => sourceView(source, state)) }, { etag: tagOf(version) });
  }

  async one(caller: Caller, source: string): Promise<Answered> {
    const { version, state } = await this.practiceLog.newest(caller.practice);
    const mapping = findMapping(source, state);
    await (mapping === undefined ? this.audited.refused(caller, 'import-data', 'import-source') : this.audited.read(caller, 'import-data', `import-source/${mapping.source}@${version}`));
    return mapping === undefined ? SOURCE_NOT_FOUND : answer(200, { ...sourceView(source, state), mapping }, { etag: tagOf(version) });
  }

  async save(write: Write, source: string, input: unknown): Promise<Answered> {
    const mapping = parseMapping(input);
    const refusal = isRejection(mapping) ? { ...mapping, pointer: `/mapping${mapping.pointer ?? ''}`, faults: mapping.faults?.map((fault) => ({ ...fault, pointer: `/mapping${fault.pointer}` })) } : mapping.source === source ? undefined : SOURCE_DIFFERS;
    if (refusal !== undefined || isRejection(mapping)) {
      await this.audited.refused(write.caller, 'import-data', 'import-source');
      return refusal ?? SOURCE_DIFFERS;
    }
    return this.writes.write(write, {
      action: 'import-data', status: 200, resource: `import-source/${source}`,
      decide: (practice, at) => (isSavedMapping(practice, mapping) ? [] : [{ type: 'ImportMappingSaved', source, mapping, by: write.caller.actor, at }]),
      answer: ({ practice, version }) => answer(200, { ...sourceView(source, practice), mapping: practice.importMappings?.[source]?.mapping ?? mapping }, { etag: tagOf(version) }),
    });
  }
}

function sourceView(source: string, { importMappings = {} }: PracticeState) {
  const saved = Object.hasOwn(importMappings, source) ? importMappings[source] : undefined;
  const mapping = findMapping(source, { importMappings });
  return { source, format: mapping?.format ?? 'csv', ships: saved === undefined, savedBy: saved?.by ?? null, savedAt: saved?.at ?? null };
}

export const SOURCE_NOT_FOUND = reject('import-source-not-found', 'No mapping is saved for this source, and none ships under its name: save one with PUT /v1/import-sources/{source} (docs/import.md).', { pointer: '/source' });
const SOURCE_DIFFERS = reject('invalid-mapping', 'The mapping is of another source than the address names: one of the two is wrong.', { pointer: '/mapping/source' });
