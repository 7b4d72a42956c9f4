import { randomOf } from './random';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { evolvePatient, EMPTY_PATIENT, standingOf } from '../../../machines/patient';
import { fold } from '../../../machines/kernel/decider';
import type { EpisodeStanding, PatientState } from '../../../machines/patient/patient';
import { demoPatients, generatePatients } from './generate';
import type { DemoPatient } from './synthetic-patient';
import { tellPatient } from './tell-patient';

/** A month's end, a year's end, leap days and an ordinary Monday: a lesson that holds on one day only is no lesson. */
const DAYS = ['2026-11-23', '2026-12-31', '2027-02-28', '2028-02-29', '2028-03-31'];

const lessons = DAYS.flatMap((today) => demoPatients(today).map((patient) => [patient.key, today, patient] as const));

describe('the lessons of the demo patients', () => {
  it.each(lessons)('%s stands where its lesson says, on %s', (_key, today, patient) => {
    const standing = onlyStanding(told(patient), today);
    const { later, position, ...expected } = patient.expected;
    const next = standing.assessments[0];
    expect(standing.position).toBe(position);
    expect({ pathway: standing.pathway, region: standing.region, nextStep: standing.nextStep, ...summaryOf(next) }).toEqual(sorted(expected));
    if (later === undefined) return;
    const further = standing.assessments.find((assessment) => assessment.step === later.step);
    expect(further).toMatchObject({ result: later.result, unmet: later.unmet });
  });

  it('covers every outcome and every pathway', () => {
    const expected = demoPatients('2026-11-23').map((patient) => patient.expected);
    expect(new Set(expected.map(({ result }) => result))).toEqual(new Set(['eligible', 'not-eligible', 'cannot-tell', 'review']));
    expect(new Set(expected.map(({ pathway }) => pathway))).toEqual(new Set(['rfa', 'scs', 'epidural']));
  });

  it('affirms an authorization that nobody has scheduled', () => {
    const patient = demoPatients('2026-11-23').find(({ key }) => key === 'approved-not-scheduled');
    const standing = onlyStanding(told(patient as DemoPatient), '2026-11-23');
    expect(standing.authorizations.find(({ step }) => step === 'rfa')).toMatchObject({ position: 'affirmed' });
    expect(standing.tags).toContain('approved-not-performed');
    expect(standing.plan.plannedOn).toBeUndefined();
  });

  it('drafts the authorization and its packet for the patient who is ready for the ablation', () => {
    const patient = demoPatients('2026-11-23').find(({ key }) => key === 'ready-for-rfa');
    const standing = onlyStanding(told(patient as DemoPatient), '2026-11-23');
    expect(standing.authorizations.find(({ step }) => step === 'rfa')).toMatchObject({ position: 'draft', packetId: expect.any(String) });
  });
});

describe('a generated population', () => {
  it('is told without a refusal, and every fact of it is on record', () => {
    for (const patient of generatePatients({ seed: 11, count: 100, today: '2026-11-23' })) {
      const events = tellPatient(patient, { policies: SHIPPED_POLICIES, actor: 'generator', newId: randomOf(1, 1).id });
      const replayed = fold(evolvePatient, EMPTY_PATIENT, events);
      expect(replayed.id).toBe(patient.patientId);
      expect(replayed.episodes.length).toBeGreaterThan(0);
      expect(Object.keys(replayed.factVersions)).toHaveLength(30);
    }
  });
});

function told(patient: DemoPatient): PatientState {
  return fold(evolvePatient, EMPTY_PATIENT, tellPatient(patient, { policies: SHIPPED_POLICIES, actor: 'demo', newId: randomOf(0, 0).id }));
}

function onlyStanding(patient: PatientState, today: string): EpisodeStanding {
  const open = standingOf(patient, { asOf: today, policies: SHIPPED_POLICIES }).filter(({ position }) => position !== 'closed');
  expect(open.map(({ pathway }) => pathway)).toHaveLength(1);
  return open[0] as EpisodeStanding;
}

function summaryOf(assessment: EpisodeStanding['assessments'][number] | undefined) {
  if (assessment === undefined || !('result' in assessment)) return { assessment };
  const { result, unmet, unknown, review } = assessment;
  return sorted({ result, unmet, unknown, review });
}

function sorted<T extends { readonly unmet: readonly string[]; readonly unknown: readonly string[]; readonly review: readonly string[] }>(sets: T) {
  return { ...sets, unmet: [...sets.unmet].sort(), unknown: [...sets.unknown].sort(), review: [...sets.review].sort() };
}
