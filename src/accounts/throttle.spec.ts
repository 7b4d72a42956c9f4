import { networkOf } from '../platform/http/network-of';
import { afterFailure, BY_ADDRESS, BY_NAME, waitSeconds, type Limit } from './throttle';
import type { Attempts } from '../platform/database/sign-in-attempts';

const START = Date.parse('2026-10-01T17:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
/** So many failures, each as soon as it is possible; the waits before each next one. */
function waitsOf(limit: Limit, failures: number): readonly number[] {
  let attempts: Attempts | undefined;
  let second = 0;
  return Array.from({ length: failures }, () => {
    attempts = afterFailure(attempts, limit, at(second));
    const wait = waitSeconds(attempts, limit, at(second));
    second += wait;
    return wait;
  });
}

describe('attempts to sign in', () => {
  it('cost nothing while there are few, then a wait that doubles up to a quarter of an hour', () => {
    expect(waitsOf(BY_NAME, 12)).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    expect(waitsOf(BY_ADDRESS, 31).slice(-3)).toEqual([0, 30, 60]);
  });

  it('are told how long, to the second', () => {
    const attempts = { failures: 5, failedAt: at(0) };
    expect([0, 0.2, 29.5, 30, 31].map((second) => waitSeconds(attempts, BY_NAME, at(second)))).toEqual([30, 30, 1, 0, 0]);
  });

  it('are forgotten after a day by name, after an hour by address', () => {
    const attempts = { failures: 40, failedAt: at(0) };
    expect(afterFailure(attempts, BY_NAME, at(86_399))).toEqual({ failures: 41, failedAt: at(86_399) });
    expect(afterFailure(attempts, BY_NAME, at(86_400))).toEqual({ failures: 1, failedAt: at(86_400) });
    expect(afterFailure(attempts, BY_ADDRESS, at(3600)).failures).toBe(1);
  });
});

describe('an address counts', () => {
  it.each([
    ['10.0.0.7', '10.0.0.7'], ['::ffff:10.0.0.7', '10.0.0.7'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:db8:1:2::9', '2001:db8:1:2'], ['2001:0DB8:1::9', '2001:db8:1:0'],
    ['::1', '0:0:0:0'], ['fe80::1%eth0', 'fe80:0:0:0'], ['', ''],
  ])('%s with its network', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
