import { scryptSync } from 'node:crypto';
import { faultOfPassword, hashPassword, isPassword, newOneTimePassword, NOBODYS_PASSWORD } from './passwords';

describe('a password', () => {
  it('is known by a salted hash that holds its own parameters', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(first).toMatch(/^scrypt\$15\$8\$3\$[A-Za-z0-9_-]{22}\$[A-Za-z0-9_-]{43}$/);
    expect(first).not.toBe(second);
    expect(await Promise.all([isPassword('correct horse battery', first), isPassword('correct horse batterY', first), isPassword('', first)])).toEqual([true, false, false]);
  });

  it('is still known when it was hashed with other parameters', async () => {
    const salt = Buffer.from('salt of long ago');
    const stored = ['scrypt', 10, 8, 1, salt.toString('base64url'), scryptSync('correct horse battery', salt, 32, { N: 1024, r: 8, p: 1 }).toString('base64url')].join('$');
    expect(await isPassword('correct horse battery', stored)).toBe(true);
  });

  it('is the same however its characters are composed', async () => {
    expect(await isPassword('cafe\u0301 au lait, s\u0327il vous', await hashPassword('caf\u00e9 au lait, \u015fil vous'))).toBe(true);
  });

  it('is nobody\'s where the hash is none, or that of nobody', async () => {
    expect(await Promise.all([isPassword('x', 'x'), isPassword('x', ''), isPassword('', NOBODYS_PASSWORD)])).toEqual([false, false, false]);
  });

  it.each([
    ['short of one', 'elevenchars', 'too-short'], ['as long as needed', 'twelve chars', undefined], ['counted in characters, not in units', '\u{1F600}'.repeat(11), 'too-short'],
    ['as long as is read', 'x'.repeat(256), undefined], ['longer', 'x'.repeat(257), 'too-long'], ['of the name', 'my-JVARGAS-2026', 'holds-name'], ['of the person', 'Jo Vargas forever', 'holds-name'],
    ['of a very short name', 'an ox in the field', undefined],
  ])('that is %s', (_, password, fault) => {
    expect(faultOfPassword(password, ['jvargas', 'Jo Vargas', 'ox'])).toBe(fault);
  });

  it('that is given once is new each time, can be read aloud and is long enough', () => {
    const given = Array.from({ length: 200 }, newOneTimePassword);
    expect(new Set(given).size).toBe(given.length);
    for (const each of given) expect([each, /^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/.test(each), faultOfPassword(each, [])]).toEqual([each, true, undefined]);
  });
});
