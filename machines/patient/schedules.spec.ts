/** A day that was given to a step: the last one counts, the first procedure of its service that is new fulfils it, and a closed episode awaits none. */
import { ablation, block, DAY_0, plusDays, RIGHT } from '../../test/support/patient-story';
import type { AuthorizationState } from '../authorization';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import type { EpisodeState } from './patient';
import { evolveSchedules, hasLostApproval, openScheduleOf, openSchedules, performedFor, type ScheduleEvent } from './schedules';

const EPISODE = { id: 'e', pathway: 'rfa', region: 'lumbosacral', position: '', assessments: {}, plan: { targets: [RIGHT] } } as unknown as EpisodeState;
const record = (facts: readonly Fact[], positions: Readonly<Record<string, string>> = {}) => ({
  chart: chartOf(facts), authorizations: Object.entries(positions).map(([id, position]) => ({ id, position })) as unknown as readonly AuthorizationState[],
});
const on = (days: number): string => plusDays(DAY_0, days);
const scheduled = (step: 'mbb1' | 'mbb2' | 'rfa', day: number, more: object = {}): ScheduleEvent => ({ type: 'ProcedureScheduled', episodeId: 'e', step, on: on(day), targets: [RIGHT], ...more }) as ScheduleEvent;
const cancelled = (step: 'mbb1' | 'rfa'): ScheduleEvent => ({ type: 'ProcedureCancelled', episodeId: 'e', step, reason: 'r' }) as ScheduleEvent;
const told = (facts: readonly Fact[], ...events: readonly ScheduleEvent[]): EpisodeState => events.reduce((episode, event) => evolveSchedules(record(facts), episode, event), EPISODE);
const first = { ...block(on(-9), 80), id: 'b1' } as Fact;

describe('a scheduled step', () => {
  it('keeps its last day, beside those of other steps, until it is cancelled', () => {
    const both = told([], scheduled('mbb1', 3), scheduled('rfa', 30, { authorizationId: 'a' }), scheduled('mbb1', 5));
    expect(both.scheduled).toEqual([{ step: 'rfa', on: on(30), targets: [RIGHT], authorizationId: 'a', preceding: [] }, { step: 'mbb1', on: on(5), targets: [RIGHT], preceding: [] }]);
    expect([openScheduleOf(record([]), both, 'mbb1')?.on, openScheduleOf(record([]), both, 'rfa')?.on, openScheduleOf(record([]), both, 'mbb2')]).toEqual([on(5), on(30), undefined]);
    const left = evolveSchedules(record([]), both, cancelled('rfa'));
    expect(left.scheduled?.map(({ step }) => step)).toEqual(['mbb1']);
    expect(evolveSchedules(record([]), left, cancelled('mbb1'))).toStrictEqual(EPISODE);
  });

  it('is fulfilled by the first procedure of its service that the record did not hold', () => {
    const awaiting = told([first], scheduled('mbb2', 3));
    const of = (...facts: readonly Fact[]) => performedFor(record(facts), awaiting, awaiting.scheduled?.[0] as never);
    expect([of(first), of(first, ablation(on(3))), of(first, { ...block(on(4), 80), id: 'b2' }), of(first, { ...block(on(4), 80), id: 'b2' }, { ...block(on(5), 80), id: 'b3' })]).toEqual([undefined, undefined, 'b2', 'b2']);
    expect(openSchedules(record([first]), awaiting)).toHaveLength(1);
    expect(openSchedules(record([first, { ...block(on(4), 80), id: 'b2' } as Fact]), awaiting)).toEqual([]);
  });

  it('is awaited by no closed episode', () => {
    const awaiting = told([], scheduled('mbb1', 3));
    expect([openSchedules(record([]), { ...awaiting, closed: { reason: 'r' } } as EpisodeState), openSchedules(record([]), EPISODE)]).toEqual([[], []]);
  });

  it('on an approval has lost it when that no longer stands', () => {
    const one = (authorizationId?: string) => (told([], scheduled('rfa', 3, authorizationId === undefined ? {} : { authorizationId })).scheduled?.[0]) as never;
    const approvals = record([], { a: 'affirmed', b: 'withdrawn', c: 'partially-affirmed' });
    expect([undefined, 'a', 'c', 'b', 'gone'].map((id) => hasLostApproval(approvals, one(id)))).toEqual([false, false, false, true, true]);
  });
});
