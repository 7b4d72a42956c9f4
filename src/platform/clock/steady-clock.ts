import type { Instant } from '../../../machines/kernel/ids';
import type { Clock } from './clock';

/**
 * A clock that never goes back while the process runs: what is recorded later has no earlier instant, whoever sets the machine's clock.
 * Set back, it goes on by the time that has passed since, until the machine's clock has caught up; `onBack` hears it once each time.
 */
export function steadyClock(wall: Clock, elapsedMs: () => number, onBack: (seconds: number) => void): Clock {
  let last: Instant = wall.now();
  let lastElapsedMs = elapsedMs();
  let isBehind = false;
  return {
    now: () => {
      const [now, nowElapsedMs] = [wall.now(), elapsedMs()];
      const passedMs = Math.max(0, Math.floor(nowElapsedMs - lastElapsedMs));
      if (now < last && !isBehind) onBack(Math.ceil((Date.parse(last) - Date.parse(now)) / 1_000));
      isBehind = now < last;
      // Whole milliseconds only: what is left over counts towards the next.
      lastElapsedMs = isBehind ? lastElapsedMs + passedMs : nowElapsedMs;
      last = isBehind ? new Date(Date.parse(last) + passedMs).toISOString() : now;
      return last;
    },
  };
}
