import { BELOW, findingsOf, LEFT, outcomeOf, RIGHT, type SpecRow } from '../spec-support';

const ablation = (occurredOn: string, targets: readonly object[] = [RIGHT]): object => ({ type: 'ablation', occurredOn, technique: 'thermal-rf', targets });
const REQUIRED = { monthsMin: 6, earlierRequired: true };

const ROWS: readonly SpecRow[] = [
  ['exactly the months', [ablation('2026-03-21')], 'met'],
  ['a day short', [ablation('2026-03-22')], 'unmet'],
  ['the last one counts', [ablation('2025-03-21'), ablation('2026-06-01')], 'unmet'],
  ['the other side', [ablation('2026-06-01', [LEFT]), ablation('2026-01-05')], 'met'],
  ['another level only', [ablation('2026-06-01', [BELOW])], 'unmet'],
  ['its side is not recorded', [ablation('2026-06-01', [{ level: 'L4-L5' }])], 'unknown'],
  ['one on the day of service is the asked one', [ablation('2026-09-21'), ablation('2026-01-05')], 'met'],
  ['none', [], 'unmet'],
];

describe('repeat-interval', () => {
  for (const [name, facts, expected] of ROWS) it(`${name}: ${expected}`, () => expect(outcomeOf('repeat-interval', REQUIRED, facts)).toBe(expected));
  it('caps nothing where none is recorded and none is needed', () => expect(outcomeOf('repeat-interval', { ...REQUIRED, earlierRequired: false }, [])).toBe('met'));
  it('says that a side is missing, or that there is none', () => {
    const [unknown] = findingsOf('repeat-interval', REQUIRED, [ablation('2026-06-01', [{ level: 'L4-L5' }])]);
    expect([unknown?.found, unknown?.missing]).toEqual([{ earlierAblation: 'side not recorded' }, ['side-of-ablation']]);
    const [none] = findingsOf('repeat-interval', REQUIRED, []);
    expect([none?.found, none?.missing]).toEqual([{ earlierAblation: 'none recorded' }, ['earlier-ablation-of-this-target']]);
    // Not before the day of service: that one is the asked one, whatever its side.
    expect(outcomeOf('repeat-interval', { ...REQUIRED, earlierRequired: false }, [ablation('2026-09-21', [{ level: 'L4-L5' }])])).toBe('met');
  });
  it('says from when', () => expect(findingsOf('repeat-interval', REQUIRED, [ablation('2026-03-31')])[0]?.found).toMatchObject({ earliestOn: '2026-09-30' }));
});
