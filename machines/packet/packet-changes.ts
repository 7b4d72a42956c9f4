/** What a packet says otherwise than the one that was decided on before: for the reviewer who said no to that one. Pure. */
import { inWords, settingInWords, targetsInWords } from '../criteria/words';
import type { CriterionChange, CrosswalkRow, Evidence, EvidenceChange, PacketChanges, PacketModel } from './packet-model';

export function packetChanges(before: PacketModel, after: PacketModel): PacketChanges {
  return {
    since: { packetId: before.packetId, asOf: before.asOf },
    criteria: criteriaChanges(before.crosswalk, after.crosswalk),
    evidence: evidenceChanges(before.evidence, after.evidence),
    request: requestChanges(before, after),
    documents: [
      ...after.documents.filter(({ id }) => !before.documents.some((each) => each.id === id)).map(({ title }) => ({ title, change: 'added' as const })),
      ...before.documents.filter(({ id }) => !after.documents.some((each) => each.id === id)).map(({ title }) => ({ title, change: 'left-out' as const })),
    ],
  };
}

/** A row is the same question where criterion and targets are the same. */
function criteriaChanges(before: readonly CrosswalkRow[], after: readonly CrosswalkRow[]): readonly CriterionChange[] {
  const nameOf = ({ criterion, targets }: CrosswalkRow): string => `${criterion} ${targetsInWords(targets)}`;
  const of = ({ outcome, finding }: CrosswalkRow) => ({ outcome, finding });
  const told = (row: CrosswalkRow, rest: Pick<CriterionChange, 'before' | 'after'>): CriterionChange => ({ title: row.title, where: targetsInWords(row.targets), ...rest });
  return [
    ...after.flatMap((row): readonly CriterionChange[] => {
      const old = before.find((each) => nameOf(each) === nameOf(row));
      if (old === undefined) return [told(row, { after: of(row) })];
      return old.outcome === row.outcome && old.finding === row.finding ? [] : [told(row, { before: of(old), after: of(row) })];
    }),
    ...before.filter((row) => !after.some((each) => nameOf(each) === nameOf(row))).map((row) => told(row, { before: of(row) })),
  ];
}

function evidenceChanges(before: readonly Evidence[], after: readonly Evidence[]): readonly EvidenceChange[] {
  const changes: EvidenceChange[] = [];
  for (const one of after) {
    const old = before.find(({ factId }) => factId === one.factId);
    if (old === undefined) changes.push({ factId: one.factId, occurredOn: one.occurredOn, after: one.description });
    else if (old.description !== one.description) changes.push({ factId: one.factId, occurredOn: one.occurredOn, before: old.description, after: one.description });
  }
  for (const one of before) if (!after.some(({ factId }) => factId === one.factId)) changes.push({ factId: one.factId, occurredOn: one.occurredOn, before: one.description });
  return changes.sort((a, b) => (a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : a.factId < b.factId ? -1 : 1));
}

const NOTHING = 'none';

function requestChanges(before: PacketModel, after: PacketModel): PacketChanges['request'] {
  const rows: readonly (readonly [string, (model: PacketModel) => string | undefined])[] = [
    ['Date of service', ({ request }) => request.plannedOn],
    ['Targets', ({ request }) => targetsInWords(request.targets)],
    ['Codes', ({ request }) => request.lines.map(({ code, modifiers, units }) => [code, ...modifiers, `x ${units}`].join(' ')).join(', ')],
    ['Diagnoses', ({ request }) => request.diagnoses.join(', ')],
    ['Technique', ({ request }) => request.technique && inWords(request.technique)],
    ['Place of service', ({ request }) => request.setting && settingInWords(request.setting.code)],
    ['Facility', ({ parties }) => parties.facility?.name],
    ['Practitioner', ({ parties }) => parties.practitioner && `${parties.practitioner.name.family}, ${parties.practitioner.name.given}`],
    ['Policy', ({ policy }) => policy.ref],
  ];
  return rows.flatMap(([name, of]) => {
    const [old, now] = [of(before) || NOTHING, of(after) || NOTHING];
    return old === now ? [] : [{ name, before: old, after: now }];
  });
}
