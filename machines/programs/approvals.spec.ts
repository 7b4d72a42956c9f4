import { chartOf } from '../evidence/chart';
import { toDay, toPlainDate } from '../kernel/calendar';
import type { Fact } from '../evidence/fact';
import { LISTED_PROGRAMS, type ListedProgram, type NeedQuestion } from './applies';
import { authorizationValid, type ApprovalOnRecord } from './approvals';

const DAY = '2026-10-12';
const APPROVAL: ApprovalOnRecord = { type: 'authorization', occurredOn: '2026-10-01', program: '', decision: 'affirmed', decidedOn: '2026-10-01', validTo: '2026-12-01', codes: ['64635', '64636'], unitsInAll: 2 };
const judged = (approval: ApprovalOnRecord, unitsOn: (code: string) => number, done: readonly string[] = []) => authorizationValid(
  { coverage: { payer: 'plan', line: 'commercial' }, codes: ['64635', '64636'], setting: '24', dateOfService: DAY },
  chartOf(done.map((occurredOn) => ({ type: 'ablation' as const, occurredOn, technique: 'thermal-rf', targets: [] }))), toDay(DAY), [approval], unitsOn,
).codes.map(({ result, because, unitsLeft, unitsOf }) => [result, because, unitsLeft, unitsOf?.length]);

describe('units that are of all codes together', () => {
  it('are told with the codes that take from them', () => expect(judged(APPROVAL, () => 0)).toEqual([['valid', 'in-force', 2, 2], ['valid', 'in-force', 2, 2]]));
  it('are used by what any of the codes used', () => {
    expect(judged(APPROVAL, (code) => (code === '64636' ? 1 : 0), ['2026-10-05'])).toEqual([['valid', 'in-force', 1, 2], ['valid', 'in-force', 1, 2]]);
    expect(judged(APPROVAL, () => 1, ['2026-10-05'])).toEqual([['review', 'used', 0, undefined], ['review', 'used', 0, undefined]]);
  });
  it('are of each code where the approval says so', () => {
    const { unitsInAll: units = 0, ...each } = APPROVAL;
    expect(judged({ ...each, units }, (code) => (code === '64636' ? 1 : 0), ['2026-10-05'])).toEqual([['valid', 'in-force', 2, undefined], ['valid', 'in-force', 1, undefined]]);
  });
});

describe('approvals on record, code by code', () => {
  const [OPD] = LISTED_PROGRAMS as readonly [ListedProgram, ...ListedProgram[]];
  const { days = 0, contestedDays = 0 } = OPD.validity ?? {};
  const DECIDED = '2026-09-01';
  const on = (day: number): string => toPlainDate(toDay(DECIDED) + day);
  const MEDICARE = { payer: 'medicare', line: 'original-medicare', state: 'OH' };
  const OURS = { coverage: MEDICARE, codes: ['64635'], setting: '22', dateOfService: on(10) };
  const AFFIRMED: ApprovalOnRecord = { type: 'authorization', occurredOn: DECIDED, program: OPD.id, decision: 'affirmed', decidedOn: DECIDED, codes: ['64635'] };
  const COMMERCIAL = { ...OURS, coverage: { payer: 'plan', line: 'commercial' } };
  const OF_PLAN = { ...AFFIRMED, program: 'plan', validTo: on(60) };
  const done = (...ablations: readonly string[]): readonly Fact[] => ablations.map((occurredOn) => ({ type: 'ablation' as const, occurredOn, technique: 'thermal-rf', targets: [] }));
  const ask = (asked: NeedQuestion, approvals: readonly ApprovalOnRecord[], facts: readonly Fact[] = [], asOf = asked.dateOfService) => authorizationValid(asked, chartOf([...facts, ...approvals]), toDay(asOf));
  const told = (...args: Parameters<typeof ask>): readonly unknown[] => {
    const { result, codes: [one] } = ask(...args);
    expect(one?.result).toBe(result);
    return [result, one?.because];
  };

  it.each([
    ['affirmed', {}, ['valid', 'in-force']], ['approved', { decision: 'approved' }, ['valid', 'in-force']],
    ['in part', { decision: 'partially-affirmed' }, ['review', 'in-part']], ['approved in part', { decision: 'partially-approved' }, ['review', 'in-part']],
    ['denied', { decision: 'denied' }, ['not-valid', 'denied']], ['not affirmed', { decision: 'non-affirmed' }, ['not-valid', 'denied']], ['withdrawn', { decision: 'withdrawn' }, ['not-valid', 'denied']],
    ['found not required', { decision: 'not-required' }, ['review', 'payer-says-not-required']], ['pended', { decision: 'pended' }, ['not-valid', 'no-approval']],
    ['of other codes', { codes: ['64633'] }, ['not-valid', 'no-approval']], ['of no code', { codes: undefined }, ['review', 'codes-not-stated']],
    ['of another program', { program: 'another' }, ['not-valid', 'no-approval']],
    ['for its place', { setting: '22' }, ['valid', 'in-force']], ['for the other campus', { setting: '19' }, ['review', 'for-other-place']], ['for the office', { setting: '11' }, ['not-valid', 'for-other-place']],
    ['without its day', { decidedOn: undefined }, ['review', 'decision-day-not-stated']], ['without its day, with a first', { decidedOn: undefined, validFrom: DECIDED }, ['review', 'decision-day-not-stated']],
    ['without its day, with a first and a last', { decidedOn: undefined, validFrom: DECIDED, validTo: on(10) }, ['valid', 'in-force']],
    ['until that day', { validTo: on(10) }, ['valid', 'in-force']], ['until the day before', { validTo: on(9) }, ['not-valid', 'lapsed']],
    ['from that day', { validFrom: on(10) }, ['valid', 'in-force']], ['from the day after', { validFrom: on(11) }, ['not-valid', 'before-decision']],
    ['decided later and dated back', { decidedOn: on(11), validFrom: on(5), validTo: on(60), occurredOn: DECIDED }, ['not-valid', 'before-decision']],
  ] as const)('%s', (_, over, expected) => {
    expect(told(OURS, [{ ...AFFIRMED, ...over } as ApprovalOnRecord])).toEqual(expected);
  });

  it.each([[-1, 'not-valid', 'before-decision'], [0, 'valid', 'in-force'], [days - 1, 'valid', 'in-force'], [days, 'review', 'day-contested'], [days + contestedDays - 1, 'review', 'day-contested'], [days + contestedDays, 'not-valid', 'lapsed']] as const)('%i days after the decision', (day, ...expected) => {
    expect(told({ ...OURS, dateOfService: on(day) }, [AFFIRMED], [], on(days))).toEqual(expected);
  });

  it.each([
    ['with a last day', {}, ['valid', 'in-force']], ['without one', { validTo: undefined }, ['review', 'no-last-day']], ['whose last day is open', { validTo: null }, ['review', 'no-last-day']],
    ['decided later and dated back', { decidedOn: on(11), validFrom: on(5) }, ['review', 'before-decision']], ['of a program on file', { program: OPD.id }, ['not-valid', 'no-approval']],
    ['for another place', { setting: '24' }, ['not-valid', 'for-other-place']],
  ] as const)('of a plan without a list on file, %s', (_, over, expected) => {
    expect(told(COMMERCIAL, [{ ...OF_PLAN, ...over } as ApprovalOnRecord])).toEqual(expected);
  });

  it('are not needed in an office, whatever is on record', () => {
    expect(told({ ...OURS, setting: '11' }, [{ ...AFFIRMED, decision: 'denied' }])).toEqual(['valid', 'not-needed']);
  });

  it('are told code by code, the worst for all, and each by its best', () => {
    const { result, codes } = ask({ ...OURS, codes: ['64635', '64633'] }, [AFFIRMED]);
    expect([result, ...codes.map(({ code, result: one }) => `${code} ${one}`)]).toEqual(['not-valid', '64635 valid', '64633 not-valid']);
    const part = { ...AFFIRMED, decision: 'partially-affirmed', payerReference: 'B' };
    const denied = { ...AFFIRMED, decision: 'denied', payerReference: 'C' };
    for (const all of [[part, { ...AFFIRMED, payerReference: 'A' }, denied], [denied, { ...AFFIRMED, payerReference: 'A' }]]) {
      expect(ask(OURS, all).codes).toEqual([{ code: '64635', result: 'valid', because: 'in-force', payerReference: 'A' }]);
    }
    expect(ask(OURS, [denied, part]).codes).toMatchObject([{ result: 'review', payerReference: 'B' }]);
    expect(ask({ ...OURS, codes: [] }, [AFFIRMED]).result).toBe('not-valid');
  });

  it('under one number are what the last decision says, by its own day or the day it was documented', () => {
    const one = { ...AFFIRMED, payerReference: 'A' };
    const denied = { ...one, decision: 'denied', decidedOn: on(2), occurredOn: on(2) };
    expect([told(OURS, [one, denied]), told(OURS, [denied, one])]).toEqual([['not-valid', 'denied'], ['not-valid', 'denied']]);
    expect(told(OURS, [one, { ...denied, decidedOn: undefined } as never])).toEqual(['not-valid', 'denied']);
    expect(told(OURS, [{ ...one, decidedOn: on(3), occurredOn: on(3) }, denied])).toEqual(['valid', 'in-force']);
    // Without a number, or under another, it is another decision.
    expect(told(OURS, [one, { ...denied, payerReference: 'B' }])).toEqual(['valid', 'in-force']);
    expect(told(OURS, [AFFIRMED, { ...AFFIRMED, decision: 'denied', decidedOn: on(2), occurredOn: on(2) }])).toEqual(['valid', 'in-force']);
  });

  it('are seen from the day that they were documented', () => {
    expect(told(OURS, [AFFIRMED], [], on(-1))).toEqual(['not-valid', 'no-approval']);
  });

  it('serve one day each: sessions since the first of them, before the day that is asked about', () => {
    const second = { ...AFFIRMED, payerReference: 'B', decidedOn: on(4), occurredOn: on(4) };
    expect(told(OURS, [AFFIRMED], done(on(-1), on(10)))).toEqual(['valid', 'in-force']);
    expect(told(OURS, [AFFIRMED], done(on(0)))).toEqual(['review', 'used']);
    expect(told(OURS, [AFFIRMED], done(on(9)))).toEqual(['review', 'used']);
    expect(told(OURS, [AFFIRMED, second], done(on(2)))).toEqual(['valid', 'in-force']);
    expect(told(OURS, [second, AFFIRMED], done(on(2), on(2)))).toEqual(['valid', 'in-force']);
    expect(told(OURS, [second, AFFIRMED], done(on(2), on(5)))).toEqual(['review', 'used']);
    // What does not hold that day was not used by it.
    expect(told(OURS, [AFFIRMED, { ...second, decision: 'denied' }], done(on(2)))).toEqual(['review', 'used']);
    expect(told({ ...COMMERCIAL }, [{ ...OF_PLAN, validFrom: on(5) }], done(on(4)))).toEqual(['valid', 'in-force']);
  });

  it('with units are used by units, where each of them names its own', () => {
    const three = { ...AFFIRMED, payerReference: 'A', units: 3 };
    const more = { ...AFFIRMED, payerReference: 'B', units: 2 };
    const left = (approvals: readonly ApprovalOnRecord[], ...sessions: readonly string[]) => ask(OURS, approvals, done(...sessions)).codes.map(({ because, unitsLeft, unitsOf }) => [because, unitsLeft, unitsOf])[0];
    expect([left([three]), left([three], on(2)), left([three, more], on(2))]).toEqual([['in-force', 3, undefined], ['in-force', 2, undefined], ['in-force', 4, undefined]]);
    expect(left([three], on(2), on(3), on(4))).toEqual(['used', 0, undefined]);
    expect(left([three, { ...AFFIRMED, payerReference: 'C' }], on(2))).toEqual(['in-force', undefined, undefined]);
    expect(left([three, { ...more, decision: 'denied' }])).toEqual(['in-force', 3, undefined]);
    expect(left([{ ...three, decision: 'denied' }])).toEqual(['denied', undefined, undefined]);
  });

  it.each([
    ['64493', { type: 'block', occurredOn: on(2), technique: 'medial-branch', purpose: 'diagnostic', targets: [] }], ['64999', done(on(2))[0]], ['63650', { type: 'implant', occurredOn: on(2), region: 'thoracolumbar' }],
    ['64483', { type: 'epidural', occurredOn: on(2), approach: 'transforaminal', region: 'lumbosacral' }], ['62323', { type: 'epidural', occurredOn: on(2), approach: 'interlaminar', region: 'lumbosacral' }],
  ] as const)('%s is used by its own procedure, and by no other', (code, fact) => {
    const asked = { ...COMMERCIAL, codes: [code] };
    const approval = { ...OF_PLAN, codes: [code] };
    const others = [{ type: 'revision', occurredOn: on(2) }, { type: 'scs-trial', occurredOn: on(2), region: 'thoracolumbar' }] as unknown as readonly Fact[];
    expect([told(asked, [approval], [fact as Fact]), told(asked, [approval], others)]).toEqual([['review', 'used'], ['valid', 'in-force']]);
    expect(told({ ...asked, codes: ['63661'] }, [{ ...approval, codes: ['63661'] }], [fact as Fact])).toEqual(['valid', 'in-force']);
  });
});

describe('the approval of a trial, for the permanent system', () => {
  const [OPD] = LISTED_PROGRAMS as readonly [ListedProgram, ...ListedProgram[]];
  const { days = 0, contestedDays = 0 } = OPD.validity ?? {};
  const DECIDED = '2026-05-01';
  const on = (day: number): string => toPlainDate(toDay(DECIDED) + day);
  const late = days + contestedDays;
  const APPROVED: ApprovalOnRecord = { type: 'authorization', occurredOn: DECIDED, program: OPD.id, decision: 'affirmed', decidedOn: DECIDED, codes: ['63650'], payerReference: 'A' };
  const trial = (over: object = {}): Fact => ({ type: 'scs-trial', occurredOn: on(10), region: 'thoracolumbar', setting: '22', ...over }) as unknown as Fact;
  const implant = (day: number): Fact => ({ type: 'implant', occurredOn: on(day), region: 'thoracolumbar' }) as unknown as Fact;
  const because = (approval: ApprovalOnRecord, day: number, ...facts: readonly Fact[]) => authorizationValid(
    { coverage: { payer: 'medicare', line: 'original-medicare', state: 'OH' }, codes: approval.codes ?? [], setting: '22', dateOfService: on(day) }, chartOf([...facts, approval]), toDay(on(day))).codes[0]?.because;

  it('is for people once its own days are over, where the trial was done within them and in the program\'s places', () => {
    expect([because(APPROVED, late - 1, trial()), because(APPROVED, late, trial())]).toEqual(['day-contested', 'trial-approval-lapsed']);
    expect(because(APPROVED, late)).toBe('lapsed');
    for (const over of [{ setting: '11' }, { setting: undefined }, { occurredOn: on(-1) }, { occurredOn: on(late) }]) expect(because(APPROVED, late + 5, trial(over))).toBe('lapsed');
    expect(because(APPROVED, late, trial({ occurredOn: on(late) }))).toBe('lapsed');
  });

  it('is over with the payer\'s own last day, and with the permanent system', () => {
    expect(because({ ...APPROVED, validTo: on(20) }, late, trial())).toBe('lapsed');
    expect(because({ ...APPROVED, validTo: null }, late, trial())).toBe('trial-approval-lapsed');
    expect([9, 10, late - 1, late].map((day) => because(APPROVED, late, trial(), implant(day)))).toEqual(['trial-approval-lapsed', 'lapsed', 'lapsed', 'trial-approval-lapsed']);
  });

  it('is not yet one before its decision, and serves no other service', () => {
    expect(because(APPROVED, -1, trial({ occurredOn: on(-2) }))).toBe('no-approval');
    expect(because({ ...APPROVED, codes: ['64635'] }, late, trial())).toBe('lapsed');
  });
});
