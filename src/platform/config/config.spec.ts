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

  it.each([['PORT', '65536'], ['PORT', 'http'], ['LOG_LEVEL', 'loud'], ['PATHGATE_EDI_USAGE', 'p']])('refuses %s=%s by name', (name, value) => {
    expect(() => config({ [name]: value })).toThrow(`${name}=${value}`);
  });
});
