import { block, BLOCK_1_ON, DAY_0, document, newEpisode, plusDays, readyForBlock1, RELIEF_PERCENT_MIN, refusalOf, tell, tellAll } from '../../test/support/patient-story';
import { findFact } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import type { PatientCommand, PatientEvent } from './events';
import { EMPTY_PATIENT, evolvePatient } from './evolve-patient';
import type { PatientState } from './patient';

const score: Fact = { type: 'score', occurredOn: DAY_0, instrument: 'NRS', value: 3, role: 'follow-up' };
const withScore = () => tell(newEpisode(), DAY_0, document('score-1', score)).patient;
const withBlock = () => tell(readyForBlock1(), BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))).patient;

describe('facts of a patient', () => {
  it('are kept by id and version, whatever they say clinically', () => {
    const { patient, events } = tell(newEpisode(), DAY_0, document('block-0', block(DAY_0, 0)));
    expect(events[0]).toEqual({ type: 'FactDocumented', factId: 'block-0', fact: block(DAY_0, 0) });
    expect(patient.factVersions['block-0']).toBe(1);
  });

  it('need a registered patient', () => expect(refusalOf(EMPTY_PATIENT, DAY_0, document('score-1', score)).code).toBe('not-registered'));

  it('may not lie in the future nor before the birth', () => {
    expect(refusalOf(newEpisode(), DAY_0, document('x', { ...score, occurredOn: plusDays(DAY_0, 1) })).faults).toMatchObject([{ pointer: '/occurredOn', code: 'in-the-future' }]);
    expect(refusalOf(newEpisode(), DAY_0, document('x', { ...score, occurredOn: '1968-04-30' })).faults).toMatchObject([{ pointer: '/occurredOn', code: 'before-birth' }]);
    expect(tell(newEpisode(), DAY_0, document('x', { ...score, occurredOn: '1968-05-01' })).events).not.toEqual([]);
  });

  it('are kept once: the same content again names the one on record', () => {
    expect(refusalOf(withScore(), DAY_0, document('score-2', { value: 3, role: 'follow-up', instrument: 'NRS', occurredOn: DAY_0, type: 'score', id: 'their-own' }))).toMatchObject({
      code: 'possible-duplicate', details: { factId: 'score-1' },
    });
    for (const differs of [{ ...score, value: 4 }, { ...score, role: undefined }, { ...score, occurredOn: plusDays(DAY_0, -1) }, { ...score, author: 'Dr. Sample' }]) {
      expect(tell(withScore(), DAY_0, document('score-2', differs)).patient.factVersions['score-2']).toBe(1);
    }
    const twoTargets = block(DAY_0, 0, [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }]);
    const withTwo = tell(newEpisode(), DAY_0, document('block-0', twoTargets)).patient;
    expect(refusalOf(withTwo, DAY_0, document('block-1', structuredClone(twoTargets))).code).toBe('possible-duplicate');
    expect(tell(withTwo, DAY_0, document('block-1', { ...twoTargets, targets: [...twoTargets.targets].reverse() })).events).not.toEqual([]);
  });

  it('never share an id', () => expect(refusalOf(withScore(), DAY_0, document('score-1', { ...score, value: 9 })).code).toBe('fact-exists'));

  it('are corrected whole, against the version that was read', () => {
    const { patient, events } = tell(withScore(), DAY_0, { type: 'CorrectFact', factId: 'score-1', fact: { ...score, value: 5 }, replaces: 1, reason: 'misread' });
    expect(events[0]).toEqual({ type: 'FactCorrected', factId: 'score-1', fact: { ...score, value: 5 }, replaces: 1, reason: 'misread' });
    expect([patient.factVersions['score-1'], findFact(patient.chart, 'score-1')?.fact]).toEqual([2, { ...score, value: 5 }]);
    expect(refusalOf(patient, DAY_0, { type: 'CorrectFact', factId: 'score-1', fact: score, replaces: 1, reason: 'again' })).toMatchObject({ code: 'fact-version-moved', details: { version: 2 } });
  });

  it('are corrected with a reason, to something else, and within the life of the patient', () => {
    const correct = (fact: Fact, reason: string) => refusalOf(withScore(), DAY_0, { type: 'CorrectFact', factId: 'score-1', fact, replaces: 1, reason });
    expect(correct({ ...score, value: 5 }, ' ').code).toBe('reason-required');
    expect(correct(score, 'same')).toMatchObject({ code: 'possible-duplicate', details: { factId: 'score-1' } });
    expect(correct({ ...score, occurredOn: plusDays(DAY_0, 1) }, 'later').code).toBe('invalid-fact');
  });

  it('are gone once retracted, and their id says so', () => {
    const { patient, events } = tell(withScore(), DAY_0, { type: 'RetractFact', factId: 'score-1', reason: 'not hers' });
    expect(events[0]).toEqual({ type: 'FactRetracted', factId: 'score-1', reason: 'not hers' });
    expect([patient.factVersions['score-1'], findFact(patient.chart, 'score-1')]).toEqual([-1, undefined]);
    for (const again of [
      { type: 'RetractFact', factId: 'score-1', reason: 'again' },
      { type: 'MoveFact', factId: 'score-1', toPatientId: 'patient-2', reason: 'again' },
      { type: 'CorrectFact', factId: 'score-1', fact: score, replaces: 1, reason: 'again' },
      { type: 'AddObservation', factId: 'score-1', observation: { minutes: 30, score: 1 } },
    ] as const) expect(refusalOf(patient, DAY_0, again).code).toBe('fact-gone');
    expect(refusalOf(patient, DAY_0, document('score-1', score)).code).toBe('fact-exists');
  });

  it('are retracted and moved with a reason only', () => {
    expect(refusalOf(withScore(), DAY_0, { type: 'RetractFact', factId: 'score-1', reason: '' }).code).toBe('reason-required');
    expect(refusalOf(withScore(), DAY_0, { type: 'MoveFact', factId: 'score-1', toPatientId: 'patient-2', reason: '' }).code).toBe('reason-required');
  });

  it('move to the patient they belong to, and may come back', () => {
    const moved = tell(withScore(), DAY_0, { type: 'MoveFact', factId: 'score-1', toPatientId: 'patient-2', reason: 'wrong chart' });
    expect(moved.events[0]).toEqual({ type: 'FactMoved', factId: 'score-1', toPatientId: 'patient-2', reason: 'wrong chart' });
    expect(refusalOf(withScore(), DAY_0, { type: 'MoveFact', factId: 'score-1', toPatientId: 'patient-1', reason: 'here' }).code).toBe('same-patient');
    const back = tell(moved.patient, DAY_0, { type: 'ReceiveMovedFact', factId: 'score-1', fact: score, fromPatientId: 'patient-2' });
    expect(back.events[0]).toEqual({ type: 'FactDocumented', factId: 'score-1', fact: score, movedFrom: 'patient-2' });
    expect(refusalOf(back.patient, DAY_0, { type: 'ReceiveMovedFact', factId: 'score-1', fact: score, fromPatientId: 'patient-2' }).code).toBe('fact-exists');
    expect(refusalOf(back.patient, DAY_0, { type: 'ReceiveMovedFact', factId: 'score-9', fact: score, fromPatientId: 'patient-2' }).code).toBe('possible-duplicate');
  });

  it('must be known', () => {
    expect(refusalOf(newEpisode(), DAY_0, { type: 'RetractFact', factId: 'nothing', reason: 'why' }).code).toBe('unknown-fact');
    expect(refusalOf(newEpisode(), DAY_0, { type: 'RetractFact', factId: 'constructor', reason: 'why' }).code).toBe('unknown-fact');
    expect(tell(newEpisode(), DAY_0, document('constructor', score)).patient.factVersions['constructor']).toBe(1);
  });
});

describe('the document a fact names', () => {
  const attach: PatientCommand = { type: 'AttachDocument', documentId: 'note', sha256: 'aa', mediaType: 'application/pdf', bytes: 10, pages: 2, title: 'Note' };
  const withNote = () => tell(newEpisode(), DAY_0, attach).patient;
  const naming = (over: Partial<Fact>): PatientCommand => document('score-1', { ...score, ...over } as Fact);

  it('is one of this patient, and the page one of its pages', () => {
    expect(tell(withNote(), DAY_0, naming({ documentId: 'note', page: 2 })).events[0]).toMatchObject({ fact: { documentId: 'note', page: 2 } });
    expect(refusalOf(newEpisode(), DAY_0, naming({ documentId: 'note' }))).toMatchObject({ code: 'unknown-document', pointer: '/fact/documentId' });
    expect(refusalOf(withNote(), DAY_0, naming({ documentId: 'note', page: 3 }))).toMatchObject({ code: 'page-out-of-range', pointer: '/fact/page', details: { pages: 2 } });
    expect(refusalOf(withNote(), DAY_0, naming({ page: 1 }))).toMatchObject({ code: 'page-without-document', pointer: '/fact/page' });
  });

  it('is asked of a correction too', () => {
    const correct = (fact: Fact): PatientCommand => ({ type: 'CorrectFact', factId: 'score-1', fact, replaces: 1, reason: 'source' });
    const patient = tell(withNote(), DAY_0, document('score-1', score)).patient;
    expect(refusalOf(patient, DAY_0, correct({ ...score, documentId: 'other' })).code).toBe('unknown-document');
    expect(tell(patient, DAY_0, correct({ ...score, documentId: 'note', page: 1 })).patient.factVersions['score-1']).toBe(2);
  });

  it('stays behind when the fact moves, and both records say so', () => {
    const cited = { ...score, documentId: 'note', page: 2 } as Fact;
    const left = tell(tell(withNote(), DAY_0, document('score-1', cited)).patient, DAY_0, { type: 'MoveFact', factId: 'score-1', toPatientId: 'patient-2', reason: 'wrong chart' });
    expect(left.events[0]).toMatchObject({ type: 'FactMoved', documentKept: 'note' });
    const receive: PatientCommand = { type: 'ReceiveMovedFact', factId: 'score-1', fact: cited, fromPatientId: 'patient-2' };
    expect(tell(newEpisode(), DAY_0, receive).events[0]).toEqual({ type: 'FactDocumented', factId: 'score-1', fact: score, movedFrom: 'patient-2', documentLeftBehind: 'note' });
    expect(tell(withNote(), DAY_0, receive).events[0]).toEqual({ type: 'FactDocumented', factId: 'score-1', fact: cited, movedFrom: 'patient-2' });
  });
});

describe('observations of a block', () => {
  const observation = { minutes: 45, score: 1 };

  it('take their place in the series, whatever the order of arrival', () => {
    const late = { minutes: 500, score: 2 };
    const commands = [observation, late].map((entry) => [BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation: entry }] as const);
    const one = tellAll(withBlock(), commands).patient;
    const other = tellAll(withBlock(), [...commands].reverse()).patient;
    expect(one.chart).toEqual(other.chart);
    expect(one.chart.block?.[0]?.fact.relief?.observations?.map(({ minutes }) => minutes)).toEqual([...new Set([...(block(BLOCK_1_ON, 0).relief?.observations ?? []).map(({ minutes }) => minutes), 45, 500])].sort((a, b) => a - b));
  });

  it('of one minute stand by side, whatever the order of arrival', () => {
    const sides = [{ minutes: 45, score: 3 }, { minutes: 45, score: 1, side: 'left' }, { minutes: 45, score: 2, side: 'right' }] as const;
    const { relief: _, ...bare } = block(BLOCK_1_ON, 0);
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] as const) {
      const patient = tellAll(newEpisode(), [[BLOCK_1_ON, document('block-1', bare)], ...order.map((at) => [BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation: sides[at] }] as const)]).patient;
      expect(patient.chart.block?.[0]?.fact.relief?.observations).toEqual(sides);
    }
  });

  it('begin a series where there was none', () => {
    const { relief: _, ...bare } = block(BLOCK_1_ON, 0);
    const patient = tellAll(newEpisode(), [[BLOCK_1_ON, document('block-1', bare)], [BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation }]]).patient;
    expect(patient.chart.block?.[0]?.fact.relief).toEqual({ observations: [observation] });
  });

  it('exist once per minute and side', () => {
    const patient = tell(withBlock(), BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation }).patient;
    expect(refusalOf(patient, BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation: { minutes: 45, score: 9 } }).code).toBe('duplicate-observation');
    expect(tell(patient, BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation: { minutes: 45, score: 9, side: 'left' } }).events).not.toEqual([]);
  });

  it('have been asked: none lies in days to come', () => {
    const add = (minutes: number): PatientCommand => ({ type: 'AddObservation', factId: 'block-1', observation: { minutes, score: 1 } });
    expect(refusalOf(withBlock(), BLOCK_1_ON, add(1440))).toMatchObject({ code: 'invalid-observation', pointer: '/observation/minutes', faults: [{ code: 'in-the-future' }] });
    expect(tell(withBlock(), plusDays(BLOCK_1_ON, 1), add(1440)).events[0]).toMatchObject({ type: 'ObservationAdded' });
  });

  it('say who wrote down what the patient said, unless it came through the patient\'s own diary', () => {
    const added = (said: object, diaryId?: string) => tell(withBlock(), BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation: { minutes: 95, score: 2, ...said }, ...(diaryId !== undefined && { diaryId }) }).events[0];
    expect(added({ source: 'phone', enteredBy: 'somebody-else' })).toMatchObject({ observation: { source: 'phone', enteredBy: 'nurse-1' } });
    expect(added({ source: 'patient' })).toMatchObject({ observation: { enteredBy: 'nurse-1' } });
    expect(added({ source: 'nurse', enteredBy: 'somebody-else' })).toEqual({ type: 'ObservationAdded', factId: 'block-1', observation: { minutes: 95, score: 2, source: 'nurse' } });
    expect(added({ source: 'patient' }, 'diary-1')).toEqual({ type: 'ObservationAdded', factId: 'block-1', diaryId: 'diary-1', observation: { minutes: 95, score: 2, source: 'patient' } });
  });

  it('belong to facts with a series', () => {
    expect(refusalOf(withScore(), DAY_0, { type: 'AddObservation', factId: 'score-1', observation }).code).toBe('fact-without-series');
    expect(refusalOf(withScore(), DAY_0, { type: 'AddObservation', factId: 'nothing', observation }).code).toBe('unknown-fact');
  });
});

describe('entries of one day that contradict each other', () => {
  const of = (...observations: readonly object[]) => observations.reduce<PatientState>((now, observation) => evolvePatient(now, { type: 'ObservationAdded', factId: 'trial', observation } as PatientEvent),
    evolvePatient(EMPTY_PATIENT, { type: 'FactDocumented', factId: 'trial', fact: { type: 'scs-trial', occurredOn: DAY_0, startedAt: `${DAY_0}T09:00:00-07:00`, region: 'thoracolumbar' } })).chart['scs-trial']?.[0]?.fact.days;
  it('stand in one order, whatever the order of arrival or of their fields', () => {
    const [less, more] = [{ on: DAY_0, score: 5, doseMme: 3 }, { on: DAY_0, doseMme: 9, score: 1 }];
    const [before, after] = [{ on: plusDays(DAY_0, -1), score: 9 }, { on: plusDays(DAY_0, 1), score: 0 }];
    for (const order of [[less, more, before, after], [after, more, less, before], [more, before, after, less]]) expect(of(...order)).toEqual([before, less, more, after]);
  });
});

describe('days of a trial\'s diary', () => {
  const ended = plusDays(DAY_0, 7);
  const trial: Fact = { type: 'scs-trial', occurredOn: DAY_0, startedAt: `${DAY_0}T09:00:00-07:00`, region: 'thoracolumbar', relief: { scale: 'NRS', baseline: 8 }, days: [{ on: plusDays(DAY_0, 1), score: 3 }] };
  const withTrial = () => tell(newEpisode(), ended, document('trial-1', trial)).patient;
  const add = (observation: unknown): PatientCommand => ({ type: 'AddObservation', factId: 'trial-1', observation });
  const daysOf = (patient: PatientState) => patient.chart['scs-trial']?.[0]?.fact.days;

  it('join the trial in the order of the days, whatever the order of arrival', () => {
    const entries = [{ on: plusDays(DAY_0, 3), score: 2, doseMme: 20 }, { on: plusDays(DAY_0, 2), score: 4, goalMet: true }, { on: plusDays(DAY_0, 2), score: 5 }];
    const told = (order: readonly object[]) => tellAll(withTrial(), order.map((entry) => [ended, add(entry)] as const));
    const { patient, events } = told(entries);
    expect(events[0]).toEqual({ type: 'ObservationAdded', factId: 'trial-1', observation: entries[0] });
    expect(daysOf(patient)?.map(({ on }) => on)).toEqual([1, 2, 2, 3].map((days) => plusDays(DAY_0, days)));
    expect(told([...entries].reverse()).patient.chart).toEqual(patient.chart);
  });

  it('contradict each other side by side, and are kept once when they say the same', () => {
    const { patient } = tell(withTrial(), ended, add({ on: plusDays(DAY_0, 1), score: 6 }));
    expect(daysOf(patient)?.map(({ score: said }) => said)).toEqual([3, 6]);
    expect(refusalOf(patient, ended, add({ score: 6, on: plusDays(DAY_0, 1) }))).toMatchObject({ code: 'duplicate-observation', pointer: '/observation/on', details: { factId: 'trial-1' } });
  });

  it('say the same, whoever wrote them down', () => {
    const onPhone = { on: plusDays(DAY_0, 1), score: 6, source: 'phone' };
    const { patient } = tell(withTrial(), ended, add(onPhone));
    expect(daysOf(patient)).toContainEqual({ ...onPhone, enteredBy: 'nurse-1' });
    expect(refusalOf(patient, ended, add(onPhone)).code).toBe('duplicate-observation');
  });

  it('begin a diary where there was none', () => {
    const { days: _, ...bare } = trial;
    const patient = tell(tell(newEpisode(), ended, document('trial-1', bare)).patient, ended, add({ on: ended, hoursOn: 12 })).patient;
    expect(daysOf(patient)).toEqual([{ on: ended, hoursOn: 12 }]);
  });

  it('lie in the past, on the trial\'s scale, and are no scores of minutes', () => {
    expect(refusalOf(withTrial(), ended, add({ on: plusDays(ended, 1), score: 2 })).faults).toMatchObject([{ pointer: '/observation/on', code: 'in-the-future' }]);
    expect(refusalOf(withTrial(), ended, add({ on: ended, score: 11 }))).toMatchObject({ code: 'invalid-observation', pointer: '/observation/score' });
    expect(refusalOf(withTrial(), ended, add({ minutes: 30, score: 1 })).code).toBe('invalid-observation');
    expect(refusalOf(withBlock(), BLOCK_1_ON, { type: 'AddObservation', factId: 'block-1', observation: { on: BLOCK_1_ON, score: 1 } }).code).toBe('invalid-observation');
  });
});
