import { chartOf } from '../evidence/chart';
import { toDay } from '../kernel/calendar';
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
