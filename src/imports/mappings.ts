/** Mappings by source: those a practice has saved, in its log, and those that ship. */
import { hash } from 'node:crypto';
import { isRejection } from '../../machines/kernel/rejection';
import type { PracticeState } from '../../machines/practice';
import { PRACTICE_STREAM } from '../platform/event-store/event-store';
import { executeCommand } from '../platform/event-store/execute-command';
import { canonicalJson } from '../platform/json/canonical-json';
import { PRACTICE_FOLD } from '../platform/practice-log/practice-log';
import type { Importer, ImportParts } from './importing';
import type { Mapping } from './mapping';
import fhirR4 from './mappings/fhir-r4.json';
import { parseMapping } from './parse-mapping';

/** Case files say everything themselves. */
const CASES: Mapping = { source: 'cases', format: 'cases', patient: {}, registers: true, entries: [] };

export const SHIPPED_MAPPINGS: readonly Mapping[] = [fhirR4 as unknown as Mapping, CASES];

/** A practice's own comes before one that ships. */
export function findMapping(source: string, { importMappings = {} }: Pick<PracticeState, 'importMappings'>): Mapping | undefined {
  const saved = Object.hasOwn(importMappings, source) ? parseMapping(importMappings[source]?.mapping) : undefined;
  if (saved !== undefined && !isRejection(saved)) return saved;
  return SHIPPED_MAPPINGS.find((mapping) => mapping.source === source);
}

/** Whether exactly this is what the practice has saved last. */
export function isSavedMapping({ importMappings }: Pick<PracticeState, 'importMappings'>, mapping: Mapping): boolean {
  return canonicalJson(importMappings?.[mapping.source]?.mapping ?? null) === canonicalJson(mapping);
}

/** By a command of the practice's own machine; the API has its own way (`import-sources.ts`). */
export async function recordMapping({ store, clock }: ImportParts, { practice, actor, role }: Importer, mapping: Mapping): Promise<void> {
  const recordedAt = clock.now();
  const digest = hash('sha256', canonicalJson(mapping), 'hex');
  await executeCommand(store, store.streams, {
    practice: practice.id, stream: PRACTICE_STREAM, fold: PRACTICE_FOLD,
    decide: ({ state }) => {
      return { accepted: true, events: isSavedMapping(state, mapping) ? [] : [{ type: 'ImportMappingSaved', schemaVersion: 1, data: { type: 'ImportMappingSaved', source: mapping.source, mapping, by: actor, at: recordedAt } }] };
    },
    audit: { actorId: actor, role, action: 'save-import-mapping', resource: `import-source/${mapping.source}`, outcome: 'allowed', requestId: digest },
    recordedAt, actorId: actor, correlationId: digest,
  });
}
