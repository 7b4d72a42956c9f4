import { sessionSettings } from '../platform/auth/session-settings';
import { relyingPartyOf } from './relying-party';

const at = (host: string | undefined, publicAddress?: string) => relyingPartyOf(sessionSettings(15, 12, publicAddress), { address: '127.0.0.1', requestId: 'r', host });

describe('a passkey belongs to', () => {
  it('the public address, whatever a request says its host is', () => {
    expect(at('evil.example', 'https://pathgate.example')).toEqual({ id: 'pathgate.example', origin: 'https://pathgate.example' });
  });

  it('this machine by its name, where there is no public address', () => {
    expect(at('localhost:3000')).toEqual({ id: 'localhost', origin: 'http://localhost:3000' });
  });

  it.each([['127.0.0.1:3000'], ['[::1]:3000'], ['pathgate.example'], ['localhost.evil.example'], [undefined]])('nobody at %s', (host) => {
    expect(at(host)).toMatchObject({ code: 'passkeys-need-name' });
  });
});
