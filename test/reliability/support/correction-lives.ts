/** Two records over time: what is said of them, by whom, in what order. Figures lie around the thresholds of the policy in force. */
import fc from 'fast-check';
import type { Policy } from '../../../machines/criteria/types';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import type { PatientCommand } from '../../../machines/patient';
import { arbitraryCommand, arbitraryFacts, TODAY, type Speak } from '../../support/arbitrary-story';
import { block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, FACET, LEFT, OPEN_RFA, plusDays, REGISTER, RELIEF_PERCENT_MIN, RIGHT, supportingFacts } from '../../support/patient-story';

export const PATIENTS = ['patient-1', 'patient-2'] as const;
export type PatientName = (typeof PATIENTS)[number];

/** The same policy with another figure, as a new version that decides from now on. */
const RELIEF_ASKED: readonly number[] = [RELIEF_PERCENT_MIN, RELIEF_PERCENT_MIN + 1];
export const POLICY_SETS: readonly (readonly Policy[])[] = RELIEF_ASKED.map((reliefPercentMin) => (reliefPercentMin === RELIEF_PERCENT_MIN ? SHIPPED_POLICIES : SHIPPED_POLICIES.map((policy) => (policy.id === FACET.id && policy.version === FACET.version ? stricter(policy, reliefPercentMin) : policy))));

function stricter(policy: Policy, reliefPercentMin: number): Policy {
  const steps = Object.fromEntries(Object.entries(policy.steps).map(([step, criteria]) => [step, criteria.map((each) => (each.kind === 'block-relief' ? { ...each, required: { ...(each.required as object), reliefPercentMin } } : each))]));
  return { ...policy, version: `${policy.version}-stricter`, steps };
}

export type Move =
  | { readonly kind: 'speak'; readonly of: PatientName; readonly by: string; readonly speak: (known: Known) => PatientCommand }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'policies'; readonly set: number };

export interface Known {
  readonly factIds: readonly string[];
  /** Of a fact, the version it has; of one that is gone, the last it had. */
  readonly versionOf: (factId: string) => number;
  readonly authorizationIds: readonly string[];
  readonly seed: number;
}

export type Life = readonly Move[];

const STAFF = ['nurse-1', 'clinician-2'];
const speakTo = (of: PatientName, speak: (known: Known) => PatientCommand, by = 'nurse-1'): Move => ({ kind: 'speak', of, by, speak });
const say = (of: PatientName, command: PatientCommand): Move => speakTo(of, () => command);
const pick = (ids: readonly string[], n: number): string => ids[n % Math.max(1, ids.length)] ?? 'nothing';
/** Bookings have days of their own, which the reference does not know. */
const isBooking = ({ type }: PatientCommand): boolean => type.endsWith('Procedure');

const who = fc.tuple(fc.constantFrom(...PATIENTS, 'patient-1' as const), fc.constantFrom(...STAFF));
const spoken = (speak: fc.Arbitrary<(known: Known, of: PatientName) => PatientCommand>): fc.Arbitrary<Move> =>
  fc.tuple(who, speak).map(([[of, by], each]) => speakTo(of, (known) => each(known, of), by));

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: spoken(arbitraryCommand.map((speak: Speak) => (known) => { const command = speak(known); return isBooking(command) ? { type: 'ReassessPatient' } : command; })) },
  { weight: 2, arbitrary: spoken(fc.tuple(fc.nat(), fc.constantFrom(-1, 0, 1), fc.integer({ min: 0, max: 20 })).map(([n, shift, days]) => ({ factIds, versionOf }) => {
    const factId = pick(factIds, n);
    return { type: 'CorrectFact', factId, fact: block(plusDays(TODAY, -days), RELIEF_PERCENT_MIN + shift), replaces: versionOf(factId), reason: `misread ${n}` };
  })) },
  { weight: 2, arbitrary: spoken(fc.nat().map((n) => ({ factIds }) => ({ type: 'RetractFact', factId: pick(factIds, n), reason: `not hers ${n}` }))) },
  { weight: 2, arbitrary: spoken(fc.nat().map((n) => ({ factIds }, of) => ({ type: 'MoveFact', factId: pick(factIds, n), toPatientId: of === 'patient-1' ? 'patient-2' : 'patient-1', reason: `of the other ${n}` }))) },
  // A second note of a session that is on record, under an id that may stand before the first one's or after it.
  { weight: 2, arbitrary: spoken(fc.tuple(fc.constantFrom('a', 'z'), fc.constantFrom(BLOCK_1_ON, BLOCK_2_ON, TODAY), fc.constantFrom([RIGHT], [LEFT])).map(([place, on, targets]) => ({ seed }) => ({ type: 'DocumentFact', factId: `${place}-note-${seed}`, fact: { ...block(on, RELIEF_PERCENT_MIN, targets), operator: `colleague ${seed}` } }))) },
  { weight: 2, arbitrary: spoken(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 20 })).map(([n, days]) => ({ authorizationIds }) => ({ type: 'RequestAuthorization', authorizationId: pick(authorizationIds, n), dateOfService: plusDays(TODAY, days) }))) },
  { weight: 1, arbitrary: spoken(fc.constant(() => ({ type: 'ChangeCoverage', coverages: [] }))) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }).map((days): Move => ({ kind: 'days', days })) },
  { weight: 1, arbitrary: fc.nat({ max: 1 }).map((set): Move => ({ kind: 'policies', set })) },
);

const begun: Life = [
  ...PATIENTS.map((of) => say(of, { ...REGISTER, patientId: of } as PatientCommand)), ...PATIENTS.map((of) => say(of, OPEN_RFA)),
];
const prefixed = (facts: ReturnType<typeof supportingFacts>, prefix: string): ReturnType<typeof supportingFacts> => facts.map(([id, fact]) => [`${prefix}${id}`, fact]);
const documented = (of: PatientName, facts: ReturnType<typeof supportingFacts>): Life => facts.map(([id, fact]) => say(of, document(id, fact)));

const ask: Move = speakTo('patient-1', ({ authorizationIds }) => ({ type: 'RequestAuthorization', authorizationId: authorizationIds.at(-1) ?? 'none', dateOfService: plusDays(TODAY, 10) }));
const supported = documented('patient-1', prefixed(supportingFacts(DAY_0), 'first-'));
/** A second block asked for after the first one. */
const askedForBlock: Life = [...supported, ...documented('patient-1', [['first-block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN, [RIGHT])]]), ask];
/** An ablation asked for on two blocks at the threshold. */
const askedForAblation: Life = [
  ...supported,
  ...documented('patient-1', [['first-block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN, [RIGHT])], ['first-block-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN, [RIGHT])]]),
  ask,
];

/** Something may be on record before the first request, at other joints too. */
export const lives: fc.Arbitrary<Life> = fc.tuple(fc.constantFrom<Life>([], askedForBlock, askedForAblation, askedForAblation), arbitraryFacts, arbitraryFacts, fc.array(move, { minLength: 5, maxLength: 30 }), fc.nat({ max: 2 }))
  .map(([asked, one, other, moves, early]) => {
    const own = asked.length === 0 ? one : one.slice(-4);
    return [...begun, ...documented('patient-1', own.slice(0, early)), ...asked, ...documented('patient-1', own.slice(early)), ...documented('patient-2', prefixed(other, 'other-')), ...moves];
  });
