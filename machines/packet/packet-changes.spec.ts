import type { Fact } from '../evidence/fact';
import { exampleCase, packetInputOf, withIds } from '../../test/packets/case-packet';
import { INCOMPLETE_DIRECTORY } from '../../test/packets/example-directory';
import { buildPacket } from './build-packet';
import { packetChanges } from './packet-changes';

const ONE = exampleCase('example-01');
const FACTS = withIds(ONE.facts);
const AFTER = buildPacket(packetInputOf({ ...ONE, facts: FACTS }));
const without = (dropped: (fact: Fact) => boolean) => buildPacket(packetInputOf({ ...ONE, facts: FACTS.filter((fact) => !dropped(fact)) }));
const [, SECOND] = FACTS.filter(({ type }) => type === 'block');

describe('what changed since the earlier packet', () => {
  it('is nothing between a packet and itself', () => {
    expect(packetChanges(AFTER, AFTER)).toEqual({ since: { packetId: AFTER.packetId, asOf: AFTER.asOf }, criteria: [], evidence: [], request: [], documents: [] });
  });
  it('is the block that was added, and every criterion that it changed', () => {
    const changes = packetChanges(without((fact) => fact === SECOND), AFTER);
    expect(changes.evidence).toEqual([{ factId: SECOND?.id, occurredOn: SECOND?.occurredOn, after: expect.any(String) }]);
    expect(changes.criteria).toContainEqual(expect.objectContaining({ title: 'Number of diagnostic blocks', before: expect.objectContaining({ outcome: 'unmet' }), after: expect.objectContaining({ outcome: 'met' }) }));
    expect(changes.criteria.every(({ before, after }) => before?.finding !== after?.finding)).toBe(true);
  });
  it('is a fact that was corrected, in both words, and one that is cited no more', () => {
    const corrected = FACTS.map((fact): Fact => (fact.type === 'block' && fact === SECOND ? { ...fact, volumeMlPerTarget: 0.4 } : fact));
    const { evidence } = packetChanges(AFTER, buildPacket(packetInputOf({ ...ONE, facts: corrected })));
    expect(evidence).toEqual([{ factId: SECOND?.id, occurredOn: SECOND?.occurredOn, before: expect.stringContaining('0.5 ml'), after: expect.stringContaining('0.4 ml') }]);
    expect(packetChanges(AFTER, without((fact) => fact === SECOND)).evidence).toEqual([expect.objectContaining({ factId: SECOND?.id, before: expect.any(String) })]);
  });
  it('is the plan: place, facility, lines', () => {
    const elsewhere = buildPacket(packetInputOf(ONE, { directory: INCOMPLETE_DIRECTORY }, { facilityId: 'hospital', setting: '22', targets: ONE.question.targets?.slice(0, 1) ?? [] }));
    expect(packetChanges(AFTER, elsewhere).request.map(({ name }) => name)).toEqual(['Targets', 'Codes', 'Place of service', 'Facility']);
  });
});
