/** The built service as a process: started, ended in order, started again, and refused where it would be unsafe. */
import { randomUUID } from 'node:crypto';
import { newKey } from '../../src/platform/auth/keys';
import { openStore } from '../../src/platform/database/open-store';
import { configOf } from '../support/commits';
import { describeEachEngine, describeSqlite, type DatabaseLocation } from '../support/engines';
import { startServer, type Server } from '../support/server';

const CLIENTS = 32;
const REGISTRATION = JSON.stringify({ name: { family: 'Synthetic', given: 'Kay' }, birthDate: '1970-01-01' });

async function withPractice(location: DatabaseLocation): Promise<string> {
  const store = await openStore(configOf(location));
  const { key, hash } = newKey();
  await store.practices.create({ id: 'spine', name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
  await store.keys.add('spine', { keyId: 'nurse-1', hash, role: 'nurse', label: 'nurse' });
  await store.close();
  return key;
}

describeEachEngine('the service as a process', (under) => {
  let location: DatabaseLocation;
  let key: string;
  let server: Server;
  beforeAll(async () => {
    location = await under.freshDatabase();
    key = await withPractice(location);
    server = await startServer(location);
  });
  afterAll(() => server.kill());

  const register = (idempotencyKey: string): Promise<Response> =>
    fetch(`${server.address}/v1/patients`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': idempotencyKey }, body: REGISTRATION });

  it('ends on SIGTERM with an outcome for every request, and keeps what it acknowledged', async () => {
    const acknowledged: { readonly key: string; readonly text: string }[] = [];
    let answered = 0;
    let ending = false;
    const clients = Array.from({ length: CLIENTS }, async () => {
      for (;;) {
        const idempotencyKey = randomUUID();
        // Refused connections are an outcome: nothing was taken. They may only come once the end was asked for.
        const response = await register(idempotencyKey).catch((error: unknown) => (ending ? undefined : Promise.reject(error as Error)));
        if (response === undefined) return;
        answered += 1;
        expect([201, 503]).toContain(response.status);
        if (response.status === 201) acknowledged.push({ key: idempotencyKey, text: await response.text() });
      }
    });
    while (answered < CLIENTS * 2) await new Promise((resolve) => setTimeout(resolve, 5));
    ending = true;
    expect(await server.stop('SIGTERM')).toBe(0);
    await Promise.all(clients);
    server = await startServer(location);
    for (const { key: repeated, text } of acknowledged.slice(-CLIENTS * 2)) {
      const response = await register(repeated);
      expect([await response.text(), response.headers.get('idempotent-replayed')]).toEqual([text, 'true']);
    }
  }, 120_000);

  it('ends on SIGINT although a client keeps its connection open', async () => {
    await (await register(randomUUID())).text();
    expect(await server.stop('SIGINT')).toBe(0);
    server = await startServer(location);
  });

  it('ends on SIGINT although somebody follows the changes, and tells them so by the end of the stream', async () => {
    const { status, body } = await fetch(`${server.address}/v1/changes`, { headers: { authorization: `Bearer ${key}` } });
    const reader = body?.getReader();
    expect([status, Buffer.from((await reader?.read())?.value ?? []).toString()]).toEqual([200, expect.stringContaining('event: ready')]);
    const started = performance.now();
    expect(await server.stop('SIGINT')).toBe(0);
    expect(performance.now() - started).toBeLessThan(5_000);
    let isOver = false;
    while (!isOver) isOver = (await reader?.read())?.done ?? true;
    server = await startServer(location);
  });
});

describeSqlite('starting', (under) => {
  it.each([
    [{ HOST: '0.0.0.0' }, /BEHIND_PROXY/], [{ PORT: '99999' }, /PORT=99999 is not a port/], [{ PORT: 'x' }, /PORT=x is not a port/], [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL=loud/],
  ])('is refused with %j', async (environment, said) => {
    const location = await under.freshDatabase();
    await withPractice(location);
    await expect(startServer(location, environment)).rejects.toThrow(said);
  });
});
