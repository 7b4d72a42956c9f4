import type { Block, Fact } from '../evidence/fact';
import { parseObservation, parseTrialDay } from '../evidence/parse-fact';
import { answered, CHOICES, closesAfterMinutes, decideDiaryProtocol, DEFAULT_DIARY_PROTOCOL, dueAtMinutes, faultOf, firstOpen, mayBeSkipped, observationsOf, QUESTIONS, questionsOf, seriesMoments, sidesAsked, SKIPPED, trialMoments, type Answers } from '.';

const GIVEN = { actor: 'admin-1', recordedAt: '2026-10-01T17:00:00.000Z' };

describe('a practice\'s protocol', () => {
  it('has defaults that fit each other: every due hour lies before the close', () => {
    expect(decideDiaryProtocol(DEFAULT_DIARY_PROTOCOL, { ...DEFAULT_DIARY_PROTOCOL, linkDaysAfterClose: 0 }, GIVEN)).toMatchObject([{ type: 'DiaryProtocolChanged', by: 'admin-1' }]);
    expect(closesAfterMinutes({ kind: 'block' }, DEFAULT_DIARY_PROTOCOL)).toBe(DEFAULT_DIARY_PROTOCOL.block.closesAfterHours * 60);
    expect(dueAtMinutes('block', { ...DEFAULT_DIARY_PROTOCOL, block: { closesAfterHours: 6, dueAtHours: [0.5, 5.99] } })).toEqual([30, 359]);
  });

  it('closes a trial after the planned days and those left for what was missed', () => {
    const protocol = { ...DEFAULT_DIARY_PROTOCOL, trial: { plannedDays: 6, daysAfter: 2 } };
    expect(closesAfterMinutes({ kind: 'scs-trial' }, protocol)).toBe(8 * 1440);
    expect(closesAfterMinutes({ kind: 'scs-trial', plannedDays: 3 }, protocol)).toBe(5 * 1440);
  });

  it('is refused where its hours do not fit, and where nothing changes', () => {
    const wanted = { ...DEFAULT_DIARY_PROTOCOL, block: { closesAfterHours: 4, dueAtHours: [1, 1, 5] }, epidural: { closesAfterHours: 9, dueAtHours: [3, 2] } };
    expect(decideDiaryProtocol(wanted, DEFAULT_DIARY_PROTOCOL, GIVEN)).toMatchObject({
      code: 'invalid-diary-protocol', pointer: '/block/dueAtHours/1',
      faults: [{ pointer: '/block/dueAtHours/1', code: 'not-ascending' }, { pointer: '/block/dueAtHours/2', code: 'after-close' }, { pointer: '/epidural/dueAtHours/1', code: 'not-ascending' }],
    });
    expect(decideDiaryProtocol(structuredClone(DEFAULT_DIARY_PROTOCOL), DEFAULT_DIARY_PROTOCOL, GIVEN)).toMatchObject({ code: 'diary-protocol-unchanged' });
  });
});

describe('the moments of a series', () => {
  const due = [30, 60, 120, 240];
  it.each([
    ['nothing is written yet', [], 10, { missed: [], next: 30 }],
    ['one is due just now', [], 30, { missed: [], next: 60 }],
    ['the present has come nearer to the next one', [], 50, { missed: [30], next: 60 }],
    ['what was written counts for the nearest', [40, 70], 100, { missed: [], next: 120 }],
    ['an early one is written before its time', [100], 100, { missed: [30, 60], next: 240 }],
    ['the score at minute 0 is of the procedure room', [0], 50, { missed: [30], next: 60 }],
    ['the last has passed', [30, 60, 120, 240], 400, { missed: [], next: undefined }],
    ['everything was missed', [], 400, { missed: [30, 60, 120], next: undefined }],
  ])('%s', (_, observed, now, expected) => expect(seriesMoments(due, observed, now)).toEqual(expected));
});

describe('the days of a trial', () => {
  const of = (written: readonly string[], today: string) => trialMoments('2026-02-26', '2026-03-02', written, today);
  it.each([
    ['on the day of the lead', [], '2026-02-26', { missed: [], isTodayDue: true, next: '2026-02-27' }],
    ['over the end of a month, with a day missed', ['2026-02-27'], '2026-03-01', { missed: ['2026-02-28'], isTodayDue: true, next: '2026-03-02' }],
    ['once today is written', ['2026-02-27', '2026-02-28'], '2026-02-28', { missed: [], isTodayDue: false, next: '2026-03-01' }],
    ['on the last day', ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'], '2026-03-02', { missed: [], isTodayDue: false, next: undefined }],
    ['after the last day only what was missed is asked', ['2026-02-27', '2026-02-28', '2026-03-02'], '2026-03-03', { missed: ['2026-03-01'], isTodayDue: false, next: undefined }],
  ])('%s', (_, written, today, expected) => expect(of(written, today)).toEqual(expected));
});

describe('questions', () => {
  const block = (...sides: Block['targets'][number]['side'][]): Fact => ({ type: 'block', occurredOn: '2026-10-01', technique: 'medial-branch', purpose: 'diagnostic', targets: sides.map((side) => ({ level: 'L4-L5', ...(side !== undefined && { side }) })) });

  it('ask each side of a block that had two, and one score where it had one', () => {
    expect(sidesAsked(block('left', 'left'))).toEqual([]);
    expect(sidesAsked(block('right', 'left'))).toEqual(['left', 'right']);
    expect(sidesAsked(block('bilateral'))).toEqual(['left', 'right']);
    expect(sidesAsked(block('right', undefined))).toEqual(['right']);
    expect(sidesAsked(block(undefined))).toEqual([]);
    expect(questionsOf('block', ['left', 'right'], {})).toEqual(['pain-left', 'pain-right', 'activity', 'pill', 'slept']);
  });

  it('ask which pill only where one was taken', () => {
    expect(questionsOf('block', [], { pill: 'yes' })).toEqual(['pain', 'activity', 'pill', 'pill-kind', 'slept']);
    expect(answered({ pill: 'yes', 'pill-kind': 'opioid' }, 'pill', 'no')).toEqual({ pill: 'no' });
    expect(answered({ pill: 'yes', 'pill-kind': 'opioid' }, 'pill', 'yes')).toEqual({ pill: 'yes', 'pill-kind': 'opioid' });
  });

  it('go on where they were left', () => {
    expect(firstOpen(questionsOf('block', [], {}), { pain: '3', activity: SKIPPED })).toBe('pill');
    expect(firstOpen(questionsOf('scs-trial', [], {}), {})).toBe('day-pain');
    expect(firstOpen(['pain'], { pain: '3' })).toBeUndefined();
  });

  it('take what is on the list; a score is never left out', () => {
    for (const question of QUESTIONS) {
      expect([question, faultOf(question, CHOICES[question][0], {})]).toEqual([question, undefined]);
      expect([question, faultOf(question, undefined, {}), faultOf(question, '11', {}), faultOf(question, '<b>', {})]).toEqual([question, 'choose-one', 'choose-one', 'choose-one']);
      expect([question, faultOf(question, SKIPPED, {})]).toEqual([question, mayBeSkipped(question) ? undefined : 'choose-one']);
    }
    expect(faultOf('day-worst', '3', { 'day-pain': '4' })).toBe('worst-below-most');
    expect(faultOf('day-worst', '10', { 'day-pain': '9' })).toBeUndefined();
    expect(answered({ 'day-pain': '2', 'day-worst': '3' }, 'day-pain', '4')).toEqual({ 'day-pain': '4' });
    expect(answered({ 'day-pain': '2', 'day-worst': SKIPPED }, 'day-pain', '4')).toEqual({ 'day-pain': '4', 'day-worst': SKIPPED });
  });
});

describe('what was answered, as the record takes it', () => {
  it('is a score of each side with what was said beside it', () => {
    const answers: Answers = { 'pain-left': '0', 'pain-right': '10', activity: 'walking', pill: 'yes', 'pill-kind': 'opioid', slept: 'yes' };
    const [left, right] = observationsOf(answers, { minutes: 240, recalledAfterMinutes: 30 });
    expect(left).toEqual({ minutes: 240, score: 0, side: 'left', activity: 'walking', source: 'patient', flags: ['analgesic', 'slept'], analgesic: 'opioid', recalledAfterMinutes: 30 });
    expect(right).toEqual({ ...left, score: 10, side: 'right' });
  });

  it('leaves out what was skipped', () => {
    expect(observationsOf({ pain: '4', activity: SKIPPED, pill: SKIPPED, slept: 'no' }, { minutes: 60 })).toEqual([{ minutes: 60, score: 4, source: 'patient' }]);
    expect(observationsOf({ pain: '4', pill: 'yes', 'pill-kind': SKIPPED }, { minutes: 60 })).toEqual([{ minutes: 60, score: 4, source: 'patient', flags: ['analgesic'] }]);
    expect(observationsOf({ 'day-pain': '2', 'day-worst': SKIPPED, goal: SKIPPED, medicine: SKIPPED, sleep: SKIPPED }, { on: '2026-10-02' })).toEqual([{ on: '2026-10-02', score: 2, source: 'patient' }]);
  });

  it('is a day of a trial', () => {
    expect(observationsOf({ 'day-pain': '2', 'day-worst': '5', goal: 'no', medicine: 'less', sleep: 'well' }, { on: '2026-10-02', recalledAfterDays: 1 })).toEqual([
      { on: '2026-10-02', score: 2, worstScore: 5, goalMet: false, medicine: 'less', sleep: 'well', source: 'patient', recalledAfterDays: 1 }]);
  });

  it('is what the one door of facts takes, for every choice there is', () => {
    for (const question of QUESTIONS) for (const value of CHOICES[question]) {
      for (const entry of observationsOf({ pain: '1', pill: 'yes', [question]: value }, { minutes: 60 })) expect(parseObservation(entry)).toEqual(entry);
      for (const entry of observationsOf({ 'day-pain': '0', [question]: value }, { on: '2026-10-02' })) expect(parseTrialDay(entry)).toEqual(entry);
    }
  });
});
