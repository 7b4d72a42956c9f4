import { DAY_0, readyForBlock1, tell } from '../../test/support/patient-story';
import { findFact } from '../evidence/chart';
import { fold } from '../kernel/decider';
import { isRejection, type Rejection } from '../kernel/rejection';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { decidePatient, EMPTY_PATIENT, evolvePatient, unattestedFacts, type Given, type PatientCommand, type PatientEvent, type PatientState } from './index';

const FROM = { source: 'northside-ehr', key: '4711' };
let ids = 0;
const GIVEN: Given = { asOf: '2026-11-30', recordedAt: '2026-11-30T12:00:00Z', actor: 'dr-sample', policies: SHIPPED_POLICIES, newId: () => `new-${++ids}` };
const EVALUATION = { type: 'psych-evaluation', occurredOn: '2026-08-10', by: 'clinical-psychologist', cleared: true, source: FROM.source };
const TRIAL = { type: 'scs-trial', occurredOn: '2026-09-14', startedAt: '2026-09-14T09:00:00-07:00', endedAt: '2026-09-21T09:00:00-07:00', region: 'thoracolumbar', days: [{ on: '2026-09-15', score: 3 }], source: FROM.source };
const BY = { by: 'dr-sample', on: '2026-11-30' };

function decided(patient: PatientState, command: PatientCommand): readonly PatientEvent[] {
  const events = decidePatient(command, patient, GIVEN);
  if (isRejection(events)) throw new Error(`${events.code}: ${events.message}`);
  return events;
}
const after = (patient: PatientState, ...commands: readonly PatientCommand[]): PatientState => commands.reduce((state, command) => fold(evolvePatient, state, decided(state, command)), patient);
const refused = (patient: PatientState, command: PatientCommand): Rejection => decidePatient(command, patient, GIVEN) as Rejection;
const importing = (...statements: Extract<PatientCommand, { type: 'ImportFacts' }>['statements']): PatientCommand => ({ type: 'ImportFacts', from: FROM, statements });
const attest = (...factIds: readonly string[]): PatientCommand => ({ type: 'AttestFacts', factIds });
const correct = (change: object, byClinician?: true): PatientCommand => ({ type: 'CorrectFact', factId: 'e1', fact: { ...EVALUATION, ...change } as never, replaces: 1, reason: 'misread', ...(byClinician && { byClinician }) });
const importedOf = (patient: PatientState, factId: string) => findFact(patient.chart, factId)?.imported;
const waiting = (patient: PatientState) => unattestedFacts(patient).map(({ id }) => id);

const REGISTERED = after(EMPTY_PATIENT, { type: 'RegisterPatient', patientId: 'p', name: { family: 'Sample', given: 'Ann' }, birthDate: '1960-01-01', identifiers: [], coverages: [{ payer: 'cigna', line: 'commercial', order: 1 }] });
const IMPORTED = after(REGISTERED, { type: 'LinkPatients', ...FROM, by: 'person' }, importing({ factId: 'e1', fact: EVALUATION }, { factId: 't1', fact: TRIAL }));

describe('what another system states', () => {
  it('waits for a clinician, and is attested with who and when', () => {
    expect(waiting(IMPORTED)).toEqual(['e1', 't1']);
    expect(decided(IMPORTED, attest('e1'))).toEqual([{ type: 'FactsAttested', factIds: ['e1'], ...BY }]);
    const attested = after(IMPORTED, attest('e1'));
    expect([importedOf(attested, 'e1'), waiting(attested), attested.factVersions['e1']]).toEqual([{ source: FROM.source, attested: BY }, ['t1'], 1]);
    expect(waiting(after(IMPORTED, attest('t1', 'e1')))).toEqual([]);
  });

  it('is attested once, only where it was imported and still stands; all of a list or none', () => {
    const own = after(IMPORTED, { type: 'DocumentFact', factId: 'own', fact: { type: 'risk-discussion', occurredOn: '2026-08-12' } });
    expect(refused(own, attest('e1', 'own'))).toMatchObject({ code: 'fact-not-imported', pointer: '/factIds/1', details: { factId: 'own' } });
    expect(refused(after(own, attest('e1')), attest('t1', 'e1'))).toMatchObject({ code: 'fact-attested', pointer: '/factIds/1' });
    expect(refused(after(own, { type: 'RetractFact', factId: 'e1', reason: 'Wrong patient.' }), attest('e1'))).toMatchObject({ code: 'fact-gone', pointer: '/factIds/0' });
    expect(refused(own, attest('nothing'))).toMatchObject({ code: 'unknown-fact', pointer: '/factIds/0' });
  });

  it('stays attested when the source says it again, and waits again when the source says more of it', () => {
    const attested = after(IMPORTED, attest('e1', 't1'));
    expect(decided(attested, importing({ factId: 'e1', fact: EVALUATION }, { factId: 't1', fact: TRIAL }))).toEqual([]);
    const more = after(attested, importing({ factId: 't1', observation: { on: '2026-09-16', score: 2 } }));
    expect(waiting(more)).toEqual(['t1']);
    const own = after(attested, { type: 'AddObservation', factId: 't1', observation: { on: '2026-09-17', score: 2 } });
    expect(waiting(own)).toEqual([]);
    expect(waiting(after(IMPORTED, { type: 'AddObservation', factId: 't1', observation: { on: '2026-09-17', score: 2 } }))).toEqual(['e1', 't1']);
  });

  it('is a clinician\'s own word once one has corrected it; nobody else\'s correction attests', () => {
    expect(decided(IMPORTED, correct({ cleared: false }, true)).map(({ type }) => type)).toEqual(['FactCorrected', 'FactsAttested']);
    const byClinician = after(IMPORTED, correct({ cleared: false }, true));
    expect(importedOf(byClinician, 'e1')).toEqual({ source: FROM.source, attested: BY });
    expect(importedOf(after(IMPORTED, correct({ cleared: false })), 'e1')).toEqual({ source: FROM.source });
    // Whoever attested it stood for other words.
    expect(waiting(after(IMPORTED, attest('e1', 't1'), correct({ cleared: false })))).toEqual(['e1']);
  });

  it('keeps its state where it is moved, and has none where the link that brought it is undone', () => {
    const moved = (imported: ReturnType<typeof importedOf>): PatientState => after(REGISTERED, { type: 'ReceiveMovedFact', factId: 'e1', fact: EVALUATION as never, fromPatientId: 'other', ...(imported !== undefined && { imported }) });
    expect(importedOf(moved(importedOf(IMPORTED, 'e1')), 'e1')).toEqual({ source: FROM.source });
    const arrived = moved(importedOf(after(IMPORTED, attest('e1')), 'e1'));
    expect(importedOf(arrived, 'e1')).toEqual({ source: FROM.source, attested: BY });
    expect(arrived.imported).toBeUndefined();
    expect(importedOf(moved(undefined), 'e1')).toBeUndefined();
    const again = after(IMPORTED, attest('e1'), { type: 'UnlinkPatients', ...FROM, reason: 'Another person.' }, { type: 'LinkPatients', ...FROM, by: 'person' }, importing({ factId: 'e1', fact: EVALUATION, revives: true }));
    expect(waiting(again)).toEqual(['e1']);
  });

  it('moves the step that waited for it', () => {
    const open = after(IMPORTED, { type: 'OpenEpisode', episodeId: 'episode', pathway: 'scs', region: 'thoracolumbar', plan: { targets: [], setting: '24' } });
    const outcomeIn = (patient: PatientState) => patient.episodes[0]?.assessments.implant?.findings.find(({ criterion }) => criterion === 'behavioral-attestation')?.outcome;
    expect(outcomeIn(open)).toBe('review');
    expect(decided(open, attest('e1')).map(({ type }) => type)).toEqual(['FactsAttested', 'StepAssessed']);
    expect(outcomeIn(after(open, attest('e1')))).toBe('met');
  });
});

it('a correction of what was documented here attests nothing', () => {
  const corrected = tell(readyForBlock1(), DAY_0, { type: 'CorrectFact', factId: 'function', fact: { type: 'score', occurredOn: DAY_0, instrument: 'ODI', value: 46, role: 'baseline' }, replaces: 1, reason: 'misread', byClinician: true });
  expect(corrected.events.slice(0, 1)).toMatchObject([{ type: 'FactCorrected' }]);
  expect(unattestedFacts(corrected.patient)).toEqual([]);
  expect(corrected.events.filter((event) => typeof event !== 'object' || event.type === 'FactsAttested')).toEqual([]);
});
