import { addressOfSecret, newOneTimeSecret, stepOfCode } from './one-time-codes';

/** The key of RFC 6238, appendix B ("12345678901234567890"), in base 32; its eight-digit codes end in these six. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

describe('a one-time code', () => {
  it.each([[59, '287082', 1], [1_111_111_109, '081804', 37_037_036], [1_234_567_890, '005924', 41_152_263], [2_000_000_000, '279037', 66_666_666]])('of second %i is that of the standard', (second, code, step) => {
    expect(stepOfCode(RFC_SECRET, code, at(second))).toBe(step);
  });

  it('counts one step before and after its own, and no longer', () => {
    expect([-31, -30, 0, 29, 59, 60].map((seconds) => stepOfCode(RFC_SECRET, '005924', at(1_234_567_890 + seconds)))).toEqual([undefined, 41_152_263, 41_152_263, 41_152_263, 41_152_263, undefined]);
  });

  it('belongs to its secret, which is new each time and 160 bits long', () => {
    const secret = newOneTimeSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newOneTimeSecret()).not.toBe(secret);
    expect(stepOfCode(secret, '005924', at(1_234_567_890)) === undefined || secret === RFC_SECRET).toBe(true);
    expect(addressOfSecret(RFC_SECRET, 'jo@example')).toBe(`otpauth://totp/Pathgate:jo%40example?issuer=Pathgate&secret=${RFC_SECRET}&algorithm=SHA1&digits=6&period=30`);
  });
});
