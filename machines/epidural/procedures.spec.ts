import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { epiduralProcedures, repeatFellShort } from './procedures';

const epidural = (occurredOn: string, change: object = {}): object => ({ type: 'epidural', id: `e-${occurredOn}`, occurredOn, approach: 'interlaminar', region: 'lumbosacral', ...change });
const eventsOf = (...facts: readonly object[]) => epiduralProcedures(chartOf(facts as readonly Fact[]), 'lumbosacral').map(({ id, event }) => `${id} ${event}`);

describe('what moves an epidural episode', () => {
  it('is each epidural of the region, and the response to it', () => {
    expect(eventsOf(epidural('2026-06-01', { relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 60, score: 4 }] } }), epidural('2026-03-01')))
      .toEqual(['e-2026-03-01 epidural-documented', 'e-2026-06-01 epidural-documented', 'e-2026-06-01 response-documented']);
  });
  it.each([[{ relief: { statedPercent: 60 } }], [{ function: { instrument: 'ODI', baseline: 40, value: 20 } }]])('has a response by a stated figure or by function', (change) => {
    expect(eventsOf(epidural('2026-06-01', change))).toHaveLength(2);
  });
  it('leaves another region out, by region or by level', () => {
    expect(eventsOf(epidural('2026-06-01', { region: 'cervical-thoracic' }), epidural('2026-07-01', { region: undefined, targets: [{ level: 'C5-C6' }] }))).toEqual([]);
    expect(eventsOf(epidural('2026-07-01', { region: undefined, targets: [{ level: 'L4-L5' }] }))).toHaveLength(1);
  });
  it('takes two injections of one day for one session', () => {
    expect(eventsOf(epidural('2026-06-01'), epidural('2026-06-01', { id: 'second' })).filter((event) => event.endsWith('epidural-documented'))).toHaveLength(1);
    const helped = { relief: { statedPercent: 60 } };
    const notes = [epidural('2026-06-01', { id: 'a', ...helped }), epidural('2026-06-01', { id: 'b' }), epidural('2026-06-01', { id: 'c' }), epidural('2026-07-01', { id: 'd' })];
    expect(epiduralProcedures(chartOf(notes as readonly Fact[]), 'lumbosacral').flatMap(({ id, event, also }) => (event === 'epidural-documented' ? [[id, also]] : []))).toEqual([['a', ['b', 'c']], ['d', undefined]]);
  });
  it('stands in clinical order, of one day the session before what it achieved', () => {
    const helped = { relief: { statedPercent: 60 } };
    const facts = [epidural('2026-07-01', { ...helped, id: 'c' }), epidural('2026-06-01', { id: 'b', ...helped }), epidural('2026-06-01', { id: 'a' }), epidural('2026-08-01', { relief: { scale: 'NRS', baseline: 8, observations: [] }, id: 'd' })];
    for (const order of [facts, [...facts].reverse()]) expect(eventsOf(...order)).toEqual(['a epidural-documented', 'b response-documented', 'c epidural-documented', 'c response-documented', 'd epidural-documented']);
  });
  it('fell short where the response was judged and is unmet', () => {
    expect(repeatFellShort([{ kind: 'epidural-repeat', outcome: 'unmet' }])).toBe(true);
    expect(repeatFellShort([{ kind: 'session-limit', outcome: 'met' }, { kind: 'epidural-repeat', outcome: 'unmet' }])).toBe(true);
    expect(repeatFellShort([{ kind: 'epidural-repeat', outcome: 'unknown' }, { kind: 'session-limit', outcome: 'unmet' }])).toBe(false);
  });
});
