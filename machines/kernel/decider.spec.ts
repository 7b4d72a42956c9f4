import { fold, type Decider } from './decider';
import { isRejection, reject } from './rejection';

/** The smallest decider: a counter that may not pass its limit. */
const counter: Decider<number, number, number, { readonly limit: number }> = {
  initialState: 0,
  decide: (by, count, { limit }) => (count + by > limit ? reject('over-the-limit', `Count at most to ${limit}.`) : by === 0 ? [] : [by]),
  evolve: (count, by) => count + by,
};

describe('folding a log', () => {
  it('applies events in order, from the first state', () => {
    expect(fold(counter.evolve, counter.initialState, [1, 2, 3])).toBe(6);
    expect(fold((text: string, letter: string) => text + letter, '', ['a', 'b', 'c'])).toBe('abc');
    expect(fold(counter.evolve, 4, [])).toBe(4);
  });
  it('needs no decision again: later limits do not change what happened', () => {
    const events = counter.decide(3, counter.initialState, { limit: 3 });
    expect(isRejection(events)).toBe(false);
    expect(isRejection(counter.decide(3, counter.initialState, { limit: 2 }))).toBe(true);
    expect(fold(counter.evolve, counter.initialState, events as readonly number[])).toBe(3);
  });
});
