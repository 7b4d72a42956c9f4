import { waitOf } from './earliest-on';
import { block, findingsOf, RIGHT } from './spec-support';
import type { Finding } from './types';

type Given = Pick<Finding, 'outcome' | 'found'>;

describe('what time alone will do', () => {
  const inMay: Given = { outcome: 'unmet', found: { earliestOn: '2026-05-04' } };
  const inJune: Given = { outcome: 'review', found: { earliestOn: '2026-06-01' } };
  const inJuly: Given = { outcome: 'unmet', found: { allowedFrom: '2026-07-01' } };
  const met: Given = { outcome: 'met', found: { allowedFrom: '2030-01-01', earliestOn: '2031-01-01' } };
  const falling: Given = { outcome: 'unmet', found: { percent: 60 } };
  const missing: Given = { outcome: 'unknown', found: {} };

  it.each<readonly [string, readonly Given[], string | null, boolean]>([
    ['nothing asked', [], null, false],
    ['everything met', [met], null, false],
    ['one date', [met, inMay], '2026-05-04', true],
    ['several dates: the latest, in any order', [inJuly, inMay, inJune], '2026-07-01', true],
    ['a date and a shortfall that no day mends', [inMay, falling], '2026-05-04', false],
    ['a date and a missing document', [missing, inJune], '2026-06-01', false],
    ['a shortfall alone', [falling], null, false],
  ])('%s', (_, findings, earliestOn, waitsOnlyForTime) => {
    expect(waitOf(findings)).toEqual({ earliestOn, waitsOnlyForTime });
  });

  it('names the first day on which the criterion itself is met', () => {
    const required = { daysMin: 14, between: 'block-and-service', exceptionAllowed: false } as const;
    const on = (dateOfService: string): readonly Finding[] => findingsOf('block-interval', required, [block('2026-09-14')], {
      question: { step: 'mbb2', dateOfService, targets: [RIGHT] }, blockRule: { blocksMin: 2, reliefPercentMin: 80, interval: required },
    });
    expect(waitOf(on('2026-09-27'))).toEqual({ earliestOn: '2026-09-28', waitsOnlyForTime: true });
    expect(on('2026-09-28').map(({ outcome }) => outcome)).toEqual(['met']);
  });
});
