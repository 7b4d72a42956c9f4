import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Networks } from './networks';
import { isUsable, postEvent, type Way } from './post-event';

const REFUSED = [
  '127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '169.254.0.1', '100.64.0.1', '100.100.100.200', '192.0.0.192', '192.0.2.1',
  '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16',
  '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '64:ff9b::7f00:1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '100::1', 'not an address', '',
];
const OPEN = ['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.1', '169.253.1.1', '192.167.1.1', '193.0.0.1', '223.255.255.254', '2606:4700:4700::1111', '2a00:1450:4001:80b::200e'];

describe('networks of webhooks', () => {
  const none = new Networks();
  const named = new Networks(['10.20.0.0/16', '127.0.0.1', 'fd12::/16']);

  it.each(REFUSED)('%s is refused', (address) => expect(none.isOpen(address)).toBe(false));
  it.each(OPEN)('%s is open', (address) => expect(none.isOpen(address)).toBe(true));

  it('opens what the operator names, and nothing beside it', () => {
    expect(['10.20.3.4', '127.0.0.1', 'fd12::9'].map((address) => [named.isOpen(address), named.isNamed(address)])).toEqual(Array(3).fill([true, true]));
    expect(['10.21.0.1', '127.0.0.2', 'fd13::9'].map((address) => named.isOpen(address))).toEqual([false, false, false]);
  });

  it('lets a name be reached by http only where a network is named', () => expect([none, named].map((networks) => isUsable(new URL('http://ehr.example/'), networks))).toEqual([false, true]));

  it.each([
    ['https://ehr.example/hook', true], ['https://[2606:4700:4700::1111]:8443/', true], ['http://10.20.1.1/', true], ['http://ehr.example/', true], ['http://8.8.8.8/', false], ['https://0x7f.1/', false], ['https://017700000001/', false],
    ['https://2130706433/', false], ['https://127.1/', false], ['https://[::1]/', false], ['https://[::ffff:a9fe:a9fe]/', false], ['https://me@ehr.example/', false], ['https://ehr.example/#x', false], ['file:///etc/passwd', false],
  ])('%s may be an address: %s', (address, usable) => expect(isUsable(new URL(address), new Networks(['10.20.0.0/16']))).toBe(usable));
});

describe('a delivery', () => {
  let server: Server;
  let taken = 0;
  let port = 0;
  beforeAll(async () => {
    server = createServer((_, response) => {
      taken += 1;
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => (taken = 0));

  const way = (rest: Partial<Way> = {}): Way => ({ networks: new Networks(), timeoutMs: 2_000, ending: new AbortController().signal, ...rest });
  const leadingTo = (...addresses: readonly string[]) => () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

  it.each([['http:', '127.0.0.1'], ['https:', '127.0.0.1'], ['https:', '10.0.0.1'], ['https:', '169.254.169.254'], ['https:', '::1'], ['http:', '8.8.8.8']])('by %s to a name that leads to %s is refused before anything is sent', async (scheme, address) => {
    expect(await postEvent(new URL(`${scheme}//ehr.example:${port}/`), {}, '{}', way({ resolve: leadingTo(address) }))).toEqual({ code: 'address-refused' });
    expect(taken).toBe(0);
  });

  it('is refused where one of a name\'s addresses is, whatever the others are', async () => {
    expect(await postEvent(new URL(`https://ehr.example:${port}/`), {}, '{}', way({ resolve: leadingTo('8.8.8.8', '127.0.0.1') }))).toEqual({ code: 'address-refused' });
  });

  it('goes to the address that was checked, not to what the name says the next time', async () => {
    let asked = 0;
    const rebinding = (): Promise<readonly { address: string; family: number }[]> => leadingTo(asked++ === 0 ? '127.0.0.1' : '169.254.169.254')();
    expect(await postEvent(new URL(`http://rebinding.example:${port}/`), {}, '{}', way({ networks: new Networks(['127.0.0.1']), resolve: rebinding }))).toEqual({ status: 204 });
    expect([asked, taken]).toEqual([1, 1]);
  });

  it('has an end where a name is never resolved, where it leads nowhere, and when the service ends', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    expect(await postEvent(new URL('https://slow.example/'), {}, '{}', way({ timeoutMs: 50, resolve: never }))).toEqual({ code: 'no-answer' });
    expect(await postEvent(new URL('https://none.example/'), {}, '{}', way({ resolve: () => Promise.reject(new Error('ENOTFOUND')) }))).toEqual({ code: 'not-reached' });
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 20);
    expect(await postEvent(new URL('https://slow.example/'), {}, '{}', way({ resolve: never, ending: ending.signal }))).toEqual({ code: 'no-answer' });
  });
});
