import { isRejection } from '../kernel/rejection';
import { CLAIM_LINES_MAX, parseClaimLines, parseDecided } from './claim';

const LINE = { code: '64635', modifiers: ['RT'], units: 1, diagnoses: ['M47.816'], placeOfService: '24' };
const faultsOf = (input: unknown): readonly string[] => {
  const parsed = parseClaimLines(input, '/lines');
  return isRejection(parsed) ? [parsed.code, ...(parsed.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`)] : [];
};
const refused = (...faults: readonly string[]): readonly string[] => ['malformed-claim', ...faults];

describe('the lines of a claim', () => {
  it('are taken as they are, modifiers and diagnoses left out as none', () => {
    const { modifiers: _, diagnoses: __, ...short } = LINE;
    expect(parseClaimLines([LINE, short], '/lines')).toEqual([LINE, { ...short, modifiers: [], diagnoses: [] }]);
    expect(parseClaimLines([{ ...LINE, units: 999 }], '/lines')).toEqual([{ ...LINE, units: 999 }]);
    expect(faultsOf(Array.from({ length: CLAIM_LINES_MAX }, () => LINE))).toEqual([]);
  });

  it.each([
    [[], '/lines wrong-type'], ['x', '/lines wrong-type'], [undefined, '/lines wrong-type'], [Array.from({ length: CLAIM_LINES_MAX + 1 }, () => LINE), '/lines wrong-type'],
    [[null], '/lines/0 wrong-type'], [[[]], '/lines/0 wrong-type'], [['64635'], '/lines/0 wrong-type'],
    [[{ ...LINE, fee: 5 }], '/lines/0/fee unknown-field'],
    [[{ ...LINE, code: 64635 }], '/lines/0/code wrong-form'], [[{ ...LINE, code: '6463' }], '/lines/0/code wrong-form'], [[{ ...LINE, code: '6463a' }], '/lines/0/code wrong-form'],
    [[{ ...LINE, units: 0 }], '/lines/0/units out-of-range'], [[{ ...LINE, units: -1 }], '/lines/0/units out-of-range'], [[{ ...LINE, units: 1.5 }], '/lines/0/units out-of-range'], [[{ ...LINE, units: 1000 }], '/lines/0/units out-of-range'], [[{ ...LINE, units: '1' }], '/lines/0/units out-of-range'],
    [[{ ...LINE, placeOfService: '2' }], '/lines/0/placeOfService wrong-form'], [[{ ...LINE, placeOfService: 22 }], '/lines/0/placeOfService wrong-form'],
    [[{ ...LINE, modifiers: 'RT' }], '/lines/0/modifiers wrong-type'], [[{ ...LINE, modifiers: Array.from({ length: 13 }, () => 'RT') }], '/lines/0/modifiers wrong-type'], [[{ ...LINE, modifiers: ['RT', 'R'] }], '/lines/0/modifiers/1 wrong-form'], [[{ ...LINE, modifiers: [50] }], '/lines/0/modifiers/0 wrong-form'],
    [[{ ...LINE, diagnoses: ['M47816'] }], '/lines/0/diagnoses/0 wrong-form'], [[LINE, { ...LINE, diagnoses: [''] }], '/lines/1/diagnoses/0 wrong-form'],
  ])('%j is refused with its pointer', (input, fault) => {
    expect(faultsOf(input)).toEqual(refused(fault));
  });

  it('say in the first place what to correct', () => {
    expect(parseClaimLines([{ ...LINE, units: 0 }], '/lines')).toMatchObject({ pointer: '/lines/0/units', message: '/lines/0/units must be a whole number from 1 to 999' });
  });

  it('are refused with every fault at once', () => {
    expect(faultsOf([{}])).toEqual(refused('/lines/0/code wrong-form', '/lines/0/units out-of-range', '/lines/0/placeOfService wrong-form'));
  });
});

describe('what a person has decided', () => {
  it('names a rule, a person and a reason', () => {
    const decided = [{ rule: 'technique', by: 'B. Iller', rationale: 'asked' }];
    expect(parseDecided(decided, '/decided')).toEqual(decided);
  });

  it.each([
    ['technique', ['/decided']], [[{ rule: 'price', by: 'x', rationale: 'y' }], ['/decided/0/rule']], [[{ rule: 'technique', by: ' ', rationale: 5 }], ['/decided/0/by', '/decided/0/rationale']], [[null], ['/decided/0/rule', '/decided/0/by', '/decided/0/rationale']],
  ])('%j is refused', (input, pointers) => {
    const parsed = parseDecided(input, '/decided');
    expect(isRejection(parsed) && parsed.faults?.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
