/** What a provider signs is verified whole: issuer, audience, end, nonce, algorithm, key. Against a provider that lies, one thing at a time. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { sessionSettings } from '../../src/platform/auth/session-settings';
import { describeSqlite } from '../support/engines';
import { CLIENT } from '../support/openid-provider/start-provider';
import { newAccount, newBrowser } from './support/browser';
import { startService, type Service } from './support/service';
import { expectStatus } from './support/story';

const ORIGIN = 'https://pathgate.example';

interface Lie {
  readonly claims?: JWTPayload;
  readonly key?: CryptoKey | Uint8Array;
  readonly alg?: string;
  readonly kid?: string | null;
  readonly unsigned?: true;
}

describeSqlite('a token of a provider', (under) => {
  let service: Service;
  let server: Server;
  let issuer: string;
  let keys: { readonly own: CryptoKey; readonly other: CryptoKey; readonly elliptic: CryptoKey };
  let lie: Lie = {};
  let nonce = '';
  let addresses = 0;

  beforeAll(async () => {
    const [own, other, elliptic] = [await generateKeyPair('RS256', { extractable: true }), await generateKeyPair('RS256'), await generateKeyPair('ES256', { extractable: true })];
    keys = { own: own.privateKey, other: other.privateKey, elliptic: elliptic.privateKey };
    const published = [{ ...await exportJWK(own.publicKey), kid: 'one', alg: 'RS256', use: 'sig' }, { ...await exportJWK(elliptic.publicKey), kid: 'curve', alg: 'ES256', use: 'sig' }];
    server = createServer((request, response) => {
      const say = (body: object): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/.well-known/openid-configuration') {
        say({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] });
      } else if (request.url === '/jwks') say({ keys: published });
      else token().then((idToken) => say({ access_token: 'opaque', token_type: 'Bearer', expires_in: 60, id_token: idToken }), () => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], { proxies: 1, sessions: sessionSettings(15, 12, ORIGIN), openId: { ...CLIENT, issuer, claim: 'preferred_username' } });
    await newAccount(service, 'nurse', 'jo.vargas');
  });
  afterAll(async () => {
    await service.close();
    await new Promise((resolve) => server.close(resolve));
  });

  function token(): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const { claims = {}, key = keys.own, alg = 'RS256', kid = 'one', unsigned } = lie;
    const all = { iss: issuer, aud: CLIENT.clientId, sub: 'jo', nonce, iat: now, exp: now + 60, preferred_username: 'jo.vargas', ...claims };
    if (unsigned === true) return Promise.resolve(new UnsecuredJWT(all).encode());
    return new SignJWT(all).setProtectedHeader({ alg, ...(kid !== null && { kid }) }).sign(key);
  }

  /** Where the browser is sent when it comes back with such a token. */
  async function ends(told: Lie): Promise<string | null> {
    const browser = newBrowser(service, { 'x-forwarded-for': `10.3.0.${++addresses}` });
    const left = expectStatus(await browser.call('GET', '/v1/session/openid'), 302);
    const { searchParams } = new URL(left.headers.get('location') ?? '');
    const [cookie = ''] = (left.headers.getSetCookie()[0] ?? '').split(';');
    nonce = searchParams.get('nonce') ?? '';
    lie = told;
    browser.cookie = '';
    return (await browser.call('GET', `/v1/session/openid/callback?code=anything&state=${searchParams.get('state')}`, undefined, { cookie })).headers.get('location');
  }

  it('that is as it should be opens the account: the control of those below', async () => {
    expect(await ends({})).toBe('/');
  });

  const now = Math.floor(Date.now() / 1000);
  it.each<readonly [string, () => Lie]>([
    ['of another issuer', () => ({ claims: { iss: 'https://id.example' } })],
    ['for another audience', () => ({ claims: { aud: 'someone-else' } })],
    ['for several, made for another', () => ({ claims: { aud: [CLIENT.clientId, 'someone-else'], azp: 'someone-else' } })],
    ['that has expired', () => ({ claims: { iat: now - 7200, exp: now - 3600 } })],
    ['that is not valid yet', () => ({ claims: { nbf: now + 3600 } })],
    ['without an end', () => ({ claims: { exp: undefined } })],
    ['without a beginning', () => ({ claims: { iat: undefined } })],
    ['without a subject', () => ({ claims: { sub: undefined } })],
    ['with the nonce of another journey', () => ({ claims: { nonce: 'another' } })],
    ['without a nonce', () => ({ claims: { nonce: undefined } })],
    ['signed by somebody else under the right name', () => ({ key: keys.other })],
    ['under a key that is not published', () => ({ kid: 'two' })],
    ['of an algorithm that the provider does not name', () => ({ key: keys.elliptic, alg: 'ES256', kid: 'curve' })],
    ['signed with the client\'s secret', () => ({ key: Buffer.from(CLIENT.clientSecret.padEnd(32, '.')), alg: 'HS256' })],
    ['that nobody signed', () => ({ unsigned: true })],
  ])('%s opens nothing', async (_, told) => {
    expect(await ends(told())).toBe('/#sign-in-refused');
  });
});
