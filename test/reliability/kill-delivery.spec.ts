/**
 * kill -9 of the whole service between sending a request and recording its answer: it is sent again under the same number with the same
 * bytes, the payer decides it once, and its answer is on record once.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { newKey } from '../../src/platform/auth/keys';
import type { Role } from '../../src/platform/auth/permissions';
import { todayIn } from '../../src/platform/clock/clock';
import { openStore } from '../../src/platform/database/open-store';
import { configOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';
import { startReceiver } from '../support/payer-receiver/start-receiver';
import { startServer, type Server } from '../support/server';
import { tiered } from '../support/tier';
import { recordDirectory, requested, type Requested, type Speaker } from '../api/support/requested';

const CYCLES = tiered(2, 10);
const REQUESTS = 4;
const MINUTES = 60_000;
const ANSWER_MS = 600;
/** Before, around and after the moment at which the answers arrive. */
const killAfterMs = (cycle: number): number => [100, ANSWER_MS, 300, ANSWER_MS + 20, ANSWER_MS + 5][cycle % 5] ?? 0;
const ZONE = 'America/Chicago';
const SPOKEN: readonly Role[] = ['clinician', 'auth-staff', 'admin'];

describeEachEngine('kill -9 of the service while it sends', (under) => {
  it(`asks the payer once and records its answer once, over ${CYCLES} deaths`, async () => {
    const location = await under.freshDatabase();
    const receiver = await startReceiver({ attemptsMax: 20 });
    const store = await openStore(configOf(location));
    await store.practices.create({ id: 'spine', name: 'Spine Clinic', timeZone: ZONE, demo: false });
    const keys = new Map<string, string>();
    for (const role of SPOKEN) {
      const { key, hash } = newKey();
      keys.set(role, key);
      await store.keys.add('spine', { keyId: role, hash, role, label: role });
    }
    await store.close();

    const start = (): Promise<Server> => startServer(location, { PATHGATE_PAYER_ENDPOINTS: receiver.endpointsFile });
    let server = await start();
    const speaker: Speaker = {
      call: async (method, path, body, options = {}) => {
        const isWrite = method !== 'GET';
        const response = await fetch(server.address + path, {
          method, ...(isWrite && { body: JSON.stringify(body ?? {}) }),
          headers: { authorization: `Bearer ${keys.get(options.role ?? 'clinician')}`, ...(isWrite && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }), ...(options.ifMatch !== undefined && { 'if-match': options.ifMatch }) },
        });
        const text = await response.text();
        return { status: response.status, text, headers: response.headers, body: JSON.parse(text) as unknown };
      },
    };
    const places = await recordDirectory(speaker, [{ kind: 'fhir', to: receiver.baseAddress }]);
    const all: Requested[] = [];
    for (let i = 0; i < REQUESTS; i++) all.push(await requested(speaker, places, todayIn(ZONE, new Date().toISOString())));
    await receiver.behave({ decision: 'approve', manner: 'slow', delayMs: ANSWER_MS });
    for (const { patientId, authorizationId } of all) {
      const ifMatch = (await speaker.call('GET', `/v1/patients/${patientId}`)).headers.get('etag') ?? '';
      expect((await speaker.call('POST', `/v1/patients/${patientId}/authorizations/${authorizationId}/submission`, { channel: 'fhir' }, { role: 'auth-staff', ifMatch })).status).toBe(200);
    }

    const answered = async (): Promise<number> => {
      const items = await Promise.all(all.map(async ({ patientId }) => (await speaker.call('GET', `/v1/patients/${patientId}/authorizations`)).body as { items: { position: string }[] }));
      return items.flatMap((each) => each.items).filter(({ position }) => position === 'affirmed').length;
    };
    let seen = 0;
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      // Until the payer has one more attempt, or there is none to wait for.
      for (const endsAt = Date.now() + MINUTES; (await receiver.state()).received.length === seen && Date.now() < endsAt && (await answered()) < REQUESTS;) await delay(10);
      await delay(killAfterMs(cycle));
      seen = (await receiver.state()).received.length;
      await server.kill();
      server = await start();
    }
    for (const endsAt = Date.now() + MINUTES; (await answered()) < REQUESTS && Date.now() < endsAt;) await delay(50);
    await server.stop('SIGTERM');

    const { received, decided } = await receiver.state();
    await receiver.stop();
    const ended = await openStore(configOf(location));
    const jobs = await ended.outbox.list('spine', 'submission', 100);
    const logs = await Promise.all(all.map(({ patientId }) => ended.read('spine', patientId)));
    await ended.close();
    expect(jobs).toEqual([]);
    expect([...decided].sort()).toEqual(all.map(({ packetId }) => packetId).sort());
    // The deaths were felt: something was sent more than once.
    expect(received.length).toBeGreaterThan(REQUESTS);
    for (const { packetId } of all) expect(new Set(received.filter(({ identifier }) => identifier === packetId).map(({ sha256 }) => sha256)).size).toBe(1);
    for (const log of logs) {
      const types = log.map(({ type }) => type);
      expect(types.slice(types.indexOf('SubmissionQueued'))).toEqual(['SubmissionQueued', 'AuthorizationSubmitted', 'DocumentAttached', 'DeterminationRecorded']);
    }
  }, 5 * MINUTES);
});
