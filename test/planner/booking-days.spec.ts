/**
 * May-i-book over random weeks of an episode that is ready: requests, decisions tracked and documented, gaps of the coverage, sessions
 * and plans of another episode. Whichever day is asked about, the first day allowed is the same, it is answered yes, and none before it is.
 */
import fc from 'fast-check';
import { isRejection } from '../../machines/kernel/rejection';
import type { PlainDate } from '../../machines/kernel/calendar';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { decidePatient, evolvePatient, type PatientCommand, type PatientState } from '../../machines/patient';
import { mayIBook } from '../../machines/planner';
import { PROGRAMS } from '../../machines/programs/payer-days';
import { ablation, block, BLOCK_1_ON, BLOCK_2_ON, document, givenOn, LEFT, OHIO_MEDICARE, plusDays, readyForRfa, READY_ON, RELIEF_PERCENT_MIN, RIGHT } from '../support/patient-story';

const RUNS = 80;
const SEED = 20261127;
const DAYS = 60;
const [OPD] = PROGRAMS;
const { within = [], outside = [] } = OPD?.places ?? {};
const CODES = OPD?.services.find(({ steps }) => steps.includes('rfa'))?.codes;
const LUMBAR = [CODES?.lumbosacral?.first ?? '', CODES?.lumbosacral?.further ?? ''];
const PLAN = { targets: [RIGHT], technique: 'thermal-rf', guidance: 'fluoroscopy' } as const;

/** What may happen next; refused where it cannot, as a user would find. */
type Happening = (patient: PatientState, today: PlainDate, n: number) => readonly PatientCommand[] | 'a day later';

const offset = fc.integer({ min: 0, max: 25 });
const maybeValidity = fc.option(fc.record({ validFrom: offset, validTo: offset }), { nil: undefined });

function request(patient: PatientState, today: PlainDate): readonly PatientCommand[] {
  const id = patient.authorizations.findLast(({ episodeId }) => episodeId === 'episode-1')?.id ?? '';
  return [
    { type: 'RequestAuthorization', authorizationId: id, dateOfService: plusDays(today, 20) },
    { type: 'SubmitAuthorization', authorizationId: id, channel: 'portal', proof: { reference: 'C' }, submittedOn: today, submittedAt: `${today}T09:00:00Z` },
  ];
}

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constant<Happening>((patient, today) => request(patient, today)),
  fc.record({ decision: fc.constantFrom('affirmed', 'denied', 'pended'), validity: maybeValidity }).map(({ decision, validity }): Happening => (patient, today) => {
    const [asked, sent] = request(patient, today) as [Extract<PatientCommand, { type: 'RequestAuthorization' }>, PatientCommand];
    const dates = validity === undefined ? {} : { validFrom: plusDays(today, validity.validFrom), validTo: plusDays(today, validity.validFrom + validity.validTo) };
    return [asked, sent, { type: 'RecordDetermination', authorizationId: asked.authorizationId, decidedOn: today, decision, ...dates } as PatientCommand];
  }),
  fc.record({ decision: fc.constantFrom('affirmed', 'affirmed', 'partially-affirmed', 'denied', 'pended'), ago: fc.integer({ min: 0, max: 4 }), codes: fc.constantFrom(LUMBAR, LUMBAR.slice(0, 1), LUMBAR.slice(1)), setting: fc.constantFrom(undefined, ...within), validTo: fc.option(offset, { nil: undefined }) })
    .map(({ decision, ago, codes, setting, validTo }): Happening => (_, today, n) => [document(`decision-${n}`, {
      type: 'authorization', occurredOn: today, program: OPD?.id ?? '', decision, decidedOn: plusDays(today, -ago), codes, payerReference: `R${n}`,
      ...(setting !== undefined && { setting }), ...(validTo !== undefined && { validTo: plusDays(today, validTo) }),
    })]),
  fc.tuple(offset, offset).map(([until, gap]): Happening => (_, today) => [{ type: 'ChangeCoverage', coverages: [{ ...OHIO_MEDICARE, to: plusDays(today, until) }, { ...OHIO_MEDICARE, from: plusDays(today, until + gap + 2) }] }]),
  offset.map((planned): Happening => (_, today) => [
    { type: 'OpenEpisode', episodeId: 'episode-2', pathway: 'rfa', region: 'lumbosacral', plan: { ...PLAN, targets: [LEFT], setting: within[1] ?? '', plannedOn: plusDays(today, planned) } },
    document('left-1', block(plusDays(BLOCK_1_ON, 1), RELIEF_PERCENT_MIN, [LEFT])), document('left-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN, [LEFT])),
  ]),
  fc.constant<Happening>((_, today, n) => [document(`left-ablation-${n}`, ablation(today, [LEFT]))]),
  fc.constant<Happening>((patient) => [{ type: 'WithdrawAuthorization', authorizationId: patient.authorizations.at(-1)?.id ?? '', reason: 'taken back' }]),
  fc.constant<Happening>((_, __, n) => [{ type: 'DraftAuthorization', authorizationId: `draft-${n}`, packetId: `packet-${n}`, episodeId: 'episode-1', step: 'rfa' }]),
  fc.constant<Happening>(() => 'a day later'),
);

function lived(setting: string | undefined, happenings: readonly Happening[]): { readonly patient: PatientState; readonly today: PlainDate } {
  let patient = readyForRfa();
  let today = READY_ON;
  const tell = (command: PatientCommand): void => {
    const events = decidePatient(command, patient, givenOn(today));
    if (!isRejection(events)) patient = events.reduce(evolvePatient, patient);
  };
  tell({ type: 'PlanTargets', episodeId: 'episode-1', plan: { ...PLAN, ...(setting !== undefined && { setting }) } });
  happenings.forEach((happens, n) => {
    const commands = happens(patient, today, n);
    if (commands === 'a day later') today = plusDays(today, 3);
    else commands.forEach(tell);
  });
  tell({ type: 'ReassessPatient' });
  return { patient, today };
}

describe(`the days that may be booked (seed ${SEED}, ${RUNS} lives)`, () => {
  it('begin with the first day allowed, whichever day is asked about', () => {
    let allowed = 0;
    fc.assert(fc.property(fc.constantFrom(undefined, ...within, ...within, outside[0], '99'), fc.array(happening, { minLength: 1, maxLength: 6 }), (setting, happenings) => {
      const { patient, today } = lived(setting, happenings);
      const days = Array.from({ length: DAYS }, (_, day) => plusDays(today, day));
      const answers = days.map((date) => mayIBook(patient, patient.episodes[0] as never, { step: 'rfa', date }, { asOf: today, policies: SHIPPED_POLICIES }));
      const firsts = new Set(answers.map(({ firstAllowedOn, assumesRequestOn }) => `${firstAllowedOn} ${assumesRequestOn}`));
      expect([...firsts]).toHaveLength(1);
      const { firstAllowedOn, assumesRequestOn } = answers[0] as (typeof answers)[number];
      const firstYes = days[answers.findIndex(({ answer }) => answer === 'yes')];
      if (firstYes !== undefined) allowed += 1;
      // With a request that is not sent yet, the record itself may say yes later, never earlier.
      if (assumesRequestOn === undefined) expect(firstYes ?? null).toBe(firstAllowedOn !== null && firstAllowedOn > (days.at(-1) ?? '') ? null : firstAllowedOn);
      else expect((firstYes ?? '9999') >= (firstAllowedOn ?? '')).toBe(true);
    }), { seed: SEED, numRuns: RUNS });
    // Lives of which none could be booked would show nothing.
    expect(allowed).toBeGreaterThan(RUNS / 4);
  });
});
