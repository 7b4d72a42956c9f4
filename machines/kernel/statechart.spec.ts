import { can, describeMap, initialPosition, next, possibleEvents, setup } from './statechart';

type LampEvent = { readonly type: 'press'; readonly hard: boolean } | { readonly type: 'break' };

const lamp = setup({
  types: { events: {} as LampEvent, meta: {} as { readonly watts: number } },
  guards: { isHard: ({ event }, { than }: { than: string }) => event.type === 'press' && event.hard && than === 'usual' },
}).createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { description: 'Dark.', tags: ['quiet'], meta: { watts: 0 }, on: { press: 'on', break: 'broken' } },
    on: { description: 'Light.', meta: { watts: 40 }, on: { press: [{ guard: { type: 'isHard', params: { than: 'usual' } }, target: 'broken' }, { target: 'off' }], break: 'on' } },
    broken: { type: 'final' },
  },
});

describe('the door to xstate', () => {
  it('answers the position after an event', () => {
    expect(next(lamp, 'off', { type: 'press', hard: false })).toBe('on');
    expect(next(lamp, 'on', { type: 'press', hard: false })).toBe('off');
  });

  it('remembers transitions by every field of the event', () => {
    for (let i = 0; i < 2; i++) {
      expect(next(lamp, 'on', { type: 'press', hard: true })).toBe('broken');
      expect(next(lamp, 'on', { type: 'press', hard: false })).toBe('off');
    }
  });

  it('answers undefined for an event the map does not take, and the same position for a move onto itself', () => {
    expect(next(lamp, 'off', { type: 'kick' })).toBeUndefined();
    expect(next(lamp, 'on', { type: 'break' })).toBe('on');
    expect([can(lamp, 'off', { type: 'kick' }), can(lamp, 'on', { type: 'break' })]).toEqual([false, true]);
  });

  it('takes nothing in a final state', () => {
    expect(can(lamp, 'broken', { type: 'press', hard: false })).toBe(false);
    expect(possibleEvents(lamp, 'broken')).toEqual([]);
  });

  it('names each possible event once', () => {
    expect(possibleEvents(lamp, 'on')).toEqual(['press', 'break']);
    expect(possibleEvents(lamp, 'nowhere')).toEqual([]);
  });

  it('describes the map it executes as plain data', () => {
    expect(initialPosition(lamp)).toBe('off');
    expect(describeMap(lamp)).toEqual({
      initial: 'off',
      states: [
        { name: 'off', description: 'Dark.', tags: ['quiet'], final: false, meta: { watts: 0 }, transitions: [{ event: 'press', to: 'on' }, { event: 'break', to: 'broken' }] },
        { name: 'on', description: 'Light.', tags: [], final: false, meta: { watts: 40 }, transitions: [
          { event: 'press', guard: 'is hard (usual)', to: 'broken' }, { event: 'press', to: 'off' }, { event: 'break', to: 'on' }] },
        { name: 'broken', description: '', tags: [], final: true, meta: {}, transitions: [] },
      ],
    });
  });
});
