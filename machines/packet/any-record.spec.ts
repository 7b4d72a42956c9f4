import fc from 'fast-check';
import { arbitraryFact } from '../../test/support/arbitrary-fact';
import { anyPacketInput } from '../../test/packets/any-packet-input';
import { allFacts } from '../evidence/chart';
import { describeFact, summarizeFact } from './describe-fact';
import { buildPacket } from './index';

describe('the packet of any record', () => {
  it('cites known facts in every sentence, shows every finding once, and names every gap', () => {
    fc.assert(fc.property(anyPacketInput, (input) => {
      const packet = buildPacket(input);
      const known = new Set(allFacts(input.chart).map(({ id }) => id));
      const listed = new Set(packet.evidence.map(({ factId }) => factId));
      for (const { sentences } of packet.narrative) {
        expect(sentences).not.toHaveLength(0);
        for (const { text, factIds } of sentences) {
          expect(text).not.toMatch(/undefined|NaN|\[object/);
          expect(factIds.length).toBeGreaterThan(0);
          for (const id of factIds) expect(known.has(id) && listed.has(id)).toBe(true);
        }
      }
      const shown = packet.crosswalk.reduce((sum, { targets }) => sum + Math.max(targets.length, 1), 0);
      expect(shown).toBe(input.assessment.findings.length);
      expect(packet.gaps).toHaveLength(packet.crosswalk.filter(({ outcome }) => outcome !== 'met').length);
      for (const { occurredOn } of packet.evidence) expect(occurredOn <= input.assessment.asOf).toBe(true);
    }), { numRuns: 150 });
  });

  it('can be told: every fact has words', () => {
    fc.assert(fc.property(arbitraryFact(), fc.constantFrom('rfa' as const, 'scs' as const, 'epidural' as const), (fact, pathway) => {
      for (const text of [describeFact(fact, pathway), summarizeFact(fact, pathway)]) {
        expect(text.length).toBeGreaterThan(2);
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      }
    }), { numRuns: 500 });
  });
});
