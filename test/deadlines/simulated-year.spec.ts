/** Nothing lapses silently: a year of two thousand authorizations, and the same year with faults that it must notice. */
import { deadlineRows } from '../../src/deadlines';
import { simulateYear } from './simulate-year';

const SEED = 20261130;
const AUTHORIZATIONS = 2000;
const FEWER = 200;

type Rows = typeof deadlineRows;
/** The list without one kind of row, where the place is empty instead. */
const without = (isLost: (row: Readonly<Record<string, unknown>>) => boolean): Rows => (...input) =>
  deadlineRows(...input).map((write) => (write.row !== undefined && isLost(write.row) ? { ...write, row: { ...write.row, kind: null, due_on: null, until_on: null } } : write));

describe('a simulated year', () => {
  const year = simulateYear({ seed: SEED, authorizations: AUTHORIZATIONS });

  it('was a year: many approvals lapsed unused, the service was down, the daily run left out, the clock went back, messages came twice', () => {
    expect(year.submitted).toBe(AUTHORIZATIONS);
    expect(year.approved).toBeGreaterThan(AUTHORIZATIONS * 0.8);
    expect(year.lapsedUnused).toBeGreaterThan(AUTHORIZATIONS / 5);
    expect(year.daysDown).toBeGreaterThan(20);
    expect(year.sweeps).toBeLessThan(365 - year.daysDown);
    expect(year.clockWentBack).toBeGreaterThan(10);
    expect(year.duplicates).toBeGreaterThan(AUTHORIZATIONS / 2);
    process.stdout.write(`a year: ${year.authorizations} authorizations, ${year.submitted} submitted, ${year.approved} approved, ${year.events} events, ${year.daysDown} days down, ${year.sweeps} daily runs, ${year.clockWentBack} days on which the clock had gone back, ${year.duplicates} duplicates; ${year.lapsedUnused} lapsed unused, ${year.silent.length} silently\n`);
  });

  it('let no approval lapse silently', () => {
    expect(year.silent).toEqual([]);
  });

  it('warned of each while it was near, wherever somebody could look', () => {
    expect(year.unwarned).toEqual([]);
  });

  it('expired none while a reading of the sources still counted the day, and accused none that was used or taken back', () => {
    expect({ tooEarly: year.tooEarly, falseAlarms: year.falseAlarms }).toEqual({ tooEarly: [], falseAlarms: [] });
  });

  it('said nothing new when the daily run came twice, and its rows are those of a fresh fold', () => {
    expect({ notIdempotent: year.notIdempotent, notRebuilt: year.notRebuilt }).toEqual({ notIdempotent: [], notRebuilt: [] });
  });

  it.each([
    ['does not count the program\'s days where the payer stated none', without(({ kind, until_on }) => kind === 'approval-expires' && until_on !== null)],
    ['forgets an approval once it has lapsed', without(({ kind }) => kind === 'expired')],
    ['leaves out approvals of a closed episode', (...input: Parameters<Rows>) => without(() => input[1].patient.episodes.every(({ closed }) => closed !== undefined))(...input)],
  ] as const)('notices a list that %s', (_, rowsOf) => {
    expect(simulateYear({ seed: SEED, authorizations: FEWER, rowsOf }).silent.length).toBeGreaterThan(0);
  });
});
