import { steadyClock } from './steady-clock';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 12, 0, second)).toISOString();

/** The machine's clock and the time that has really passed, in seconds, by which it is asked; what it answers, and what it says. */
function answers(steps: readonly (readonly [wall: number, passed: number])[]): { readonly instants: readonly string[]; readonly told: readonly number[] } {
  let [wall, passed] = steps[0] ?? [0, 0];
  const told: number[] = [];
  const clock = steadyClock({ now: () => at(wall) }, () => passed * 1_000, (seconds) => void told.push(seconds));
  const instants = steps.map((step) => {
    [wall, passed] = step;
    return clock.now();
  });
  return { instants, told };
}

describe('the steady clock', () => {
  it('is the machine\'s while that goes on', () => {
    expect(answers([[0, 0], [1, 1], [30, 2]])).toEqual({ instants: [at(0), at(1), at(30)], told: [] });
  });

  it('never goes back, goes on meanwhile, tells it once, and follows again when it is caught up', () => {
    expect(answers([[600, 0], [0, 1], [1, 2], [599, 600], [1_300, 1_301]])).toEqual({ instants: [at(600), at(601), at(602), at(1_200), at(1_300)], told: [600] });
  });

  it('tells every time', () => {
    expect(answers([[100, 0], [50, 1], [200, 2], [150, 3]]).told).toEqual([50, 50]);
  });

  it('loses no part of a millisecond that has passed', () => {
    let passedMs = 0;
    let wall = at(10);
    const clock = steadyClock({ now: () => wall }, () => passedMs, () => undefined);
    clock.now();
    wall = at(0);
    for (let i = 0; i < 10; i++) {
      passedMs += 0.7;
      clock.now();
    }
    expect(clock.now()).toBe(new Date(Date.parse(at(10)) + 7).toISOString());
  });
});
