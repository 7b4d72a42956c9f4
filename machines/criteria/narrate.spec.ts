import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { block, findingsOf } from './spec-support';
import { narrate, verdict } from './narrate';
import { MISSING_TEXTS } from './what-to-document';
import type { Finding, Result } from './types';

const RULE = { blocksMin: 2, reliefPercentMin: 80, interval: { daysMin: 14, between: 'blocks' as const, exceptionAllowed: true } };

describe('narrate', () => {
  it('says what was asked, what the record shows, and from when', () => {
    const [finding] = findingsOf('block-interval', RULE.interval, [block('2026-08-03'), block('2026-08-16')], { blockRule: RULE });
    expect(narrate(finding as Finding)).toBe('Interval between blocks (L4-L5 right): not met; the record shows 13 days, possible from 2026-08-17; the policy asks: at least 14 days between the blocks.');
  });
  it('gives no unit to a figure that is not known', () => {
    const [finding] = findingsOf('block-relief', { reliefPercentMin: 80 }, [block('2026-08-03', { relief: undefined })], { blockRule: RULE });
    const text = narrate(finding as Finding);
    expect(text).toContain('relief not known;');
    expect(text).not.toContain('stated');
    expect(text).not.toContain('known %');
    expect(text).toContain('scores until the end of the time the agent acts');
  });
  it('never rounds up to the threshold', () => {
    const relief = { scale: 'NRS', baseline: 10, observations: [{ minutes: 60, score: 2.0001 }, { minutes: 240, score: 2.0001 }] };
    const [finding] = findingsOf('block-relief', { reliefPercentMin: 80 }, [block('2026-08-03', { relief })], { blockRule: RULE });
    expect(narrate(finding as Finding)).toContain('relief 79.99 %');
  });
});

describe('what to document', () => {
  it('has a line for every code the evaluators use', () => {
    const folder = join(__dirname, 'kinds');
    const sources = readdirSync(folder).filter((file) => !file.includes('.spec.')).map((file) => readFileSync(join(folder, file), 'utf8'));
    const used = sources.flatMap((source) => [...source.matchAll(/missing(?:: | = |\.push\()[^;]*?;|recorded\([^)]*\)|excludedByStatement\([^)]*\)|missing: [^\n]*/g)]
      .flatMap(([text]) => [...text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code as string)));
    const codes = used.filter((code) => !['cannot-tell', 'no-procedure'].includes(code));
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => MISSING_TEXTS[code] === undefined && !KIND_LIKE.includes(code))).toEqual([]);
  });
});

/** Kinds and fields named on the same line as a code. */
const KIND_LIKE = ['not-generalized-pain', 'no-active-substance-use'];

describe('verdict', () => {
  const policy = { id: 'p', version: '2026-07-23', document: 'L1', revision: 'v1' };
  it.each<readonly [Result, string]>([
    ['eligible', 'Documentation meets'],
    ['not-eligible', 'Documentation does not meet'],
    ['cannot-tell', 'Documentation cannot tell'],
    ['review', 'people must decide'],
    ['partial', 'some of the targets'],
  ])('%s', (result, words) => {
    const text = verdict({ result, policy, asOf: '2026-09-21' });
    expect(text).toContain(words);
    expect(text).toContain('for policy p (L1 v1) version 2026-07-23 as of 2026-09-21.');
  });
});
