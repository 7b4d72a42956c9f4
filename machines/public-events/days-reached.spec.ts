import { toDay, toPlainDate } from '../kernel/calendar';
import clocks from '../deadlines/clocks.json';
import { daysReached, lastDayToTell, type ListedDay } from '.';

const ON = '2026-06-30';
const [FIRST_WARNING_DAYS = 0] = clocks.reminders.warnDaysBefore['approval-expires'];
const before = (days: number): string => toPlainDate(toDay(ON) - days);
const approval: ListedDay = { id: 'a-1-approval', kind: 'approval-expires', on: ON, authorizationId: 'a-1', episodeId: 'e-1', step: 'rfa' };
const typesOn = (day: ListedDay, today: string): readonly string[] => daysReached(day, today).map(({ type }) => type);

describe('days that are reached', () => {
  it('an approval is expiring from the first day of warning on, and due on its last', () => {
    expect(typesOn(approval, before(FIRST_WARNING_DAYS + 1))).toEqual([]);
    expect(daysReached(approval, before(FIRST_WARNING_DAYS))).toEqual([{ type: 'authorization.expiring', data: { authorizationId: 'a-1', episodeId: 'e-1', step: 'rfa', on: ON }, name: `authorization.expiring/a-1-approval/approval-expires/${ON}` }]);
    expect(typesOn(approval, ON)).toEqual(['authorization.expiring', 'deadline.due']);
    expect(typesOn({ ...approval, kind: 'expired' }, ON)).toEqual([]);
  });

  it('any other day is due when it has come, under a name that a moved day does not have', () => {
    const due: ListedDay = { ...approval, kind: 'appeal-due' };
    expect(typesOn(due, before(1))).toEqual([]);
    expect(daysReached(due, ON)).toMatchObject([{ type: 'deadline.due', data: { kind: 'appeal-due', on: ON } }]);
    expect(daysReached({ ...due, on: before(1) }, ON)[0]?.name).not.toBe(daysReached(due, ON)[0]?.name);
  });

  it('no day after the last one to tell has anything to tell', () => {
    expect(lastDayToTell(before(FIRST_WARNING_DAYS))).toBe(ON);
    expect(typesOn({ ...approval, on: toPlainDate(toDay(ON) + 1) }, before(FIRST_WARNING_DAYS))).toEqual([]);
  });
});
