/** What changes, as it changes, over real HTTP: soon after every commit, on every node, resumed where a reader left, and ended when it must. */
import { setTimeout as delay } from 'node:timers/promises';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { newPerson } from './support/browser';
import { startService, type Service } from './support/service';
import { EPISODE, expectStatus, register } from './support/story';

const SOON_MS = 2_000;

interface Told {
  readonly event: string;
  readonly id: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

/** A reader of server-sent events. */
class Listener {
  readonly told: Told[] = [];
  ended = false;
  private readonly aborting = new AbortController();

  static async open(service: Service, { lastEventId, key = service.keyOf('auth-staff'), cookie }: { readonly lastEventId?: string; readonly key?: string; readonly cookie?: string } = {}): Promise<Listener> {
    const listener = new Listener();
    const response = await fetch(`${service.address}/v1/changes`, { signal: listener.aborting.signal, headers: { ...(cookie === undefined ? { authorization: `Bearer ${key}` } : { cookie }), accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) } });
    if (response.status !== 200) throw new Error(await response.text());
    expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual(['text/event-stream', 'no-store']);
    void listener.read(response);
    await listener.until(() => listener.told.length > 0);
    return listener;
  }

  async until(holds: () => boolean, withinMs = SOON_MS): Promise<void> {
    for (const start = performance.now(); !holds();) {
      if (performance.now() - start > withinMs) throw new Error(`not within ${withinMs} ms; told ${JSON.stringify(this.told)}`);
      await delay(20);
    }
  }

  close(): void {
    this.aborting.abort();
  }

  private async read({ body }: Response): Promise<void> {
    let text = '';
    try {
      for await (const chunk of body ?? []) {
        text += Buffer.from(chunk as Uint8Array).toString();
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const fields = new Map(text.slice(0, end).split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
          text = text.slice(end + 2);
          if (fields.has('event')) this.told.push({ event: fields.get('event') ?? '', id: fields.get('id') ?? '', data: JSON.parse(fields.get('data') ?? 'null') });
        }
      }
    } catch { /* It was closed here, or cut off there. */ }
    this.ended = true;
  }
}

describeEachEngine('changes', (under) => {
  let location: DatabaseLocation;
  let service: Service;
  const listeners: Listener[] = [];
  const listen = async (...options: Parameters<typeof Listener.open>): Promise<Listener> => {
    const listener = await Listener.open(...options);
    listeners.push(listener);
    return listener;
  };

  beforeAll(async () => {
    service = await startService(location = await under.freshDatabase());
  });
  afterEach(() => listeners.splice(0).forEach((listener) => listener.close()));
  afterAll(() => service.close());

  it('are told within two seconds of the commit: which patient, which version, what types of events, and nothing else', async () => {
    const listener = await listen(service);
    expect(listener.told[0]).toMatchObject({ event: 'ready', data: {} });
    const patientId = await register(service);
    await listener.until(() => listener.told.length > 1);
    expect(listener.told[1]).toEqual({ event: 'change', id: expect.stringMatching(/^\d+$/) as unknown, data: { patientId, version: 1, types: ['PatientRegistered'] } });
    const { version } = expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, EPISODE), 201).body;
    await listener.until(() => listener.told.some(({ data }) => data.version === version));
    expect(listener.told.at(-1)?.data).toMatchObject({ patientId, types: ['EpisodeOpened', 'StepAssessed'] });
    expect(JSON.stringify(listener.told)).not.toMatch(/Zanzibar|Quillon|MRN/);
  });

  it('are of the own practice alone; what its own log says has a word of its own', async () => {
    const [own, other] = [await listen(service, { key: service.keyOf('nurse', 'hillside') }), await listen(service)];
    const patientId = await register(service, { practice: 'hillside' });
    expectStatus(await service.call('POST', '/v1/practitioners', { name: { family: 'Feld', given: 'Ada' } }, { role: 'admin', practice: 'hillside' }), 201);
    await own.until(() => own.told.some(({ event }) => event === 'practice'));
    expect(own.told.find(({ event }) => event === 'change')?.data.patientId).toBe(patientId);
    expect(own.told.at(-1)).toMatchObject({ event: 'practice', data: { version: 1, types: [expect.any(String)] } });
    await register(service);
    await other.until(() => other.told.length > 1);
    expect(JSON.stringify(other.told)).not.toContain(patientId);
  });

  it('go on after the last event that came, without one lost or told twice; or say that all is to be read anew', async () => {
    const before = await listen(service);
    const first = await register(service);
    await before.until(() => before.told.length > 1);
    before.close();
    const missed = [await register(service), await register(service)];
    const after = await listen(service, { lastEventId: before.told[1]?.id });
    const next = await register(service);
    await after.until(() => after.told.length >= 4);
    expect(after.told.map(({ event, data }) => [event, data.patientId])).toEqual([['ready', undefined], ...[...missed, next].map((id) => ['change', id])]);
    expect(JSON.stringify(after.told)).not.toContain(first);
    for (const lastEventId of ['999999999', 'nonsense', '-1']) expect((await listen(service, { lastEventId })).told[0]).toMatchObject({ event: 'reset', id: expect.stringMatching(/^\d+$/) as unknown });
  });

  it('are told once each to readers who come while many write', async () => {
    const registered: Promise<string>[] = [];
    const readers: Listener[] = [];
    for (let i = 0; i < 30; i++) {
      registered.push(register(service));
      if (i % 10 === 5) readers.push(await listen(service));
    }
    const last = (await Promise.all(registered)).at(-1);
    const [reader] = readers;
    await reader?.until(() => reader.told.some(({ data }) => data.patientId === last));
    for (const { told } of readers) {
      const ids = told.filter(({ event }) => event === 'change').map(({ id }) => Number(id));
      expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      const since = Number(told[0]?.id);
      const rows = await service.store.sql.of('riverbend').query("SELECT stream_id FROM event WHERE practice_id = 'riverbend' AND feed > ? ORDER BY feed", [since]);
      expect(new Set(told.slice(1).map(({ data }) => data.patientId))).toEqual(new Set(rows.map(({ stream_id }) => stream_id)));
    }
  });

  it('end for a key that was revoked, within ten seconds', async () => {
    const second = await startService(location);
    const key = second.keyOf('biller');
    const listener = await listen(service, { key });
    const [row] = (await second.store.keys.list('riverbend')).filter(({ keyId, role }) => role === 'biller' && keyId !== 'riverbend-biller');
    await second.store.keys.revoke('riverbend', row?.keyId ?? '');
    await listener.until(() => listener.ended, 10_000);
    await second.close();
  }, 30_000);

  it('stay with somebody who is signed in, and end with the session and with the role', async () => {
    const [leaves, stays, moves] = [await newPerson(service, 'nurse'), await newPerson(service, 'nurse'), await newPerson(service, 'nurse')];
    const [left, stayed, moved] = await Promise.all([leaves, stays, moves].map(({ browser: { cookie } }) => listen(service, { cookie })));
    expectStatus(await leaves.browser.call('DELETE', '/v1/session'), 204);
    expectStatus(await service.call('PUT', `/v1/accounts/${moves.accountId}`, { role: 'biller' }, { role: 'admin' }), 200);
    await left?.until(() => left.ended, 10_000);
    await moved?.until(() => moved.ended, 10_000);
    const patientId = await register(service);
    await stayed?.until(() => stayed.told.some(({ data }) => data.patientId === patientId));
    expect(stayed?.ended).toBe(false);
  }, 40_000);

  it('are not opened by who only asks for the head of the answer', async () => {
    for (let asked = 0; asked < 210; asked++) expect((await fetch(`${service.address}/v1/changes`, { method: 'HEAD', headers: { authorization: `Bearer ${service.keyOf('nurse', 'hillside')}` } })).status).toBe(200);
    const listener = await Listener.open(service, { key: service.keyOf('nurse', 'hillside') });
    listener.close();
  });

  it('are not for everybody, and are an event stream or nothing', async () => {
    expect((await service.get('/v1/changes', { role: 'patient-link' })).body.code).toBe('not-allowed');
    expect((await service.get('/v1/changes', { headers: { accept: 'application/json' } })).body.code).toBe('not-acceptable');
    expect((await fetch(`${service.address}/v1/changes`)).status).toBe(401);
    const audited = await service.store.sql.of('hillside').query("SELECT actor_id FROM audit WHERE action = 'follow-changes' AND practice_id = 'hillside'");
    expect(audited[0]?.['actor_id']).toBe('hillside-nurse');
  });

  it('end with the service, which does not wait for them; elsewhere what was written is told all the same', async () => {
    const second = await startService(location);
    const [here, there] = [await listen(service), await listen(second)];
    // SQLite is one process's: there both services are in this one, over one file.
    const patientId = await register(second);
    for (const listener of [here, there]) await listener.until(() => listener.told.some(({ data }) => data.patientId === patientId));
    const started = performance.now();
    await second.close();
    expect(performance.now() - started).toBeLessThan(3_000);
    await there.until(() => there.ended);
    expect(here.ended).toBe(false);
    const again = await register(service);
    await here.until(() => here.told.some(({ data }) => data.patientId === again));
  });
});
