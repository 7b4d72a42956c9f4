import { Keys, newKey, type KeyHolder } from './keys';

const HOLDER: KeyHolder = { practice: 'p', actor: 'nurse-1', role: 'nurse', timeZone: 'America/Chicago', demo: false };

describe('a practice key', () => {
  const { key, hash } = newKey();
  const header = `Bearer ${key}`;
  let nowMs = 0;
  let revoked = false;
  let looked = 0;
  const keys = new Keys((asked) => {
    looked += 1;
    return Promise.resolve(asked.equals(hash) && !revoked ? HOLDER : undefined);
  }, (asked) => Promise.resolve(asked.equals(hash) && revoked ? { holder: HOLDER, ended: 'revoked' } : undefined), () => nowMs);

  it('that was used opens without being looked up, and stops within ten seconds of being revoked', async () => {
    expect(await keys.holderOf(header)).toEqual(HOLDER);
    revoked = true;
    nowMs = 9_999;
    expect([keys.holderOf(header), looked]).toEqual([HOLDER, 1]);
    nowMs = 10_000;
    expect([await keys.holderOf(header), looked]).toEqual([undefined, 2]);
    expect(await keys.formerHolderOf(header)).toEqual({ holder: HOLDER, ended: 'revoked' });
  });

  it('that does not open is looked up each time, so that it opens as soon as it may', async () => {
    expect(await keys.holderOf(header)).toBeUndefined();
    revoked = false;
    expect(await keys.holderOf(header)).toEqual(HOLDER);
  });

  it('is known by its whole value', async () => {
    const other = key.endsWith('A') ? `${key.slice(0, -1)}B` : `${key.slice(0, -1)}A`;
    expect(await keys.holderOf(`Bearer ${other}`)).toBeUndefined();
    expect(keys.holderOf(`Bearer ${key}x`)).toBeUndefined();
  });
});
