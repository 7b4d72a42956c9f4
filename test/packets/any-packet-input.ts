import fc from 'fast-check';
import { STEPS, type Step } from '../../machines/criteria/types';
import type { Fact } from '../../machines/evidence/fact';
import type { PacketInput } from '../../machines/packet';
import { pathwayOf } from '../../src/policies';
import { arbitraryFact } from '../support/arbitrary-fact';
import { EPIDURAL_CASE, exampleCase, packetInputOf } from './case-packet';

const STEPS_OF: Readonly<Record<string, readonly Step[]>> = { 'example-01': STEPS.filter((step) => pathwayOf(step) === 'rfa'), 'example-06': ['trial', 'implant'], epidural: ['esi'] };

/** Any facts that can be recorded, in the place of the example's own or beside them. */
export const anyPacketInput: fc.Arbitrary<PacketInput> = fc.constantFrom('example-01', 'example-06', 'epidural').chain((name) => fc.record({
  facts: fc.array(arbitraryFact(), { maxLength: 12 }),
  step: fc.constantFrom(...(STEPS_OF[name] ?? [])),
  isBeside: fc.boolean(),
}).map(({ facts, step, isBeside }) => {
  const one = name === 'epidural' ? EPIDURAL_CASE : exampleCase(name);
  const unnamed = facts.map((fact): Fact => ({ ...fact, id: undefined }));
  return packetInputOf({ ...one, question: { ...one.question, step }, facts: (isBeside ? [...one.facts, ...unnamed] : unnamed).map((fact, index) => ({ ...fact, id: `fact-${index}` })) });
}));
