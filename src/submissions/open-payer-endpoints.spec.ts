import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigRefusal } from '../platform/config/config';
import { openPayerEndpoints } from './open-payer-endpoints';
import { endpointOf } from './payer-endpoint';

const P384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
const P256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
const ONE = { payer: 'medicare', baseAddress: 'https://payer.example/fhir/', tokenEndpoint: 'https://payer.example/token', clientId: 'c', scope: 'system/Claim.c', algorithm: 'ES384', keyId: 'k', keyFile: 'key.pem' };

describe('the file of payers\' endpoints', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-endpoints-'));
    file = join(folder, 'payer-endpoints.json');
    writeFileSync(join(folder, 'key.pem'), P384, { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const opened = (...endpoints: readonly object[]) => {
    writeFileSync(file, JSON.stringify({ endpoints }));
    return openPayerEndpoints(file);
  };

  it('may be missing', () => {
    expect(openPayerEndpoints(file)).toEqual([]);
  });

  it('is read with what is left out filled in, and the key beside it', () => {
    const [endpoint] = opened(ONE);
    expect(endpoint).toMatchObject({ payer: 'medicare', baseAddress: 'https://payer.example/fhir', timeoutMs: 30_000, attemptsMax: 8 });
    expect(endpoint?.key.asymmetricKeyType).toBe('ec');
    expect(JSON.stringify(endpoint)).not.toContain('PRIVATE');
  });

  it('gives a practice its own before the one for all', () => {
    const endpoints = opened(ONE, { ...ONE, practice: 'riverbend', clientId: 'own' });
    expect([endpointOf(endpoints, 'riverbend', 'medicare')?.clientId, endpointOf(endpoints, 'hillside', 'medicare')?.clientId, endpointOf(endpoints, 'hillside', 'uhc')]).toEqual(['own', 'c', undefined]);
  });

  it.each([
    ['a key that others may read', () => chmodSync(join(folder, 'key.pem'), 0o640), [ONE], 'chmod 600'],
    ['a key of another kind', () => writeFileSync(join(folder, 'key.pem'), P256), [ONE], 'P-384'],
    ['no key', () => rmSync(join(folder, 'key.pem')), [ONE], 'there is no file'],
    ['what is no key', () => writeFileSync(join(folder, 'key.pem'), 'secret words'), [ONE], 'holds no private key'],
    ['an address in the clear', () => undefined, [{ ...ONE, baseAddress: 'http://payer.example/fhir' }], '/endpoints/0/baseAddress'],
    ['an address with a password', () => undefined, [{ ...ONE, tokenEndpoint: 'https://a:b@payer.example/token' }], '/endpoints/0/tokenEndpoint'],
    ['an algorithm that is none of the two', () => undefined, [{ ...ONE, algorithm: 'HS256' }], '/endpoints/0/algorithm'],
    ['a field it does not know', () => undefined, [{ ...ONE, secret: 'x' }], '/endpoints/0/secret'],
    ['a payer twice', () => undefined, [ONE, ONE], '/endpoints/1'],
    ['a time that is none', () => undefined, [{ ...ONE, timeoutMs: 10 }], '/endpoints/0/timeoutMs'],
  ])('stops the start for %s, in one line that quotes no secret', (_, change, endpoints, words) => {
    change();
    let told = '';
    try {
      opened(...endpoints);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigRefusal);
      told = (error as Error).message;
    }
    expect(told).toContain(words);
    expect(told).not.toMatch(/\n|secret words|a:b@/);
  });
});
