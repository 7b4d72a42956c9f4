import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigRefusal } from '../platform/config/config';
import { openCdsClients } from './open-cds-clients';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const KEY = publicKey.export({ format: 'jwk' });
const ONE = { id: 'county-ehr', issuer: 'https://ehr.example', practice: 'riverbend', algorithms: ['ES384'], keys: [KEY] };

describe('the file of EHRs that may ask', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-cds-'));
    file = join(folder, 'cds-clients.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const opened = (clients: readonly object[], more: object = {}) => {
    writeFileSync(file, JSON.stringify({ baseAddress: 'https://pathgate.example/', clients, ...more }));
    return openCdsClients(file);
  };

  it('may be missing: then nobody may ask', () => {
    expect(openCdsClients(file)).toMatchObject({ clients: [] });
  });

  it('is read with what is left out filled in', () => {
    expect(opened([ONE, { ...ONE, id: 'other', issuer: 'https://other.example', keys: undefined, keySetAddress: 'https://other.example/jwks', source: 'fhir-r4', chartNumberSystem: 'urn:oid:1' }])).toEqual({
      baseAddress: 'https://pathgate.example', answerMsMax: 1_000,
      clients: [
        { id: 'county-ehr', issuer: 'https://ehr.example', practice: 'riverbend', algorithms: ['ES384'], keys: expect.any(Function) },
        { id: 'other', issuer: 'https://other.example', practice: 'riverbend', algorithms: ['ES384'], keys: expect.any(Function), source: 'fhir-r4', chartNumberSystem: 'urn:oid:1' },
      ],
    });
  });

  it.each<[string, readonly object[], object, string]>([
    ['an own address in the clear', [ONE], { baseAddress: 'http://pathgate.example' }, '/baseAddress'],
    ['keys in the clear', [{ ...ONE, keys: undefined, keySetAddress: 'http://ehr.example/jwks' }], {}, '/clients/0/keySetAddress'],
    ['neither keys nor their address', [{ ...ONE, keys: undefined }], {}, '/clients/0'],
    ['both', [{ ...ONE, keySetAddress: 'https://ehr.example/jwks' }], {}, '/clients/0'],
    ['a private key', [{ ...ONE, keys: [privateKey.export({ format: 'jwk' })] }], {}, '/clients/0/keys'],
    ['a shared secret', [{ ...ONE, keys: [{ kty: 'oct', k: 'x' }] }], {}, '/clients/0/keys'],
    ['no key', [{ ...ONE, keys: [] }], {}, '/clients/0/keys'],
    ['an algorithm of shared secrets', [{ ...ONE, algorithms: ['HS256'] }], {}, '/clients/0/algorithms'],
    ['no algorithm', [{ ...ONE, algorithms: [] }], {}, '/clients/0/algorithms'],
    ['an issuer twice', [ONE, { ...ONE, id: 'other' }], {}, '/clients/1'],
    ['an id twice', [ONE, { ...ONE, issuer: 'https://other.example' }], {}, '/clients/1'],
    ['a field it does not know', [{ ...ONE, secret: 'x' }], {}, '/clients/0/secret'],
    ['a time that is none', [ONE], { answerMsMax: 1 }, '/answerMsMax'],
  ])('stops the start for %s, in one line', (_, clients, more, words) => {
    let told = '';
    try {
      opened(clients, more);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigRefusal);
      told = (error as Error).message;
    }
    expect(told).toContain(words);
    expect(told).not.toContain('\n');
    expect(told).not.toContain(String(privateKey.export({ format: 'jwk' }).d));
  });
});
