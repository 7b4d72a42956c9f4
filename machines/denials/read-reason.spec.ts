import { normalizedReason, type MappedReason } from '../practice';
import { KINDS } from '../criteria/types';
import { COMMON_SOURCE, FILE } from './pattern-file';
import { readReason } from './read-reason';

const about = (reason: string, mapped?: Readonly<Record<string, MappedReason>>) => readReason(reason, mapped).readings.map(({ bucket, kinds, subject }) => `${bucket} ${subject ?? kinds.join('+')}`);

describe('a reason', () => {
  it('with several sentences has a reading for each that says what is lacking, with the payer\'s own words', () => {
    const read = readReason('Thank you for your request. Only one diagnostic block was documented. The Oswestry score was not provided. You may call us within 14 days.');
    expect(read.readings.map(({ kinds, sentence }) => [kinds, sentence])).toEqual([[['block-count'], 'Only one diagnostic block was documented'], [['baseline-function'], 'The Oswestry score was not provided']]);
    expect(read.unread).toEqual(['Thank you for your request', 'You may call us within 14 days']);
    for (const { source, readBy } of read.readings) expect([source?.document.length, readBy]).toEqual([expect.any(Number), 'examples']);
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

  it('is not read from a guideline that is recited with many requirements', () => {
    expect(about('Our guideline says you must have two positive medial branch blocks with at least 80% relief, at least four weeks of conservative care and no radiculopathy. Your records show two blocks. Your records show physical therapy for eight weeks.')).toEqual([]);
  });

  it('that takes two sentences is read from both', () => {
    expect(about('The ODI is 14 percent. At least 21 percent is required.')).toEqual(['clinically-senseless baseline-function']);
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

describe('the sources', () => {
  it('that kinds and subjects are read by are on file', () => {
    for (const source of [COMMON_SOURCE, ...Object.values(FILE.sourceOf)]) expect(FILE.sources[source]?.document.length).toBeGreaterThan(0);
    for (const about of Object.keys(FILE.sourceOf)) expect(KINDS).toContain(about);
  });
});
