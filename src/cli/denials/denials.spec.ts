import { likenessOf } from '../../../machines/denials/likeness';
import { featuresOf } from '../../../machines/denials/features';
import { parseExamples, type Example } from './examples';
import { learn } from './learn';
import { learnedFrom } from './learned';
import { measure, precisionOf, recallOf } from './measure';

const FILE = '# By one author\nN block-count\nOne block.\nThe other block is missing.\nN block-count + A signature\nOne block, unsigned.\n-\nThank you.\n';

describe('a file of examples', () => {
  it('has an author and sentences under what they say', () => {
    expect(parseExamples('one', FILE)).toEqual({ name: 'one', about: 'By one author', examples: [
      { text: 'One block.', labels: ['not-done-yet block-count'] }, { text: 'The other block is missing.', labels: ['not-done-yet block-count'] },
      { text: 'One block, unsigned.', labels: ['not-done-yet block-count', 'administrative signature'] }, { text: 'Thank you.', labels: [] },
    ] });
    expect(() => parseExamples('one', '# By one author\nA sentence.')).toThrow('A sentence.');
  });
});

const EXAMPLES: readonly Example[] = ['signature', 'illegible'].flatMap((about) => ['is wrong', 'is not right', 'was wrong'].map((wrong) => ({ text: `The ${about} ${wrong}.`, labels: [`administrative ${about}`] })));

describe('learning', () => {
  it('gives weight to what tells labels apart, and the same every time', () => {
    const known = [{ features: [[0, 1], [2, 1]], labels: [0] }, { features: [[1, 1], [2, 1]], labels: [1] }] as const;
    const weights = learn(known, 3, 2, { rounds: 20, step: 0.3, penalty: 0.01 });
    expect(weights[0]).toBeGreaterThan(1);
    expect(weights[3]).toBeGreaterThan(1);
    expect(Math.abs((weights[4] ?? 1) - (weights[5] ?? 0))).toBeLessThan(0.5);
    expect(learn(known, 3, 2, { rounds: 20, step: 0.3, penalty: 0.01 })).toEqual(weights);
  });

  it('from examples makes what the reader compares with', () => {
    const likeness = likenessOf(learnedFrom(EXAMPLES));
    expect(likeness(featuresOf('A signature was never there.'))[0]?.label).toBe('administrative signature');
    expect(likeness(featuresOf('All is illegible.'))[0]?.label).toBe('administrative illegible');
  });
});

describe('a measure', () => {
  it('counts what is read rightly, what is read, and what is labelled', () => {
    const reader = (reason: string) => ({ reason, result: 'read' as const, unread: [], readings: reason === '' ? [] : [{ bucket: 'administrative' as const, kinds: [], subject: 'signature' as const, sentence: reason, readBy: 'examples' as const }] });
    const measured = measure([{ text: 'a', labels: ['administrative signature'] }, { text: 'b', labels: [] }, { text: '', labels: ['administrative illegible', 'administrative network'] }], reader);
    expect(measured).toMatchObject({ right: 1, read: 2, labelled: 3 });
    expect([precisionOf(measured), recallOf(measured)]).toEqual([1 / 2, 1 / 3]);
    expect(measured.differing).toEqual(['b | administrative signature | labelled to a person', ' | to a person | labelled administrative illegible, administrative network']);
  });
});
