/** Reasons as payers write them, in our own words, against their labels; each author is read by what was learned from others. */
import { KINDS } from '../../machines/criteria/types';
import { ADMINISTRATIVE_SUBJECTS, DENIAL_BUCKETS } from '../../machines/practice';
import { readReason } from '../../machines/denials';
import { reasonReader } from '../../machines/denials/read-reason';
import { exampleFiles, neverLearned } from '../../src/cli/denials/examples';
import { likenessWithout, measure, precisionOf, recallOf } from '../../src/cli/denials/measure';

const files = exampleFiles();
const all = files.flatMap(({ examples }) => examples);
const apart = neverLearned().examples;
const MANNERS_MIN = 8;
const SENTENCES_MIN = 1500;
const EACH_LABEL_MIN = 15;
/** Of the sentences that were learned from one in so many is read: all would take too long. */
const OF_LEARNED_EVERY = 20;
const LEARNED = { precisionMin: 0.97, recallMin: 0.9 } as const;
/** A little under what `npm run -s denials -- --measure` answers, so that a reader that gets worse fails. */
const FLOORS = [
  { name: 'other-author-everyday', precisionMin: 0.92, recallMin: 0.54 },
  { name: 'other-author-formal', precisionMin: 0.93, recallMin: 0.54 },
] as const;
/** What was asked of the reader, of sentences by somebody who had not seen it. */
const ASKED = { precisionMin: 0.95, recallMin: 0.8, sentencesMin: 200 } as const;
/** What was said of no more than one policy. */
const SELDOM = ['logically-senseless pain-scale-consistency'];

describe('the sentences', () => {
  it('are many, by many hands, each once, labelled with what exists', () => {
    expect(files.length).toBeGreaterThanOrEqual(MANNERS_MIN);
    expect(all.length).toBeGreaterThanOrEqual(SENTENCES_MIN);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
    const known = new Set(DENIAL_BUCKETS.flatMap((bucket) => (bucket === 'administrative' ? ADMINISTRATIVE_SUBJECTS : KINDS).map((about) => `${bucket} ${about}`)));
    expect(all.flatMap(({ labels }) => labels).filter((label) => !known.has(label))).toEqual([]);
  });

  it('say each thing often enough, and name every kind and administrative subject', () => {
    const counts = new Map<string, number>();
    for (const label of all.flatMap(({ labels }) => labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
    expect([...counts].filter(([label, count]) => count < EACH_LABEL_MIN && !SELDOM.includes(label))).toEqual([]);
    const about = new Set([...counts.keys()].map((label) => label.split(' ')[1]));
    expect([...KINDS, ...ADMINISTRATIVE_SUBJECTS].filter((one) => !about.has(one))).toEqual([]);
  });

  it('that nothing was learned from are read as well as was asked', () => {
    const learned = new Set(all.map(({ text }) => text));
    expect(apart.filter(({ text }) => learned.has(text))).toEqual([]);
    expect(apart.length).toBeGreaterThanOrEqual(ASKED.sentencesMin);
    const measured = measure(apart, readReason);
    expect({ differing: measured.differing, isPrecise: precisionOf(measured) >= ASKED.precisionMin }).toEqual({ differing: measured.differing, isPrecise: true });
    expect({ differing: measured.differing, isComplete: recallOf(measured) >= ASKED.recallMin }).toEqual({ differing: measured.differing, isComplete: true });
  });

  it('that were learned from are read rightly', () => {
    const measured = measure(all.filter((_, index) => index % OF_LEARNED_EVERY === 0), readReason);
    expect(precisionOf(measured)).toBeGreaterThanOrEqual(LEARNED.precisionMin);
    expect(recallOf(measured)).toBeGreaterThanOrEqual(LEARNED.recallMin);
  });

  it.each(FLOORS)('of $name are read rightly, or by a person, by a reader that has not learned from their author', ({ name, precisionMin, recallMin }) => {
    const file = files.find((one) => one.name === name);
    if (file === undefined) throw new Error(`no examples of ${name}`);
    const measured = measure(file.examples, reasonReader(likenessWithout(file, files)));
    expect({ differing: measured.differing, isPrecise: precisionOf(measured) >= precisionMin }).toEqual({ differing: measured.differing, isPrecise: true });
    expect({ differing: measured.differing, isComplete: recallOf(measured) >= recallMin }).toEqual({ differing: measured.differing, isComplete: true });
  });
});
