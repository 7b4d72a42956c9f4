/**
 * P13: SIGTERM in the middle of load. Every request that a client has sent has its answer, the process ends with 0 within its bound, and
 * what was answered is on record. The control ends as Node alone does, and clients lose answers.
 */
import { randomUUID } from 'node:crypto';
import { request as httpRequest, Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../src/platform/database/open-store';
import { configOf } from '../support/commits';
import { describeSqlite } from '../support/engines';
import { OHIO_MEDICARE } from '../support/patient-story';
import { startServer, type Server } from '../support/server';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { preparePractice } from './support/practice-with-keys';

const CYCLES = tiered(5, 50);
const CLIENTS = 24;
const LOAD_MS = { first: 100, spread: 300 };
const ENDED_MS_MAX = 8_000;
const MINUTES = 60_000;

interface Reply {
  readonly status: number;
  readonly text: string;
}

describeSqlite('SIGTERM under load', (under) => {
  it(`leaves no request without its answer, ${CYCLES} times`, async () => {
    const chance = seededChance('shutdown');
    const location = await under.freshDatabase();
    const { clinician: apiKey } = await preparePractice(location);
    const post = (server: Server, agent: Agent, path: string, body: object): Promise<Reply> => send(server, agent, path, apiKey, JSON.stringify(body));

    const acknowledged: string[] = [];
    const unanswered: string[] = [];
    const others: string[] = [];
    const endedMs: number[] = [];
    let patientId: string | undefined;
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const server = await startServer(location);
      const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
      patientId ??= (JSON.parse((await post(server, agent, '/v1/patients', { name: { family: 'Synthetic', given: 'Kay' }, birthDate: '1970-01-01', coverages: [{ ...OHIO_MEDICARE, memberId: '1EG4TE5MK73' }] })).text) as { patientId: string }).patientId;
      const path = `/v1/patients/${patientId}/facts`;
      let isOver = false;
      const clients = Array.from({ length: CLIENTS }, async () => {
        while (!isOver) {
          try {
            const reply = await post(server, agent, path, { fact: { type: 'conservative-care', occurredOn: '2026-01-05', modality: `course ${randomUUID()}`, response: 'failed' } });
            if (reply.status === 201) acknowledged.push((JSON.parse(reply.text) as { factId: string }).factId);
            else others.push(`${reply.status} ${reply.text}`);
          } catch (error) {
            // Nobody took it, and the client knows: that is an outcome.
            if ((error as { code?: string }).code !== 'ECONNREFUSED') unanswered.push(String((error as { code?: string }).code));
            isOver = true;
          }
        }
      });
      await delay(LOAD_MS.first + chance.below(LOAD_MS.spread));
      const begunMs = performance.now();
      expect(await server.stop('SIGTERM')).toBe(0);
      endedMs.push(performance.now() - begunMs);
      isOver = true;
      await Promise.all(clients);
      agent.destroy();
    }
    tellFigure('P13', `${CYCLES} SIGTERM under load: ${acknowledged.length} acknowledged, ${unanswered.length} requests without an answer, ended within ${Math.round(Math.max(...endedMs))} ms`);
    expect(unanswered).toEqual([]);
    expect(others).toEqual([]);
    expect(Math.max(...endedMs)).toBeLessThan(ENDED_MS_MAX);
    const after = await openStore(configOf(location));
    const held = new Set((await after.read('spine', patientId ?? '')).map(({ data }) => (data as { factId?: string }).factId));
    expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
    await after.close();
  }, 15 * MINUTES);

  it('loses answers where the process simply ends (control)', async () => {
    const location = await under.freshDatabase();
    const { clinician: apiKey } = await preparePractice(location);
    let unanswered = 0;
    for (let cycle = 0; cycle < 5 && unanswered === 0; cycle++) {
      const server = await startServer(location);
      const agent = new Agent({ keepAlive: true });
      const asked = Array.from({ length: CLIENTS }, () => send(server, agent, '/v1/patients', apiKey, JSON.stringify({ name: { family: 'Synthetic', given: randomUUID() }, birthDate: '1970-01-01' })).catch((error: { code?: string }) => (unanswered += Number(error.code !== 'ECONNREFUSED'))));
      await delay(10);
      // The second signal ends at once.
      server.process.kill('SIGTERM');
      await server.stop('SIGINT');
      await Promise.all(asked);
      agent.destroy();
    }
    expect(unanswered).toBeGreaterThan(0);
  }, MINUTES);
});

function send({ address }: Server, agent: Agent, path: string, apiKey: string, body: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address + path, { method: 'POST', agent, headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'idempotency-key': randomUUID() } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
