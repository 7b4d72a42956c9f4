import { retryAfterMs } from '../../clients/typescript/src/repeat';

describe('Retry-After', () => {
  const now = Date.parse('2026-10-01T17:00:00Z');
  it.each([
    ['3', 3000], ['0', 0], ['Thu, 01 Oct 2026 17:00:05 GMT', 5000], ['Thu, 01 Oct 2026 16:00:00 GMT', 0], ['soon', undefined], [null, undefined],
  ])('%s is %s ms', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms));
});
