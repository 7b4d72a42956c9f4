import { LEVELS } from '../kernel/anatomy';
import { isRejection } from '../kernel/rejection';
import { parseException, parseFact, parseGuidance, parseObservation, parseTargets, parseTrialDay } from './parse-fact';

const CONTEXT = { birthDate: '1968-05-01', today: '2026-11-23' };
const BLOCK = {
  type: 'block', occurredOn: '2026-08-03', technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }],
  agent: 'bupivacaine', concentrationPercent: 0.5, volumeMlPerTarget: 0.5, steroid: false, guidance: 'fluoroscopy', sedation: 'none', setting: '22',
  relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 1 }, { minutes: 360, score: 1 }], statedPercent: 88, durationHours: 6 },
};
const CARE = { type: 'conservative-care', occurredOn: '2026-03-01', modality: 'physical-therapy', startedOn: '2026-01-05', endedOn: '2026-02-16', visits: 12, response: 'failed' };
const HISTORY = { type: 'pain-history', occurredOn: '2026-07-20', region: 'lumbosacral', sides: ['right'], onsetOn: '2025-11-03', diagnoses: ['M47.816'] };
const OUTCOME = { type: 'ablation-outcome', occurredOn: '2026-10-05', ablationOn: '2026-03-02', side: 'right', scale: 'NRS', baseline: 8, score: 2.8 };
const TRIAL = {
  type: 'scs-trial', occurredOn: '2026-09-14', startedAt: '2026-09-14T09:00:00-07:00', endedAt: '2026-09-21T09:00:00-07:00', region: 'thoracolumbar',
  relief: { scale: 'NRS', baseline: 8, end: 3 }, days: [{ on: '2026-09-15', score: 3 }],
};
const AUTHORIZATION = { type: 'authorization', occurredOn: '2026-03-01', program: 'medicare-opd', decision: 'affirmed', codes: ['64635'], validFrom: null, validTo: null };
const SCORE = { type: 'score', occurredOn: '2026-07-20', instrument: 'NRS', value: 8 };
const own = (json: string): unknown => JSON.parse(json);
const faultsOf = (input: unknown): [string, string][] => {
  const answer = parseFact(input, CONTEXT);
  return isRejection(answer) ? (answer.faults ?? []).map(({ pointer, code }) => [pointer, code]) : [];
};

describe('parseFact refuses, with a pointer and a code', () => {
  const relief = (rest: object): unknown => ({ ...BLOCK, relief: { ...BLOCK.relief, ...rest } });
  it.each<[string, unknown, string, string]>([
    ['null', null, '', 'wrong-type'],
    ['a list', [], '', 'wrong-type'],
    ['text', 'block', '', 'wrong-type'],
    ['a number', 7, '', 'wrong-type'],
    ['nothing', undefined, '', 'wrong-type'],
    ['no type', { occurredOn: '2026-01-01' }, '/type', 'required'],
    ['an unknown type', { type: 'x-ray', occurredOn: '2026-01-01' }, '/type', 'unknown-type'],
    ['type constructor', { type: 'constructor', occurredOn: '2026-01-01' }, '/type', 'unknown-type'],
    ['type __proto__', { type: '__proto__', occurredOn: '2026-01-01' }, '/type', 'unknown-type'],
    ['type toString', { type: 'toString', occurredOn: '2026-01-01' }, '/type', 'unknown-type'],
    ['a type in a list', { type: ['block'], occurredOn: '2026-01-01' }, '/type', 'unknown-type'],
    ['an inherited type', Object.create({ type: 'plan', occurredOn: '2026-01-01' }), '/type', 'required'],
    ['an unknown field', { ...BLOCK, reliefPercent: 80 }, '/reliefPercent', 'unknown-field'],
    ['an unknown nested field', relief({ percent: 80 }), '/relief/percent', 'unknown-field'],
    ['a field of another type', { ...SCORE, agent: 'lidocaine' }, '/agent', 'unknown-field'],
    ['an own __proto__', own('{"type":"plan","occurredOn":"2026-01-01","__proto__":{"rfaConsidered":true}}'), '/__proto__', 'unknown-field'],
    ['a nested own __proto__', { ...BLOCK, relief: own('{"__proto__":1}') }, '/relief/__proto__', 'unknown-field'],
    ['a field that needs escaping', { ...SCORE, 'a/b~c': 1 }, '/a~1b~0c', 'unknown-field'],
    ['a missing date', { type: 'plan' }, '/occurredOn', 'required'],
    ['a missing field', { type: 'score', occurredOn: '2026-07-20', instrument: 'NRS' }, '/value', 'required'],
    ['a missing target level', { ...BLOCK, targets: [{ side: 'left' }] }, '/targets/0/level', 'required'],
    ['null for a field', { ...BLOCK, agent: null }, '/agent', 'null'],
    ['null for a required field', { ...BLOCK, targets: null }, '/targets', 'null'],
    ['null for a date of the record', { ...CARE, endedOn: null }, '/endedOn', 'null'],
    ['null in a list', { ...BLOCK, targets: [null] }, '/targets/0', 'wrong-type'],
    ['a number as text', { ...SCORE, value: '8' }, '/value', 'wrong-type'],
    ['NaN', { ...SCORE, value: NaN }, '/value', 'not-finite'],
    ['1e400', { ...SCORE, value: own('1e400') }, '/value', 'not-finite'],
    ['five decimals', { ...SCORE, value: 7.12345 }, '/value', 'too-precise'],
    ['five decimals of a percentage', relief({ statedPercent: 79.99999 }), '/relief/statedPercent', 'too-precise'],
    ['30 February', { ...SCORE, occurredOn: '2026-02-30' }, '/occurredOn', 'not-a-date'],
    ['29 February of no leap year', { ...SCORE, occurredOn: '2025-02-29' }, '/occurredOn', 'not-a-date'],
    ['another date format', { ...SCORE, occurredOn: '03/04/2026' }, '/occurredOn', 'not-a-date'],
    ['a serial date', { ...SCORE, occurredOn: 46085 }, '/occurredOn', 'not-a-date'],
    ['a date before birth', { ...SCORE, occurredOn: '1968-04-30' }, '/occurredOn', 'before-birth'],
    ['tomorrow', { ...SCORE, occurredOn: '2026-11-24' }, '/occurredOn', 'in-the-future'],
    ['a trial tomorrow', { ...TRIAL, endedAt: '2026-11-24T00:00:00+02:00' }, '/endedAt', 'in-the-future'],
    ['an onset after the visit', { ...HISTORY, onsetOn: '2026-07-21' }, '/onsetOn', 'after-occurred'],
    ['care that ends before it starts', { ...CARE, endedOn: '2026-01-04' }, '/endedOn', 'end-before-start'],
    ['an outcome before its ablation', { ...OUTCOME, ablationOn: '2026-10-06' }, '/occurredOn', 'end-before-start'],
    ['relief that ends before the ablation', { ...OUTCOME, sustainedUntil: '2026-03-01' }, '/sustainedUntil', 'end-before-start'],
    ['a validity that ends before it starts', { ...AUTHORIZATION, validFrom: '2026-05-01', validTo: '2026-04-30' }, '/validTo', 'end-before-start'],
    ['a trial that ends when it starts', { ...TRIAL, endedAt: '2026-09-14T16:00:00Z' }, '/endedAt', 'end-before-start'],
    ['an instant without an offset', { ...TRIAL, startedAt: '2026-09-14T09:00:00' }, '/startedAt', 'not-an-instant'],
    ['an instant on 31 September', { ...TRIAL, startedAt: '2026-09-31T09:00:00Z' }, '/startedAt', 'not-an-instant'],
    ['an instant at 24:00', { ...TRIAL, startedAt: '2026-09-14T24:00:00Z' }, '/startedAt', 'not-an-instant'],
    ...['L7', 'C0', 'L7-L8', 'C0-C1', 'C1-C2', 'L5-L4', 'S1-S2', 'l4-l5', 'L4', '__proto__'].map(
      (level): [string, unknown, string, string] => [`level ${level}`, { ...BLOCK, targets: [{ level, side: 'right' }] }, '/targets/0/level', 'unknown-level']),
    ['a duplicate target', { ...BLOCK, targets: [...BLOCK.targets, { side: 'right', level: 'L4-L5' }] }, '/targets/1', 'duplicate-target'],
    ['25 targets', { ...BLOCK, targets: Array.from({ length: 25 }, () => ({ level: 'L4-L5' })) }, '/targets', 'too-many'],
    ['201 observations', relief({ observations: Array.from({ length: 201 }, (_, minutes) => ({ minutes, score: 1 })) }), '/relief/observations', 'too-many'],
    ['201 days', { ...TRIAL, days: Array.from({ length: 201 }, () => ({ on: '2026-09-15' })) }, '/days', 'too-many'],
    ['an empty slot in a list', { ...HISTORY, diagnoses: new Array<string>(1) }, '/diagnoses/0', 'wrong-form'],
    ['an object for a list', { ...BLOCK, targets: { 0: { level: 'L4-L5' } } }, '/targets', 'wrong-type'],
    ...([['NRS', 11], ['NRS', -1], ['VAS', 101], ['VRS', 10.5], ['ODI', 101], ['NDI', -1], ['RMDQ', 25], ['PEG', 10.1], ['PROMIS-PI', 19], ['PROMIS-PI', 81]] as const).map(
      ([instrument, value]): [string, unknown, string, string] => [`${instrument} ${value}`, { ...SCORE, instrument, value }, '/value', 'out-of-range']),
    ['an observation above its scale', relief({ observations: [{ minutes: 30, score: 11 }] }), '/relief/observations/0/score', 'out-of-range'],
    ['a baseline above its scale', relief({ baseline: 80 }), '/relief/baseline', 'out-of-range'],
    ['a trial end above its scale', { ...TRIAL, relief: { ...TRIAL.relief, end: 10.5 } }, '/relief/end', 'out-of-range'],
    ['a trial day above its scale', { ...TRIAL, days: [{ on: '2026-09-15', scoreStimulationOff: 11 }] }, '/days/0/scoreStimulationOff', 'out-of-range'],
    ['an outcome above its scale', { ...OUTCOME, score: 11 }, '/score', 'out-of-range'],
    ['an ODI of 101 in a function', { ...OUTCOME, function: { instrument: 'ODI', baseline: 101 } }, '/function/baseline', 'out-of-range'],
    ['an unknown scale', relief({ scale: 'NPS' }), '/relief/scale', 'not-in-list'],
    ['relief above 100', relief({ statedPercent: 100.5 }), '/relief/statedPercent', 'out-of-range'],
    ['relief below 0', relief({ statedPercent: -1 }), '/relief/statedPercent', 'out-of-range'],
    ['0.8 where per cent is meant', relief({ statedPercent: 0.8 }), '/relief/statedPercent', 'fraction-for-percent'],
    ['relief claimed on baseline 0', relief({ baseline: 0, durationHours: undefined }), '/relief/baseline', 'relief-without-baseline'],
    ['a duration claimed on baseline 0', relief({ baseline: 0, statedPercent: 0 }), '/relief/baseline', 'relief-without-baseline'],
    ['an outcome claimed on baseline 0', { ...OUTCOME, baseline: 0, score: 0, statedPercent: 60 }, '/baseline', 'relief-without-baseline'],
    ['minute -1', relief({ observations: [{ minutes: -1, score: 1 }] }), '/relief/observations/0/minutes', 'out-of-range'],
    ['minute 527041', relief({ observations: [{ minutes: 527041, score: 1 }] }), '/relief/observations/0/minutes', 'out-of-range'],
    ['half a minute', relief({ observations: [{ minutes: 0.5, score: 1 }] }), '/relief/observations/0/minutes', 'not-whole'],
    ['page 0', { ...SCORE, page: 0 }, '/page', 'out-of-range'],
    ['page 1.5', { ...SCORE, page: 1.5 }, '/page', 'not-whole'],
    ['blank text', { ...SCORE, author: ' \t ' }, '/author', 'empty'],
    ['2001 characters', { ...SCORE, author: 'a'.repeat(2001) }, '/author', 'too-long'],
    ['half a character', { ...SCORE, author: 'a\ud800b' }, '/author', 'broken-text'],
    ['the other half', { ...SCORE, author: 'a\udc00' }, '/author', 'broken-text'],
    ['the last of all halves', { ...SCORE, author: 'a\udfff' }, '/author', 'broken-text'],
    ['a NUL', { ...SCORE, author: 'a\u0000' }, '/author', 'broken-text'],
    ['text for a yes-no', { ...BLOCK, steroid: 'no' }, '/steroid', 'wrong-type'],
    ['an unknown purpose', { ...BLOCK, purpose: 'both' }, '/purpose', 'not-in-list'],
    ['a guidance that is a property name', { ...BLOCK, guidance: 'constructor' }, '/guidance', 'not-in-list'],
    ['a word with a line break', { ...BLOCK, agent: 'lidocaine\n' }, '/agent', 'wrong-form'],
    ['a three-digit setting', { ...BLOCK, setting: '022' }, '/setting', 'wrong-form'],
    ['a four-digit procedure code', { ...AUTHORIZATION, codes: ['6463'] }, '/codes/0', 'wrong-form'],
    ['a diagnosis without its dot', { ...HISTORY, diagnoses: ['M47816'] }, '/diagnoses/0', 'wrong-form'],
    ['a facet region for a trial', { ...TRIAL, region: 'lumbosacral' }, '/region', 'not-in-list'],
  ])('%s', (_, input, pointer, code) => expect(faultsOf(input)).toEqual([[pointer, code]]));

  it('several faults at once, each with its own pointer', () => {
    expect(faultsOf({ ...BLOCK, technique: 1, setting: 'x', extra: 1 }).map(([pointer]) => pointer)).toEqual(['/extra', '/technique', '/setting']);
  });
  it('at most a hundred faults, however many there are', () => {
    expect(faultsOf({ ...SCORE, ...Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`x${index}`, 1])) })).toHaveLength(100);
  });
  it('without repeating a value', () => {
    const secrets = ['JANE-DOE', '4711.25', 'L7-SECRET'];
    const refused = parseFact({ ...BLOCK, author: { of: secrets[0] }, relief: { baseline: 4711.25 }, targets: [{ level: secrets[2] }], setting: secrets[0], operator: 12 });
    for (const secret of secrets) expect(JSON.stringify(refused)).not.toContain(secret);
  });
});

describe('parseFact accepts', () => {
  it.each<[string, unknown]>([
    ['a full block', BLOCK], ['care', CARE], ['a history', HISTORY], ['an outcome', OUTCOME], ['a trial', TRIAL], ['an authorization', AUTHORIZATION], ['a score', SCORE],
    ['a block without relief', { ...BLOCK, relief: undefined }],
    ['a block without sides', { ...BLOCK, targets: [{ level: 'L4-L5' }] }],
    ['baseline 0 without a claim', { ...BLOCK, relief: { scale: 'NRS', baseline: 0 } }],
    ['a series without a baseline', { ...BLOCK, relief: { statedPercent: 80 } }],
    ['relief of 1 per cent', { ...BLOCK, relief: { statedPercent: 1 } }],
    ['the birth date and today', { ...CARE, startedOn: '1968-05-01', endedOn: '2026-11-23' }],
    ['a payer limit that lies ahead', { ...AUTHORIZATION, validTo: '2027-03-01' }],
    ['care of one day', { ...CARE, endedOn: CARE.startedOn }],
    ['an onset on the day', { ...HISTORY, onsetOn: HISTORY.occurredOn }],
    ['a figure without an instrument', { ...OUTCOME, function: { measure: 'walking-minutes', baseline: 400, value: 500 } }],
    ['an instrument without a known range', { ...OUTCOME, function: { instrument: 'constructor', baseline: 400 } }],
    ['2000 characters', { ...SCORE, author: 'a'.repeat(2000) }],
    ['the first and the last character of two halves', { ...SCORE, author: '\u{10000}\u{10ffff}\ud7ff\ue000' }],
    ['24 targets', { ...BLOCK, targets: LEVELS.map((level) => ({ level, side: 'left' })).concat({ level: 'L4-L5', side: 'right' }) }],
    ['200 days', { ...TRIAL, days: Array.from({ length: 200 }, () => ({ on: '2026-09-15' })) }],
    ['the highest figures', { ...SCORE, instrument: 'ODI', value: 100, page: 1 }],
    ['the last minute', { ...BLOCK, occurredOn: '2020-01-01', relief: { baseline: 100, observations: [{ minutes: 527040, score: 100 }], statedPercent: 100 } }],
    ['leap day', { ...SCORE, occurredOn: '2024-02-29' }],
    ['the ends of a range', { ...SCORE, instrument: 'PROMIS-PI', value: 20 }],
    ['worse pain than before', { ...OUTCOME, score: 10 }],
    ['days outside the trial', { ...TRIAL, days: [{ on: '2026-09-13', score: 3 }, { on: '2026-09-22', score: 3 }] }],
    ['sleep in hours or in words', { ...TRIAL, days: [{ on: '2026-09-15', sleep: 6.5 }, { on: '2026-09-16', sleep: 'woke twice' }] }],
    ['an emoji', { ...SCORE, author: '\ud83d\ude00' }],
  ])('%s', (_, input) => expect(faultsOf(input)).toEqual([]));

  it('with the keys in canonical order, whatever the order of the input', () => {
    const reversed = Object.fromEntries(Object.entries(BLOCK).reverse());
    expect(JSON.stringify(parseFact(reversed))).toBe(JSON.stringify(parseFact(BLOCK)));
    expect(Object.keys(parseFact(reversed)).slice(0, 4)).toEqual(['type', 'occurredOn', 'technique', 'purpose']);
  });
  it('guidance in any case', () => {
    expect(['ct', 'Ct', 'mri'].map((guidance) => (parseFact({ ...BLOCK, guidance }) as { guidance?: string }).guidance)).toEqual(['CT', 'CT', 'MRI']);
  });
  it('minus zero as zero', () => expect(Object.is((parseFact({ ...SCORE, value: -0 }) as { value?: number }).value, 0)).toBe(true));
});

describe('the other doors', () => {
  const codes = (answer: unknown): unknown => (isRejection(answer) ? (answer.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`) : answer);
  it('an observation, against the series it joins', () => {
    expect(parseObservation({ score: 1, minutes: 30, side: 'left' }, { relief: { scale: 'NRS' } })).toEqual({ minutes: 30, score: 1, side: 'left' });
    expect(codes(parseObservation({ minutes: 30, score: 11 }, { relief: { scale: 'NRS' } }, '/observation'))).toEqual(['/observation/score out-of-range']);
    const said = { minutes: 30, score: 1, source: 'phone', flags: ['analgesic'], analgesic: 'opioid', recalledAfterMinutes: 90, enteredBy: 'nurse-1' };
    expect(parseObservation(said)).toEqual(said);
    expect(codes(parseObservation({ ...said, analgesic: 'aspirin', recalledAfterMinutes: 0 }))).toEqual(['/analgesic not-in-list', '/recalledAfterMinutes out-of-range']);
    expect(codes(parseObservation([], {}, '/observation'))).toEqual(['/observation wrong-type']);
    const full = { observations: Array.from({ length: 200 }, (_, minutes) => ({ minutes, score: 1 })) };
    expect(codes(parseObservation({ minutes: 300, score: 1 }, { relief: full }, '/observation'))).toEqual(['/observation too-many']);
    expect(parseObservation({ minutes: 300, score: 1 }, { relief: { observations: full.observations.slice(1) } })).toEqual({ minutes: 300, score: 1 });
  });
  it('a score that has been asked: its day, in whole days after the procedure, has come', () => {
    const after = (minutes: number, today: string): unknown => codes(parseObservation({ minutes, score: 1 }, { occurredOn: '2026-10-01' }, '/observation', { today }));
    expect(after(1439, '2026-10-01')).toEqual({ minutes: 1439, score: 1 });
    expect(after(1440, '2026-10-01')).toEqual(['/observation/minutes in-the-future']);
    expect(after(1440, '2026-10-02')).toEqual({ minutes: 1440, score: 1 });
    const block = (minutes: number): unknown => codes(parseFact({ ...BLOCK, occurredOn: '2026-10-01', relief: { observations: [{ minutes: 30, score: 1 }, { minutes, score: 1 }] } }, { today: '2026-10-02' }));
    expect(block(2879)).toMatchObject({ type: 'block' });
    expect(block(2880)).toEqual(['/relief/observations/1/minutes in-the-future']);
  });
  it('a day of a trial\'s diary, against the trial it joins and the patient\'s life', () => {
    const day = { sleep: 6.5, on: '2026-10-02', score: 2, scoreStimulationOff: 7, doseMme: 30, goalMet: true, hoursOn: 18 };
    expect(parseTrialDay(day, { relief: { scale: 'NRS' } })).toEqual(day);
    const said = { on: '2026-10-02', score: 3, worstScore: 3, medicine: 'less', source: 'patient', recalledAfterDays: 1, enteredBy: 'nurse-1' };
    expect(parseTrialDay(said)).toEqual(said);
    expect(codes(parseTrialDay({ ...said, worstScore: 2, medicine: 'much', recalledAfterDays: 0 }))).toEqual(['/medicine not-in-list', '/recalledAfterDays out-of-range', '/worstScore worst-below-score']);
    expect(codes(parseTrialDay({ ...said, worstScore: 11 }, { relief: { scale: 'NRS' } }))).toEqual(['/worstScore out-of-range']);
    expect(parseTrialDay({ on: '2026-10-02' })).toEqual({ on: '2026-10-02' });
    expect(codes(parseTrialDay({ on: '2026-10-02', score: 11, scoreStimulationOff: 12 }, { relief: { scale: 'NRS' } }, '/observation'))).toEqual([
      '/observation/score out-of-range', '/observation/scoreStimulationOff out-of-range']);
    expect(codes(parseTrialDay({ minutes: 30, score: 1 }, {}, '/observation'))).toEqual(['/observation/minutes unknown-field', '/observation/on required']);
    expect(codes(parseTrialDay({ on: '2026-10-03' }, {}, '', { today: '2026-10-02' }))).toEqual(['/on in-the-future']);
    const full = { days: Array.from({ length: 200 }, () => ({ on: '2026-10-01' })) };
    expect(codes(parseTrialDay({ on: '2026-10-02' }, full, '/observation'))).toEqual(['/observation too-many']);
  });
  it('planned targets, each on one side', () => {
    expect(parseTargets([{ side: 'left', level: 'C2-C3' }])).toEqual([{ level: 'C2-C3', side: 'left' }]);
    expect(codes(parseTargets([{ level: 'L4-L5', side: 'bilateral' }, { level: 'L4-L5' }], '/question/targets'))).toEqual([
      '/question/targets/0/side not-in-list', '/question/targets/1/side required']);
    expect(codes(parseTargets([{ level: 'L4-L5', side: 'left' }, { level: 'L4-L5', side: 'left' }], '/targets'))).toEqual(['/targets/1 duplicate-target']);
  });
  it('guidance as a question names it', () => {
    expect(parseGuidance('ct')).toBe('CT');
    expect(codes(parseGuidance('x-ray', '/question/guidance'))).toEqual(['/question/guidance not-in-list']);
  });
  it('an exception with its reason', () => {
    expect(parseException({ kind: 'block-interval', reason: 'moved abroad' })).toEqual({ kind: 'block-interval', reason: 'moved abroad' });
    expect(codes(parseException({ kind: 'block-interval', reason: ' ' }, '/exception'))).toEqual(['/exception/reason empty']);
  });
});
