/** The client's assertion against a token endpoint in another process: both algorithms, one use each, and what is not taken. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { AccessTokens, openPayerEndpoints, type PayerEndpoint } from '../../src/submissions';
import { startReceiver, type Receiver } from '../support/payer-receiver/start-receiver';

const SIGNAL = AbortSignal.timeout(60_000);

describe.each(['ES384', 'RS384'] as const)('access to a payer with %s', (algorithm) => {
  let receiver: Receiver;
  let endpoint: PayerEndpoint;
  let nowMs: number;
  let newId: () => string;
  const tokens = (): AccessTokens => new AccessTokens({ now: () => new Date(nowMs).toISOString() }, () => newId());

  beforeAll(async () => {
    receiver = await startReceiver({ algorithm });
    endpoint = openPayerEndpoints(receiver.endpointsFile)[0] as PayerEndpoint;
  });
  beforeEach(async () => {
    nowMs = Date.now();
    newId = randomUUID;
    await receiver.setNow(new Date(nowMs).toISOString());
  });
  afterAll(() => receiver.stop());

  it('is given for a signed assertion, and kept until shortly before its end', async () => {
    const kept = tokens();
    const first = await kept.tokenFor(endpoint, SIGNAL);
    expect(first).toMatchObject({ value: expect.any(String), endsAtMs: nowMs + 270_000 });
    nowMs += 269_999;
    expect(await kept.tokenFor(endpoint, SIGNAL)).toBe(first);
    nowMs += 1;
    await receiver.setNow(new Date(nowMs).toISOString());
    expect(await kept.tokenFor(endpoint, SIGNAL)).not.toEqual(first);
  });

  it.each([
    ['of a key that is not registered', () => ({ ...endpoint, key: (algorithm === 'ES384' ? generateKeyPairSync('ec', { namedCurve: 'P-384' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })).privateKey })],
    ['of another client', () => ({ ...endpoint, clientId: 'somebody' })],
    ['for another scope', () => ({ ...endpoint, scope: 'system/*.*' })],
    ['for another audience', () => ({ ...endpoint, tokenEndpoint: `${endpoint.tokenEndpoint}?` })],
  ])('is refused for an assertion %s', async (_, changed) => {
    expect(await tokens().tokenFor(changed(), SIGNAL)).toEqual({ code: 'token-refused', isFinal: true, httpStatus: 400 });
  });

  it('is refused for an assertion that was used before, or is over', async () => {
    newId = () => `the-same-${algorithm}`;
    expect(await tokens().tokenFor(endpoint, SIGNAL)).toHaveProperty('value');
    expect(await tokens().tokenFor(endpoint, SIGNAL)).toMatchObject({ code: 'token-refused' });
    newId = randomUUID;
    await receiver.setNow(new Date(nowMs + 3_600_000).toISOString());
    expect(await tokens().tokenFor(endpoint, SIGNAL)).toMatchObject({ code: 'token-refused' });
    expect((await receiver.state()).tokensRefused).toContain('jti-used');
  });
});
