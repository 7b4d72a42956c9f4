import fc from 'fast-check';
import { EMPTY_CHART, addFact, allFacts } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { KIND_LABELS } from '../criteria/narrate';
import type { Finding } from '../criteria/types';
import { assessCase, exampleCase, packetInputOf, withIds } from '../../test/packets/case-packet';
import { buildPacket, type PacketInput, type PacketModel } from './index';

const STEP_CASES = Array.from({ length: 13 }, (_, index) => `example-${String(index + 1).padStart(2, '0')}`)
  .filter((name) => exampleCase(name).coverage.payer === 'medicare' && exampleCase(name).question.step !== undefined);

function packetOf(name: string, changes: Partial<PacketInput> = {}, authorization: Partial<PacketInput['authorization']> = {}): PacketModel {
  return buildPacket(packetInputOf(exampleCase(name), changes, authorization));
}

function sentencesOf(packet: PacketModel) {
  return packet.narrative.flatMap(({ sentences }) => sentences);
}

describe.each(STEP_CASES)('the packet of %s', (name) => {
  const input = packetInputOf(exampleCase(name));
  const packet = buildPacket(input);

  it('cites facts of the record in every sentence, and lists every fact it cites', () => {
    const known = new Set(allFacts(input.chart).map(({ id }) => id));
    const listed = new Set(packet.evidence.map(({ factId }) => factId));
    expect(sentencesOf(packet).length).toBeGreaterThan(0);
    for (const { text, factIds } of sentencesOf(packet)) {
      expect(factIds.length).toBeGreaterThan(0);
      expect(text).toMatch(/\.$/);
      for (const id of factIds) { expect(known).toContain(id); expect(listed).toContain(id); }
    }
    for (const row of packet.crosswalk) for (const { factId } of row.evidence) expect(listed).toContain(factId);
  });

  it('shows every finding of the assessment in exactly one row of the crosswalk, with its outcome and all its evidence', () => {
    for (const finding of input.assessment.findings) {
      const rows = packet.crosswalk.filter((row) => row.criterion === finding.criterion && concerns(row, finding));
      expect(rows).toHaveLength(1);
      expect(rows[0]?.outcome).toBe(finding.outcome);
      expect([...(rows[0]?.evidence ?? [])].map(({ factId }) => factId).sort()).toEqual([...new Set(finding.evidence)].sort());
    }
    expect(new Set(packet.crosswalk.map(({ criterion }) => criterion))).toEqual(new Set(input.assessment.findings.map(({ criterion }) => criterion)));
  });

  it('lists every finding that is not met as a gap, says what to document and who could, and lists nothing else', () => {
    const open = packet.crosswalk.filter(({ outcome }) => outcome !== 'met');
    expect(packet.gaps.map(({ criterion, targets }) => ({ criterion, targets }))).toEqual(open.map(({ criterion, targets }) => ({ criterion, targets })));
    for (const gap of packet.gaps) {
      expect(gap.toDocument.length).toBeGreaterThan(20);
      expect(gap.who).not.toBe('');
      expect(gap.overridden).toBe(false);
    }
  });

  it('says what documentation does for a policy, its version and a date, and never more', () => {
    const printed = JSON.stringify(packet);
    expect(printed).not.toMatch(/medically\s+necessary|medical\s+necessity|undefined|NaN|\[object/i);
    expect(packet.verdict.sentence).toMatch(/^Documentation (meets|does not meet|cannot tell|is complete)/);
    expect(packet.verdict.sentence).toContain(`version ${input.policy.version} as of ${input.assessment.asOf}`);
  });
});

describe('the packet', () => {
  it('is the same whatever the order in which the facts arrived', () => {
    for (const name of ['example-01', 'example-06', 'example-13']) {
      const one = exampleCase(name);
      const facts = withIds(one.facts);
      const expected = JSON.stringify(packetOf(name));
      fc.assert(fc.property(fc.shuffledSubarray([...facts], { minLength: facts.length }), (arrived) => {
        const chart = arrived.reduce((folded, fact) => addFact(folded, fact.id ?? '', reversedSeries(fact)), EMPTY_CHART);
        const { assessment } = assessCase({ ...one, facts: arrived });
        expect(JSON.stringify(packetOf(name, { chart, assessment }))).toBe(expected);
      }), { numRuns: 25 });
    }
  });

  it('discloses no fact it does not cite', () => {
    const one = exampleCase('example-01');
    const other: Fact = { type: 'drug-test', occurredOn: '2026-07-01', method: 'presumptive', reason: 'not of this request' };
    const packet = buildPacket(packetInputOf({ ...one, facts: [...one.facts, other] }));
    expect(JSON.stringify(packet)).not.toContain('not of this request');
    expect(JSON.stringify(packet)).not.toContain('substance');
  });

  it('prints an override with the person, the rationale and the kinds, and leaves the findings as they are', () => {
    const override = { by: 'Dr. A. Example', rationale: 'Second block refused by the patient', findings: ['block-relief'] as const };
    const packet = packetOf('example-02', {}, { override });
    expect(packet.override).toEqual({ by: override.by, rationale: override.rationale, kinds: [{ kind: 'block-relief', title: 'Relief after the diagnostic block' }] });
    expect(packet.crosswalk.find(({ kind }) => kind === 'block-relief')?.outcome).toBe('unmet');
    expect(packet.gaps.filter(({ overridden }) => overridden).map(({ kind }) => kind)).toEqual(['block-relief']);
  });

  it('tells a target apart where its finding differs and puts equal findings in one row', () => {
    const rows = packetOf('example-13').crosswalk.filter(({ kind }) => kind === 'block-concordance');
    expect(rows.map(({ outcome, targets }) => [outcome, targets.map(({ level }) => level)])).toEqual([['met', ['L4-L5']], ['unmet', ['L5-S1']]]);
    const same = packetOf('example-01').crosswalk.filter(({ kind }) => kind === 'block-relief');
    expect(same.map(({ targets }) => targets.map(({ level }) => level))).toEqual([['L4-L5', 'L5-S1']]);
  });

  it('prints both readings of a contested criterion with their sources', () => {
    const marks = packetOf('example-01').crosswalk.flatMap((row) => row.marks).filter(({ mark }) => mark === 'contested');
    expect(marks.length).toBeGreaterThan(0);
    for (const { text } of marks) expect(text).toMatch(/Readings: .+ \(.+\); .+ \(.+\)\./);
  });

  it('names the nerves, the relief over the agent window and the interval of two good blocks', () => {
    const packet = packetOf('example-01');
    expect(packet.request.kind).toBe('Radiofrequency ablation, first');
    expect(packet.request.targets[0]?.nerves).toEqual(['L3 medial branch', 'L4 medial branch']);
    expect(sentencesOf(packet).map(({ text }) => text)).toContain('The blocks of 2026-08-03 and 2026-08-24 are 21 days apart.');
    expect(packet.relief).toHaveLength(2);
    expect(packet.relief[0]?.statistics).toContainEqual({ name: "Lowest relief over the agent's window (3 h)", value: '87.5 %' });
  });

  it('tells the trial with its days, pain and function', () => {
    const text = sentencesOf(packetOf('example-06')).map((sentence) => sentence.text).join(' ');
    expect(text).toMatch(/Stimulator trial, thoracolumbar, from 2026-09-14 to 2026-09-21, 168 hours/);
    expect(text).toMatch(/Pain on NRS: 8 before the trial and 3 at its end/);
    expect(text).toContain('relief at the end of the trial 62.5 %');
  });

  it('appends cited documents first, in the order of the evidence, and the others by title', () => {
    const one = exampleCase('example-01');
    const documents = ['c', 'b', 'a', 'z'].map((id) => ({ id, title: `title ${id}`, mediaType: 'application/pdf', pages: 2, bytes: 10, sha256: id.repeat(64) }));
    const facts = one.facts.map((fact): Fact => fact.type === 'imaging' ? { ...fact, documentId: 'z', page: 2 } : fact.type === 'plan' ? { ...fact, documentId: 'b' } : fact);
    const packet = buildPacket(packetInputOf({ ...one, facts }, { documents }));
    expect(packet.documents.map(({ id }) => id)).toEqual(['z', 'b', 'a', 'c']);
    expect(packet.evidence.find(({ type }) => type === 'imaging')?.document).toEqual({ documentId: 'z', page: 2 });
  });
});

function concerns(row: PacketModel['crosswalk'][number], finding: Finding): boolean {
  if (finding.target === undefined) return row.targets.length === 0;
  return row.targets.some((target) => target.level === finding.target?.level && target.side === finding.target?.side);
}

/** Observations may have arrived in another order too. */
function reversedSeries(fact: Fact): Fact {
  if (fact.type !== 'block' || fact.relief?.observations === undefined) return fact;
  return { ...fact, relief: { ...fact.relief, observations: [...fact.relief.observations].reverse() } };
}

describe('a request that leaves planned targets out', () => {
  const notCovered = [{ level: 'L3-L4', side: 'right', kinds: ['block-relief', 'block-count'] }] as const;

  it('says so in the request and in the verdict', () => {
    const covered = packetOf('example-01');
    expect(covered.request.notCovered).toEqual([]);
    const packet = packetOf('example-01', {}, { targets: [{ level: 'L4-L5', side: 'right' }], notCovered });
    expect(packet.request.notCovered).toEqual([{ target: { level: 'L3-L4', side: 'right' }, kinds: notCovered[0].kinds.map((kind) => ({ kind, title: KIND_LABELS[kind] })) }]);
    expect(packet.verdict.sentence).toBe(`${covered.verdict.sentence} This is for L4-L5 right; not covered: L3-L4 right (${KIND_LABELS['block-relief']}; ${KIND_LABELS['block-count']}).`);
  });
});
