/** Facet histories for property tests, with figures around the thresholds that the shipped policy states. */
import fc from 'fast-check';
import type { Target } from '../../machines/kernel/anatomy';
import type { PlainDate } from '../../machines/kernel/calendar';
import type { Fact } from '../../machines/evidence/fact';
import { DECISIONS } from '../../machines/authorization';
import type { PatientCommand } from '../../machines/patient';
import {
  ablation, AGENT_WINDOW_MINUTES, block, DAY_0, FACET, INTERVAL_DAYS_MIN, LEFT, NRS_MIN, OHIO_MEDICARE, plusDays, plusMonths, RELIEF_PERCENT_MIN, requiredOf, RIGHT, supportingFacts, WASHINGTON_MEDICARE,
} from './patient-story';

const REPEAT = requiredOf(FACET, 'repeat-rfa', 'repeat-relief');
const WINDOW_MONTHS = requiredOf(FACET, 'mbb1', 'session-limit').windowMonths;
const { monthsMin } = requiredOf(FACET, 'mbb1', 'pain-duration');

/** The last day of every story: all that happened lies before it or on it. */
export const TODAY: PlainDate = plusMonths(DAY_0, REPEAT.monthsMin + 1);

const around = (figure: number): fc.Arbitrary<number> => fc.constantFrom(figure - 1, figure, figure + 1);
const daysAgo = (days: number): PlainDate => plusDays(TODAY, -days);
const targets: fc.Arbitrary<readonly Target[]> = fc.constantFrom([RIGHT], [RIGHT], [LEFT], [RIGHT, LEFT], [RIGHT, { level: 'L5-S1', side: 'right' }]);

/** Days whose distance from today or from each other lies around an interval or a window. */
const procedureDay: fc.Arbitrary<PlainDate> = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom(-1, 0, 1)).map(([intervals, shift]) => daysAgo(Math.max(0, intervals * INTERVAL_DAYS_MIN + shift))),
  fc.constantFrom(-1, 0, 1).map((shift) => plusDays(plusMonths(TODAY, -WINDOW_MONTHS), shift)),
  fc.constantFrom(-1, 0, 1).map((shift) => plusDays(plusMonths(TODAY, -REPEAT.monthsMin), shift)),
);

const blockFact: fc.Arbitrary<Fact> = fc.record({
  on: procedureDay, percent: fc.oneof({ weight: 3, arbitrary: around(RELIEF_PERCENT_MIN) }, { weight: 1, arbitrary: fc.constantFrom(0, 100) }), targets,
  lasted: around(AGENT_WINDOW_MINUTES), steroid: fc.constantFrom(false, false, false, true),
}).map(({ on, percent, targets: at, lasted, steroid }) => {
  const made = block(on, percent, at);
  const score = made.relief?.observations?.[0]?.score ?? 0;
  return { ...made, steroid, relief: { ...made.relief, observations: [{ minutes: 20, score }, { minutes: lasted, score }], durationHours: lasted / 60 } };
});

const otherFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ on: procedureDay, targets }).map(({ on, targets: at }): Fact => ablation(on, at)),
  fc.record({ on: procedureDay, percent: around(REPEAT.reliefPercentMin), shift: fc.constantFrom(-1, 0, 1) }).map(({ on, percent, shift }): Fact => {
    const until = plusDays(plusMonths(on, REPEAT.monthsMin), shift);
    return { type: 'ablation-outcome', occurredOn: TODAY, ablationOn: on, scale: 'NRS', baseline: 10, score: (100 - percent) / 10, ...(until <= TODAY && { sustainedUntil: until }) };
  }),
  around(NRS_MIN).map((value): Fact => ({ type: 'score', occurredOn: TODAY, instrument: 'NRS', value, role: 'baseline' })),
  fc.constantFrom(-1, 0, 1).map((shift): Fact => ({ type: 'pain-history', occurredOn: TODAY, region: 'lumbosacral', sides: ['right'], onsetOn: plusDays(plusMonths(TODAY, -monthsMin), shift), pattern: 'axial' })),
  fc.constantFrom('absent', 'treated', 'untreated').map((radiculopathy): Fact => ({ type: 'exclusion-review', occurredOn: TODAY, radiculopathy })),
);

/** Facts with ids; no two of the same content, so that all can be documented in any order. */
export const arbitraryFacts: fc.Arbitrary<readonly (readonly [string, Fact])[]> = fc
  .uniqueArray(fc.oneof({ weight: 3, arbitrary: blockFact }, { weight: 2, arbitrary: otherFact }), { maxLength: 7, selector: (fact) => JSON.stringify(fact) })
  .chain((facts) => fc.subarray([...supportingFacts(DAY_0)], { minLength: 3 }).map((base) => [...base, ...facts.map((fact, index) => [`fact-${index}`, fact] as const)]));

/** A command once it is known what there is to speak of; `seed` makes new ids. */
export type Speak = (of: { readonly factIds: readonly string[]; readonly authorizationIds: readonly string[]; readonly seed: number }) => PatientCommand;

/** What staff and payer may do at any time; many are refused where they do not fit, which is part of the story. */
export const arbitraryCommand: fc.Arbitrary<Speak> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(blockFact, otherFact).map((fact): Speak => ({ seed }) => ({ type: 'DocumentFact', factId: `fact-${seed}`, fact })) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(), blockFact).map(([n, fact]): Speak => ({ factIds }) => ({ type: 'CorrectFact', factId: one(factIds, n), fact, replaces: 1, reason: 'misread' })) },
  { weight: 1, arbitrary: fc.nat().map((n): Speak => ({ factIds }) => ({ type: 'RetractFact', factId: one(factIds, n), reason: 'not hers' })) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(), around(AGENT_WINDOW_MINUTES), fc.integer({ min: 0, max: 10 })).map(([n, minutes, score]): Speak => ({ factIds }) => ({ type: 'AddObservation', factId: one(factIds, n), observation: { minutes, score } })) },
  { weight: 1, arbitrary: targets.map((at): Speak => () => ({ type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: at, technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } })) },
  { weight: 1, arbitrary: fc.constantFrom(OHIO_MEDICARE, WASHINGTON_MEDICARE).map((coverage): Speak => () => ({ type: 'ChangeCoverage', coverages: [coverage] })) },
  { weight: 2, arbitrary: fc.constantFrom('mbb1', 'mbb2', 'rfa', 'repeat-rfa').map((step): Speak => ({ seed }) => ({ type: 'DraftAuthorization', authorizationId: `authorization-${seed}`, packetId: `packet-${seed}`, episodeId: 'episode-1', step: step as 'rfa' })) },
  { weight: 4, arbitrary: fc.tuple(fc.nat(), fc.integer({ min: 0, max: 2 * INTERVAL_DAYS_MIN })).map(([n, days]): Speak => ({ authorizationIds }) => ({ type: 'RequestAuthorization', authorizationId: one(authorizationIds, n), dateOfService: plusDays(TODAY, days) })) },
  { weight: 3, arbitrary: fc.nat().map((n): Speak => ({ authorizationIds }) => ({ type: 'SubmitAuthorization', authorizationId: one(authorizationIds, n), submittedAt: `${TODAY}T09:00:00.000Z`, submittedOn: TODAY, channel: 'fax', proof: { reference: 'receipt' } })) },
  { weight: 3, arbitrary: fc.tuple(fc.nat(), fc.constantFrom('affirmed', 'affirmed', ...DECISIONS), fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined })).map(([n, decision, days, units]): Speak => ({ authorizationIds }) => ({ type: 'RecordDetermination', authorizationId: one(authorizationIds, n), decision, decidedOn: TODAY, validTo: plusDays(TODAY, days), ...(units !== undefined && { units }) })) },
  { weight: 1, arbitrary: fc.tuple(fc.nat(), fc.boolean()).map(([n, accepts]): Speak => ({ authorizationIds }) => (accepts ? { type: 'AcceptModification', authorizationId: one(authorizationIds, n) } : { type: 'DeclineModification', authorizationId: one(authorizationIds, n), reason: 'too little' })) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('ScheduleProcedure' as const, 'RescheduleProcedure' as const, 'CancelProcedure' as const), fc.nat(), fc.integer({ min: 0, max: 45 })).map(([type, n, days]): Speak => ({ authorizationIds }) => (type === 'CancelProcedure' ? { type, of: { authorizationId: one(authorizationIds, n) }, reason: 'ill' } : { type, of: { authorizationId: one(authorizationIds, n) }, on: plusDays(TODAY, days), booking: { because: [], forbids: [], firstAllowedOn: null } })) },
  { weight: 1, arbitrary: fc.nat().map((n): Speak => ({ authorizationIds }) => ({ type: 'WithdrawAuthorization', authorizationId: one(authorizationIds, n), reason: 'declined' })) },
  { weight: 1, arbitrary: fc.constant<Speak>(() => ({ type: 'ReassessPatient' })) },
);

function one(ids: readonly string[], n: number): string {
  return ids[n % Math.max(1, ids.length)] ?? 'nothing';
}
