import { matchPatient, type MatchQuestion } from './match-patient';

const ONE = { patientId: 'one', birthDate: '1960-01-01' };
const TWO = { patientId: 'two', birthDate: '1960-01-01' };
const ASKED: MatchQuestion = { birthDate: '1960-01-01', isIdentified: true, linked: [], unlinked: [], withChartNumber: [], namesakes: [], sameAtSource: 1, isDoubted: false, registers: true };

describe('whom a patient of a source is here', () => {
  it.each<[string, Partial<MatchQuestion>, object]>([
    ['whom a link names, whatever else', { linked: ['one'], namesakes: [TWO] }, { kind: 'same', patientId: 'one', by: 'link' }],
    ['who has the chart number and the date of birth', { withChartNumber: [ONE] }, { kind: 'same', patientId: 'one', by: 'identifier' }],
    ['nobody yet', {}, { kind: 'new' }],
  ])('%s', (_, asked, match) => {
    expect(matchPatient({ ...ASKED, ...asked })).toEqual(match);
  });

  it.each<[string, Partial<MatchQuestion>, string[]]>([
    ['chart-number-of-several', { withChartNumber: [ONE, TWO] }, ['one', 'two']], ['birth-date-differs', { withChartNumber: [{ ...ONE, birthDate: '1960-10-01' }] }, ['one']],
    ['identity-incomplete', { withChartNumber: [ONE], birthDate: undefined, isIdentified: false }, ['one']], ['possibly-known', { namesakes: [ONE] }, ['one']], ['twice-at-source', { sameAtSource: 2 }, []],
    ['link-undone', { withChartNumber: [ONE], unlinked: ['one'] }, ['one']], ['link-undone', { unlinked: ['one'] }, []], ['identity-incomplete', { isIdentified: false }, []], ['unknown-patient', { registers: false }, []],
    ['identity-doubted', { linked: ['one'], isDoubted: true }, ['one']], ['identity-doubted', { withChartNumber: [ONE], isDoubted: true }, ['one']], ['identity-doubted', { isDoubted: true }, []],
    ['identity-incomplete', { isDoubted: true, isIdentified: false, birthDate: undefined }, []], ['birth-date-differs', { withChartNumber: [{ ...ONE, birthDate: '1960-10-01' }], isDoubted: true }, ['one']],
  ])('is for a person to say: %s', (reason, asked, candidates) => {
    expect(matchPatient({ ...ASKED, ...asked })).toEqual({ kind: 'held', reason, candidates });
  });
});
