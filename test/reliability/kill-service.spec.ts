/**
 * P1 over HTTP: kill -9 of the whole service while clients write. What was answered 2xx is there afterwards, and asking
 * again with the same key gives the same bytes, and the lists are what the log makes.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { patientProjector } from '../../src/patients';
import { hashOfKey, newKey } from '../../src/platform/auth/keys';
import { openStore } from '../../src/platform/database/open-store';
import { diffProjections } from '../../src/platform/event-store/rebuild-projections';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { configOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';
import { OHIO_MEDICARE, RIGHT } from '../support/patient-story';
import { startServer, type Server } from '../support/server';
import { tiered } from '../support/tier';

const CYCLES = tiered(10, 100);
const CLIENTS = 32;
const PATIENTS = 8;
const SAMPLED = 200;
const MINUTES = 60_000;
const killAfterMs = (cycle: number): number => 60 + ((cycle * 61) % 300);

interface Delivery {
  readonly path: string;
  readonly key: string;
  readonly body: string;
  readonly answered: string;
}

describeEachEngine('kill -9 of the whole service under load', (under) => {
  it(`loses nothing that was acknowledged in ${CYCLES} cycles`, async () => {
    const location = await under.freshDatabase();
    const store = await openStore(configOf(location));
    const { key: apiKey } = newKey();
    await store.practices.create({ id: 'spine', name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
    await store.keys.add('spine', { keyId: 'nurse-1', hash: hashOfKey(apiKey), role: 'nurse', label: 'nurse' });
    await store.close();

    const post = async (server: Server, path: string, key: string, body: string): Promise<{ status: number; text: string; replayed: boolean }> => {
      const response = await fetch(server.address + path, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key }, body });
      return { status: response.status, text: await response.text(), replayed: response.headers.has('idempotent-replayed') };
    };
    let server = await startServer(location);
    const patients: string[] = [];
    for (let i = 0; i < PATIENTS; i++) {
      const registered = await post(server, '/v1/patients', randomUUID(), JSON.stringify({ name: { family: `Synthetic ${i}`, given: 'Kay' }, birthDate: '1970-01-01', coverages: [{ ...OHIO_MEDICARE, memberId: '1EG4TE5MK73' }] }));
      const { patientId } = JSON.parse(registered.text) as { patientId: string };
      // An open episode: every fact is assessed and moves the worklist's row too.
      expect((await post(server, `/v1/patients/${patientId}/episodes`, randomUUID(), JSON.stringify({ pathway: 'rfa', region: 'lumbosacral', targets: [RIGHT] }))).status).toBe(201);
      patients.push(patientId);
    }

    const acknowledged: Delivery[] = [];
    const refused: string[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const before = acknowledged.length;
      let killed = false;
      const clients = Array.from({ length: CLIENTS }, async (_, client) => {
        for (let i = 0; !killed; i++) {
          const path = `/v1/patients/${patients[(client + i) % PATIENTS]}/facts`;
          const key = `${cycle}-${client}-${i}-delivery`;
          const body = JSON.stringify({ fact: { type: 'conservative-care', occurredOn: '2026-01-05', modality: `course ${key}`, response: 'failed' } });
          // Only a connection that broke is no answer; every other failure counts.
          const reply = await post(server, path, key, body).catch((error: unknown) => (killed ? undefined : Promise.reject(error as Error)));
          if (reply?.status === 201) acknowledged.push({ path, key, body, answered: reply.text });
          else if (reply !== undefined) refused.push(reply.text);
        }
      });
      for (let waitedMs = 0; acknowledged.length === before && waitedMs < MINUTES; waitedMs += 5) await delay(5);
      await delay(killAfterMs(cycle));
      killed = true;
      await server.kill();
      await Promise.all(clients);
      expect(acknowledged.length).toBeGreaterThan(before);
      server = await startServer(location);
    }

    expect(refused).toEqual([]);
    const recorded = new Set<string>();
    const logged = await openStore(configOf(location));
    for (const patient of patients) {
      const events = await logged.read('spine', patient);
      expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
      for (const { data } of events) recorded.add((data as { factId?: string }).factId ?? '');
    }
    await logged.close();
    expect(acknowledged.filter(({ answered }) => !recorded.has((JSON.parse(answered) as { factId: string }).factId))).toEqual([]);
    const step = Math.max(1, Math.floor(acknowledged.length / SAMPLED));
    for (const { path, key, body, answered } of acknowledged.filter((_, index) => index % step === 0)) {
      expect(await post(server, path, key, body)).toEqual({ status: 201, text: answered, replayed: true });
    }
    await server.kill();
    const rebuilt = await openStore(configOf(location));
    expect((await rebuilt.reads.worklist('spine', {}, 100)).items).toHaveLength(PATIENTS);
    expect(await diffProjections(rebuilt, 'spine', PATIENT_FOLD, patientProjector)).toEqual([]);
    await rebuilt.close();
  }, 10 * MINUTES);
});
