import { DEFAULT_DIARY_PROTOCOL, type DiaryProtocol } from '../../machines/diary';
import type { Block, ScsTrial } from '../../machines/evidence/fact';
import type { Diary, Entry } from './diary-store';
import { momentOf, standOf, tenseOf } from './stand';

const ZONE = 'America/New_York';
const PROTOCOL: DiaryProtocol = { ...DEFAULT_DIARY_PROTOCOL, block: { closesAfterHours: 6, dueAtHours: [1, 2, 5] }, trial: { plannedDays: 5, daysAfter: 1 } };
const diary = (rest: Partial<Diary> = {}): Diary => ({
  practice: 'p', diaryId: 'd', patientId: 'x', factId: 'f', kind: 'block', startsAt: '2026-10-01T14:00:00.000Z', closesAt: '2026-10-01T20:00:00.000Z', expiresAt: '2026-10-08T20:00:00.000Z',
  plannedDays: null, language: null, createdBy: 'n', createdAt: '2026-10-01T14:00:00.000Z', revokedAt: null, openedAt: null, wrongTries: 0, pausedUntil: null, ...rest,
});
const block = (...minutes: number[]): Block => ({ type: 'block', technique: 'medial-branch', purpose: 'diagnostic', targets: [], occurredOn: '2026-10-01', relief: { observations: minutes.map((minute) => ({ minutes: minute, score: 1 })) } });
const trial = (rest: Partial<ScsTrial> = {}): ScsTrial => ({ type: 'scs-trial', occurredOn: '2026-10-01', startedAt: '2026-10-01T22:00:00-04:00', region: 'thoracolumbar', ...rest });
const entry = (about: string, toldAt: string | null): Entry => ({ number: 1, about, answers: {}, toldAt, recordedAt: null });

describe('where a diary stands', () => {
  it('of a block: now is always asked, what was missed too, and the next is an instant', () => {
    expect(standOf(diary(), block(60), PROTOCOL, ZONE, '2026-10-01T15:30:00.000Z')).toEqual({ present: 'now', missed: [], next: { at: '2026-10-01T16:00:00.000Z' } });
    expect(standOf(diary(), block(), PROTOCOL, ZONE, '2026-10-01T16:00:00.000Z')).toEqual({ present: 'now', missed: ['60'], next: { at: '2026-10-01T19:00:00.000Z' } });
  });

  it('of a block: nothing is due after the diary has closed', () => {
    expect(standOf(diary({ closesAt: '2026-10-01T18:00:00.000Z' }), block(60, 120), PROTOCOL, ZONE, '2026-10-01T16:30:00.000Z').next).toBeUndefined();
  });

  it('of a trial: days of the practice\'s zone, from the lead to the planned end or the pull', () => {
    const kept = diary({ kind: 'scs-trial', plannedDays: 3 });
    const lateEvening = '2026-10-03T03:30:00.000Z';
    expect(standOf(kept, trial(), PROTOCOL, ZONE, lateEvening)).toEqual({ present: '2026-10-02', missed: [], next: { on: '2026-10-03' } });
    expect(standOf(kept, trial({ days: [{ on: '2026-10-02', score: 2 }, { on: '2026-10-03', hoursOn: 20 }] }), PROTOCOL, ZONE, '2026-10-04T15:00:00Z')).toEqual({ present: '2026-10-04', missed: ['2026-10-03'], next: undefined });
    expect(standOf(kept, trial({ endedAt: '2026-10-02T12:00:00-04:00' }), PROTOCOL, ZONE, '2026-10-04T15:00:00Z')).toEqual({ present: undefined, missed: ['2026-10-02'], next: undefined });
    expect(standOf(diary({ kind: 'scs-trial' }), trial(), PROTOCOL, ZONE, '2026-10-06T15:00:00Z')).toMatchObject({ present: '2026-10-06', next: undefined });
  });
});

describe('the moment of an entry', () => {
  it('is the one in which the pain was told, or the one it speaks of with how much later that was', () => {
    expect(momentOf(diary(), entry('now', null), ZONE)).toBeUndefined();
    expect(momentOf(diary(), entry('now', '2026-10-01T15:02:59.000Z'), ZONE)).toEqual({ minutes: 62 });
    expect(momentOf(diary(), entry('60', '2026-10-01T15:02:00.000Z'), ZONE)).toEqual({ minutes: 60, recalledAfterMinutes: 2 });
    expect(momentOf(diary(), entry('60', '2026-10-01T15:00:30.000Z'), ZONE)).toEqual({ minutes: 60 });
    expect(momentOf(diary(), entry('2026-10-02', '2026-10-03T03:30:00.000Z'), ZONE)).toEqual({ on: '2026-10-02' });
    expect(momentOf(diary(), entry('2026-10-02', '2026-10-03T04:30:00.000Z'), ZONE)).toEqual({ on: '2026-10-02', recalledAfterDays: 1 });
  });

  it('is asked of the present while it is fresh', () => {
    const told = '2026-10-01T15:00:00.000Z';
    expect([tenseOf(entry('now', null), ZONE, told), tenseOf(entry('now', told), ZONE, '2026-10-01T15:14:59.000Z'), tenseOf(entry('now', told), ZONE, '2026-10-01T15:15:00.000Z')]).toEqual(['now', 'now', 'then']);
    expect([tenseOf(entry('60', null), ZONE, told), tenseOf(entry('2026-10-01', null), ZONE, told), tenseOf(entry('2026-09-30', null), ZONE, told)]).toEqual(['then', 'now', 'then']);
  });
});
