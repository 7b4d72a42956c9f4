import { KINDS } from '../criteria/types';
import { ADMINISTRATIVE_SUBJECTS, DENIAL_BUCKETS, normalizedReason, type MappedReason } from '../practice';
import { readReason } from './read-reason';
import { SUBJECTS } from './read-sentence';

const about = (reason: string, mapped?: Readonly<Record<string, MappedReason>>) => readReason(reason, mapped).readings.map(({ bucket, kinds, subject }) => `${bucket} ${subject ?? kinds.join('+')}`);

describe('a reason', () => {
  it('with several sentences has a reading for each that says what is lacking, with the payer\'s own words', () => {
    const read = readReason('Thank you for your request. Only one diagnostic block was documented. The Oswestry score was not provided. You may call us within 14 days.');
    expect(read.readings.map(({ kinds, sentence }) => [kinds, sentence])).toEqual([[['block-count'], 'Only one diagnostic block was documented'], [['baseline-function'], 'The Oswestry score was not provided']]);
    expect(read.unread).toEqual(['Thank you for your request', 'You may call us within 14 days']);
    for (const { source, readBy } of read.readings) expect([source?.document.length, SUBJECTS.some(({ subject }) => subject.id === readBy)]).toEqual([expect.any(Number), true]);
  });

  it('is not read from what was done', () => {
    expect(about('Physical therapy was completed for eight weeks. Two medial branch blocks with 85% relief are documented. The psychological evaluation was submitted and cleared the patient. A baseline ODI of 44% is on record.')).toEqual([]);
    expect(about('Physical therapy was completed for eight weeks, but the Oswestry score was not provided.')).toEqual(['not-done-yet baseline-function']);
  });

  it('is not read from courtesies', () => {
    for (const text of [
      'You may appeal this decision within 180 days.', 'If you do not agree with this decision, you may submit additional documentation.', 'A physician reviewed your request and all records received.',
      'This letter is not a guarantee of payment.', 'Please contact your provider if you have any questions.', 'We used our clinical guideline to make this decision.', 'The patient may request a copy of the criteria at no cost.',
    ]) expect([text, readReason(text).result]).toEqual([text, 'to-a-person']);
  });

  it('that only recites a rule is read, unless another sentence says what is lacking', () => {
    expect(about('Six weeks of conservative treatment are required.')).toEqual(['not-done-yet conservative-care']);
    expect(about('Six weeks of conservative treatment are required. A psychological evaluation was not submitted.')).toEqual(['not-done-yet psych-evaluation']);
  });

  it('is not read from a guideline that is recited with many requirements', () => {
    expect(about('Our guideline says you must have two positive medial branch blocks with at least 80% relief, at least four weeks of conservative care and no radiculopathy. Your records show two blocks. Your records show physical therapy for eight weeks.')).toEqual([]);
  });

  it('goes to a person where the second reader doubts the patterns', () => {
    expect(about('A third diagnostic encounter at C5-6 is sought although the yearly sum of hats was counted beside the quay.')).toEqual([]);
  });

  it('in which the patterns see no lack is read from examples, and says so', () => {
    const [reading, ...others] = readReason('The procedural plan is silent as to whether a C-arm or CT scanner will be employed.').readings;
    expect(others).toEqual([]);
    expect(reading).toMatchObject({ bucket: 'not-done-yet', kinds: ['image-guidance'], readBy: 'examples' });
    expect(reading?.source?.document.length).toBeGreaterThan(0);
  });

  it('that takes two sentences is read from both', () => {
    expect(about('An ODI of 14% was submitted. Coverage begins at 21%.')).toEqual(['clinically-senseless baseline-function']);
  });

  it('a person has given a meaning is read so, as a whole or as a sentence, whatever figures stand in it', () => {
    const reason = 'A coagulation profile within 30 days has not been described';
    const mapped = { [normalizedReason(reason)]: { reason: normalizedReason(reason), bucket: 'not-done-yet', kinds: ['risk-discussion'], by: 'someone', at: '2026-10-01T12:00:00.000Z' } } as const;
    expect(readReason(reason).result).toBe('to-a-person');
    expect(readReason('A coagulation profile within 14 days has not been described.', mapped).readings).toMatchObject([{ bucket: 'not-done-yet', kinds: ['risk-discussion'], readBy: 'person' }]);
    expect(about(`The ODI is missing. ${reason}.`, mapped)).toEqual(['not-done-yet baseline-function', 'not-done-yet risk-discussion']);
  });

  it('however long and odd is read quickly', () => {
    for (const word of ['no ', 'not documented ', 'block relief ', 'the prior ', 'pain duration ', 'no no imaging level ', 'more than relief of trial ', 'and no, but the block. ']) {
      // Milliseconds of this process, whatever others take of the cores; the quickest of some, for an expression is compiled when it is first asked.
      const took = [1, 2, 3, 4].map(() => {
        const before = process.cpuUsage();
        readReason(word.repeat(2000 / word.length));
        return process.cpuUsage(before).user / 1000;
      });
      expect(Math.min(...took)).toBeLessThan(500);
    }
    expect(readReason('').result).toBe('to-a-person');
  });
});

describe('the subjects', () => {
  it('have an id of their own, a meaning that exists, and something that can be wrong with them', () => {
    expect(new Set(SUBJECTS.map(({ subject }) => subject.id)).size).toBe(SUBJECTS.length);
    for (const { subject: { kinds = [], subject }, about, not, wrong } of SUBJECTS) {
      expect(wrong.length).toBeGreaterThan(0);
      for (const { bucket } of wrong) expect(DENIAL_BUCKETS).toContain(bucket);
      expect(kinds.every((kind) => KINDS.includes(kind))).toBe(true);
      expect((subject === undefined) !== (kinds.length === 0)).toBe(true);
      expect(subject === undefined || ADMINISTRATIVE_SUBJECTS.includes(subject)).toBe(true);
      for (const { expression } of [...about.flat(), ...not, ...wrong.flatMap((one) => [...one.said.flat(), ...one.not])]) expect(expression.source).not.toMatch(/unknown word|\{[a-z]+\}/);
    }
  });

  it('speak of every kind, and only administrative ones are administrative', () => {
    const spoken = new Set(SUBJECTS.flatMap(({ subject }) => subject.kinds ?? []));
    expect(KINDS.filter((kind) => !spoken.has(kind))).toEqual([]);
    for (const { subject: { subject }, wrong } of SUBJECTS) for (const { bucket } of wrong) expect(bucket === 'administrative').toBe(subject !== undefined);
  });
});
