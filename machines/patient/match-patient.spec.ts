/** Whom a patient of another system is here, over every combination of what may be known: the first rule that speaks decides. */
import { matchPatient, type Match, type MatchQuestion } from './match-patient';

const BORN = '1958-05-01';
const candidate = (patientId: string, birthDate = BORN) => ({ patientId, birthDate });
const NOBODY: MatchQuestion = { birthDate: BORN, isIdentified: true, linked: [], unlinked: [], withChartNumber: [], namesakes: [], sameAtSource: 1, isDoubted: false, registers: true };
const { birthDate: _, ...UNDATED } = NOBODY;
const held = (reason: string, ...candidates: readonly string[]) => ({ kind: 'held', reason, candidates }) as Match;

describe('a patient of another system', () => {
  it.each<readonly [string, Partial<MatchQuestion>, Match]>([
    ['whom nobody knows', {}, { kind: 'new' }],
    ['whom nobody knows, where nobody is registered', { registers: false }, held('unknown-patient')],
    ['whose name or birth date is not known', { isIdentified: false }, held('identity-incomplete')],
    ['who is linked, whatever else is known', { linked: ['a'], unlinked: ['a'], withChartNumber: [candidate('b'), candidate('c')], namesakes: [candidate('d')], sameAtSource: 2, isIdentified: false }, { kind: 'same', patientId: 'a', by: 'link' }],
    ['whose chart number several have', { withChartNumber: [candidate('b'), candidate('c')], namesakes: [candidate('b')] }, held('chart-number-of-several', 'b', 'c')],
    ['whose chart number and birth date one has', { withChartNumber: [candidate('b')], namesakes: [candidate('c')], sameAtSource: 2 }, { kind: 'same', patientId: 'b', by: 'identifier' }],
    ['whose chart number one has who was born on another day', { withChartNumber: [candidate('b', '1958-05-02')] }, held('birth-date-differs', 'b')],
    ['who was taken for the holder of that number before', { unlinked: ['b'], withChartNumber: [candidate('b')] }, held('link-undone', 'b')],
    ['who was taken for another before, and whose chart number one has', { unlinked: ['a'], withChartNumber: [candidate('b')] }, { kind: 'same', patientId: 'b', by: 'identifier' }],
    ['who has namesakes', { namesakes: [candidate('c'), candidate('d')], registers: false, sameAtSource: 2 }, held('possibly-known', 'c', 'd')],
    ['who has namesakes and was taken for one before', { namesakes: [candidate('c')], unlinked: ['c'] }, held('link-undone', 'c')],
    ['whom the source itself has twice', { sameAtSource: 2, unlinked: ['a'], isIdentified: false }, held('twice-at-source')],
    ['who is linked, where the rows under that key are in doubt', { linked: ['a'], isDoubted: true }, held('identity-doubted', 'a')],
    ['whose chart number one has, in doubt', { withChartNumber: [candidate('b')], isDoubted: true }, held('identity-doubted', 'b')],
    ['whom nobody knows, in doubt', { isDoubted: true }, held('identity-doubted')],
    ['whom nobody can read', { isDoubted: true, isIdentified: false }, held('identity-incomplete')],
    ['whose chart number one has who was born on another day, in doubt', { withChartNumber: [candidate('b', '1958-05-02')], isDoubted: true }, held('birth-date-differs', 'b')],
    ['who was taken for somebody before', { unlinked: ['a'], isIdentified: false }, held('link-undone')],
    ['whom the source itself has twice, and nobody else knows', { sameAtSource: 2 }, held('twice-at-source')],
  ])('%s', (__, over, expected) => expect(matchPatient({ ...NOBODY, ...over })).toStrictEqual(expected));

  it('whose chart number one has is not taken for that one without a birth date', () => {
    expect(matchPatient({ ...UNDATED, isIdentified: false, withChartNumber: [candidate('b')] })).toEqual(held('identity-incomplete', 'b'));
  });
});
