import { REQUEST_LIMITS } from '../throttle/request-limits';
import { ConfigRefusal, readConfig } from './config';
import { dataLocation } from './data-location';

const NO_FILE = (): boolean => false;
const config = (environment: Record<string, string>) => readConfig(environment, dataLocation(environment, NO_FILE));

describe('the configuration', () => {
  it('listens on this machine only, on port 3000, and serves the demo practice where there is none', () => {
    expect(config({})).toMatchObject({ host: '127.0.0.1', port: 3000, logLevel: 'info', x12Usage: 'T', demo: true, store: { kind: 'sqlite', file: 'data/demo.db' } });
  });

  it('serves a practice that is named, or that init has made', () => {
    expect(config({ PATHGATE_DATABASE: 'postgres://pathgate@db/pathgate' })).toMatchObject({ demo: false, store: { kind: 'postgres', url: 'postgres://pathgate@db/pathgate' } });
    expect(readConfig({}, dataLocation({ PATHGATE_DATA: 'elsewhere' }, (file) => file === 'elsewhere/pathgate.db'))).toMatchObject({ demo: false, store: { file: 'elsewhere/pathgate.db' } });
  });

  it('listens beyond this machine only behind a proxy', () => {
    expect(() => config({ HOST: '0.0.0.0' })).toThrow(ConfigRefusal);
    expect(() => config({ HOST: '0.0.0.0', BEHIND_PROXY: 'yes' })).toThrow(/in the clear/);
    expect(config({ HOST: '0.0.0.0', BEHIND_PROXY: '1' }).host).toBe('0.0.0.0');
  });

  it('signs people off after a quarter of an hour of nothing, and after twelve hours at most', () => {
    expect(config({}).sessions).toEqual({ idleSeconds: 900, longestSeconds: 43_200, publicAddress: undefined, isSecure: false });
    expect(config({ PATHGATE_IDLE_MINUTES: '5', PATHGATE_SESSION_HOURS: '8' }).sessions).toMatchObject({ idleSeconds: 300, longestSeconds: 28_800 });
  });

  it('says that cookies go by TLS only where browsers come by TLS', () => {
    expect(config({ BEHIND_PROXY: '1' })).toMatchObject({ proxies: 1, sessions: { isSecure: true } });
    expect(config({ PATHGATE_PUBLIC_ADDRESS: 'https://pathgate.example/' }).sessions).toMatchObject({ publicAddress: 'https://pathgate.example', isSecure: true });
    expect(config({ BEHIND_PROXY: '1', PATHGATE_PUBLIC_ADDRESS: 'http://localhost:8080' }).sessions.isSecure).toBe(false);
    expect(config({})).toMatchObject({ proxies: 0 });
  });

  it('limits how much is asked, and takes other limits', () => {
    expect(config({}).limits).toEqual(REQUEST_LIMITS);
    expect(config({ PATHGATE_CLIENT_REQUESTS_PER_MINUTE: '600', PATHGATE_PRACTICE_REQUESTS_PER_MINUTE: '6000', PATHGATE_WRONG_KEYS_PER_MINUTE: '30' }).limits).toEqual({ clientPerMinute: 600, practicePerMinute: 6000, wrongKeysPerMinute: 30 });
    for (const text of ['0', '-1', '1.5', 'many', '10000001']) expect(() => config({ PATHGATE_CLIENT_REQUESTS_PER_MINUTE: text })).toThrow(/PATHGATE_CLIENT_REQUESTS_PER_MINUTE/);
  });

  it('knows a provider of OpenID Connect when all of it is said, and refuses half of it without its secret', () => {
    const whole = { PATHGATE_OPENID_ISSUER: 'https://id.example', PATHGATE_OPENID_CLIENT_ID: 'pathgate', PATHGATE_OPENID_CLIENT_SECRET: 'hidden-from-all' };
    expect(config({}).openId).toBeNull();
    expect(config(whole).openId).toEqual({ issuer: 'https://id.example', clientId: 'pathgate', clientSecret: 'hidden-from-all', claim: 'preferred_username' });
    expect(config({ ...whole, PATHGATE_OPENID_CLAIM: 'email' }).openId?.claim).toBe('email');
    expect(() => config({ PATHGATE_OPENID_CLIENT_SECRET: 'hidden-from-all' })).toThrow(/^(?!.*hidden-from-all).*go together/);
    expect(() => config({ ...whole, PATHGATE_OPENID_ISSUER: 'http://id.example' })).toThrow('is not the https address');
  });

  it.each([['PORT', '65536'], ['PATHGATE_IDLE_MINUTES', '0'], ['PATHGATE_IDLE_MINUTES', '721'], ['PATHGATE_SESSION_HOURS', '13'], ['PATHGATE_PUBLIC_ADDRESS', 'http://pathgate.example'], ['PATHGATE_PUBLIC_ADDRESS', 'https://pathgate.example/app'], ['PORT', 'http'], ['LOG_LEVEL', 'loud'], ['PATHGATE_EDI_USAGE', 'p']])('refuses %s=%s by name', (name, value) => {
    expect(() => config({ [name]: value })).toThrow(`${name}=${value}`);
  });
});
