/**
 * P9: a token of its own stands in every text and date that any write route takes, and in every path and query. The real service is asked,
 * refused, failed, ended and killed; then everything it wrote is read. Tokens may be in the store and in answers, and nowhere else.
 * The control is a service with a logger that leaks.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3-multiple-ciphers';
import { PRACTICE_ROLES, type PracticeRole } from '../../src/platform/auth/permissions';
import { startReceiver } from '../support/payer-receiver/start-receiver';
import type { Server } from '../support/server';
import { tellFigure } from '../support/tier';
import { recordDirectory, requested, type Speaker } from '../api/support/requested';
import { bodiesOf, Tokens, writeRoutes } from './canary-bodies';
import { filesIn, makePractice, serve, type ServedPractice } from './support';

const LOCK_HELD_MS = 12_000;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly etag: string;
}

describe('health data', () => {
  const tokens = new Tokens();
  const statuses = new Map<number, number>();
  const headers: string[] = [];
  const output: string[] = [];
  const traced: string[] = [];
  const delivered: string[] = [];
  let practice: ServedPractice;
  let temporary: string;
  let collector: HttpServer;
  let webhooks: HttpServer;
  let metricsPort: number;
  let metrics = '';
  let server: Server;
  const ids: Record<string, string> = {};

  const start = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
    server = await serve(practice, {
      LOG_LEVEL: 'debug', TMPDIR: temporary, PATHGATE_METRICS_PORT: String(metricsPort), OTEL_EXPORTER_OTLP_ENDPOINT: addressOf(collector), PATHGATE_WEBHOOK_NETWORKS: '127.0.0.0/8', ...environment,
    });
  };
  const call = async (method: string, path: string, body?: unknown, role: PracticeRole = 'clinician', more: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const response = await fetch(server.address + path, {
      method, redirect: 'manual', headers: { authorization: `Bearer ${practice.keys[role]}`, ...(method !== 'GET' && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }), ...more },
      ...(body !== undefined && { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const said = JSON.stringify([...response.headers]);
    headers.push(said);
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    return { status: response.status, headers: said, text, body: /[/+]json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined, etag: response.headers.get('etag') ?? '' };
  };
  const etag = async (): Promise<string> => (await call('GET', `/v1/patients/${ids['patientId']}`)).etag || '"1"';
  /** By the first role that may. */
  const write = async (method: string, path: string, body: unknown): Promise<Answer> => {
    let answer: Answer | undefined;
    for (const role of ['clinician', 'admin', 'auth-staff', ...PRACTICE_ROLES] as const) {
      answer = await call(method, path, method === 'DELETE' && body === undefined ? {} : body, role, { 'if-match': await etag() });
      if (answer.status !== 403) return answer;
    }
    if (answer === undefined) throw new Error('no role');
    return answer;
  };
  const filled = (path: string, otherwise: (name: string) => string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? otherwise(name));

  beforeAll(async () => {
    practice = await makePractice();
    temporary = join(practice.folder, 'tmp');
    mkdirSync(temporary);
    collector = await listening((body) => void traced.push(body));
    webhooks = await listening((body) => void delivered.push(body), 503);
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    metricsPort = (probe.address() as AddressInfo).port;
    await new Promise((resolve) => probe.close(resolve));
  });
  afterAll(async () => {
    await server?.kill();
    collector.close();
    webhooks.close();
    rmSync(practice.folder, { recursive: true, force: true });
  });

  it('is sent in every text and date of every write route, and accepted and refused', async () => {
    await start();
    const token = (where: string): string => tokens.text(where);
    const registered = await call('POST', '/v1/patients', {
      name: { family: token('family'), given: token('given') }, birthDate: tokens.day('birthDate'), phone: '555-0142', sex: 'female', identifiers: [{ kind: 'mrn', value: token('mrn') }],
      address: { line: token('line'), city: token('city'), state: 'OH', postalCode: '45402' }, coverages: [{ payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1, memberId: token('memberId'), group: token('group') }],
    });
    expect([registered.status, registered.text]).toEqual([201, expect.any(String)]);
    ids['patientId'] = registered.body.patientId;
    const at = `/v1/patients/${ids['patientId']}`;
    const { body: episode } = await call('POST', `${at}/episodes`, { pathway: 'rfa', region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'right' }], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' });
    ids['episodeId'] = episode.episodeId;
    const { body: fact } = await call('POST', `${at}/facts`, { fact: { type: 'score', occurredOn: tokens.day('occurredOn'), instrument: 'NRS', value: 7, author: token('author') } });
    ids['factId'] = fact.factId;
    const document = await call('POST', `${at}/documents`, Buffer.concat([PNG, Buffer.from(token('document'))]), 'clinician', { 'content-type': 'image/png', 'pathgate-title': token('title') });
    expect([document.status, document.text]).toEqual([201, expect.any(String)]);
    ids['documentId'] = document.body.documentId;
    const { body: draft } = await write('POST', `${at}/episodes/${ids['episodeId']}/authorizations`, { step: 'mbb1' });
    ids['authorizationId'] = draft.authorization.authorizationId;
    ids['packetId'] = draft.authorization.packetId;
    Object.assign(ids, { step: 'mbb1', kind: 'decision', pathway: 'rfa' });
    const told = await call('POST', '/v1/webhooks', { url: `${addressOf(webhooks)}/hook`, label: token('label'), types: [] }, 'admin');
    expect([told.status, told.text]).toEqual([201, expect.any(String)]);

    let accepted = 0;
    for (const { method, path, body } of writeRoutes()) {
      for (const each of bodiesOf(body, `${method} ${path}`, tokens)) {
        const { status } = await write(method, filled(path, (name) => tokens.text(`path ${name}`)), each);
        if (status < 300) accepted += 1;
        expect(`${method} ${path} ${status < 500}`).toBe(`${method} ${path} true`);
      }
      // The same with nothing in the path that is there, a query that nobody knows, and a body that is none.
      const strange = path.replace(/\{(\w+)\}/g, (_, name: string) => tokens.text(`path ${name}`));
      await write(method, `${strange}?${token('query name')}=${token('query')}`, body === undefined ? undefined : { [token('unknown field')]: token('unknown value') });
      if (body !== undefined) await call(method, filled(path, (name) => name), `{"${token('broken JSON')}":`, 'admin');
    }
    expect(accepted).toBeGreaterThan(10);
    expect(tokens.placed.size).toBeGreaterThan(500);
    // Reasonable statements of every kind, which are accepted.
    for (const [path, body] of [
      ['facts', { fact: { type: 'conservative-care', occurredOn: '2026-09-01', modality: 'physical-therapy', startedOn: '2026-06-01', endedOn: '2026-08-01', reason: token('reason'), provider: token('provider') } }],
      [`facts/${ids['factId']}/corrections`, { fact: { type: 'score', occurredOn: tokens.day('corrected'), instrument: 'NRS', value: 8, author: token('author') }, reason: token('reason') }],
      [`episodes/${ids['episodeId']}/needs/mbb1/comments`, { text: token('comment') }], [`episodes/${ids['episodeId']}/close`, { reason: token('close') }],
    ] as const) await write('POST', `${at}/${path}`, body);
    for (const path of ['/v1/patients', '/v1/worklist', '/v1/queue', '/v1/deadlines', at, `${at}/status`, `${at}/timeline`, `${at}/documents`, `${at}/documents/${ids['documentId']}`, `${at}/export`, `${at}/authorizations`, `/fhir/r4/Patient/${ids['patientId']}`]) {
      expect((await call('GET', path, undefined, 'clinician')).status).toBeLessThan(500);
      await call('GET', `${path}?${token('query name')}=${token('query')}`);
    }
  }, 600_000);

  it('is sent while everything else fails', async () => {
    const at = `/v1/patients/${ids['patientId']}`;
    const registration = () => ({ name: { family: tokens.text('family'), given: tokens.text('given') }, birthDate: tokens.day('birthDate') });
    const fact = () => ({ fact: { type: 'score', occurredOn: tokens.day('occurredOn'), instrument: 'NRS', value: 7, author: tokens.text('author') } });
    // 404, 405, 406, 409, 412, 413, 415, 422, 428, 429
    await call('GET', `/${tokens.text('no route')}?${tokens.text('query')}=1`);
    await call('DELETE', `/v1/patients?x=${tokens.text('query')}`, {});
    await call('GET', at, undefined, 'clinician', { accept: `text/${tokens.text('accept')}` });
    await call('POST', `${at}/facts`, fact(), 'clinician', { 'content-type': `text/${tokens.text('type')}` });
    await call('POST', `${at}/facts`, `{"${tokens.text('twice')}":1,"a":{"${tokens.text('twice')}":"${'x'.repeat(3_000_000)}"}}`);
    await call('POST', `${at}/episodes/${ids['episodeId']}/close`, { reason: tokens.text('no if-match') });
    await call('POST', `${at}/episodes/${ids['episodeId']}/close`, { reason: tokens.text('moved') }, 'clinician', { 'if-match': '"1"' });
    const key = randomUUID();
    for (let i = 0; i < 2; i++) await call('POST', '/v1/patients', registration(), 'clinician', { 'idempotency-key': key });
    const name = tokens.text('sign-in name');
    for (let i = 0; i < 12; i++) await call('POST', '/v1/session', { name, password: tokens.text('password') });
    // 500: a table is gone; its name comes back afterwards.
    const database = new Database(practice.file);
    database.exec('ALTER TABLE patient_summary RENAME TO patient_summary_away');
    expect((await call('POST', '/v1/patients', registration())).status).toBe(500);
    expect((await call('GET', '/v1/patients')).status).toBe(500);
    database.exec('ALTER TABLE patient_summary_away RENAME TO patient_summary');
    // 503: the lock is held for longer than the service waits.
    database.exec('BEGIN IMMEDIATE');
    const held = call('POST', `${at}/facts`, fact());
    await delay(LOCK_HELD_MS);
    database.exec('COMMIT');
    database.close();
    expect((await held).status).toBe(503);
    expect((await call('POST', `${at}/facts`, fact())).status).toBe(201);
    for (const status of [200, 201, 400, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429, 500, 503]) expect([status, statuses.has(status)]).toEqual([status, true]);
    metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toContain('http_server_request_duration_seconds_count');
    // Ended and killed in the middle of requests.
    for (const end of ['SIGTERM', 'SIGKILL'] as const) {
      const asked = Array.from({ length: 30 }, () => call('POST', '/v1/patients', registration()).catch(() => undefined));
      await delay(20);
      await server.stop(end);
      await Promise.all(asked);
      output.push(server.output());
      await start();
    }
  }, 120_000);

  it('is sent to a payer that fails in every way', async () => {
    const receiver = await startReceiver({ attemptsMax: 2, timeoutMs: 2_000 });
    try {
      await server.stop('SIGTERM');
      output.push(server.output());
      await start({ PATHGATE_PAYER_ENDPOINTS: receiver.endpointsFile });
      const speaker: Speaker = { call: async (method, path, body, options = {}) => {
        const { status, text, body: read, etag: version } = await call(method, path, body, options.role, options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch });
        return { status, text, body: read, headers: new Headers({ etag: version }) };
      } };
      const places = await recordDirectory(speaker, [{ kind: 'fhir', to: receiver.baseAddress }]);
      for (const manner of ['refused', 'outcome', 'unavailable', 'garbled', 'page'] as const) {
        const one = await requested(speaker, places, new Date().toISOString().slice(0, 10));
        await receiver.behave({ manner });
        const version = (await call('GET', `/v1/patients/${one.patientId}`)).etag;
        expect((await call('POST', `/v1/patients/${one.patientId}/authorizations/${one.authorizationId}/submission`, { channel: 'fhir' }, 'auth-staff', { 'if-match': version })).status).toBe(200);
      }
      for (const endsAt = performance.now() + 20_000; performance.now() < endsAt && (await receiver.state()).received.length < 4;) await delay(200);
      expect((await receiver.state()).received.length).toBeGreaterThanOrEqual(4);
    } finally {
      await receiver.stop();
    }
  }, 120_000);

  it('is nowhere but in the store and in answers', async () => {
    await server.stop('SIGTERM');
    output.push(server.output());
    for (const word of ['Zanzibarova', 'Quillon', '1968-05-01', 'MRN-8800-']) tokens.placed.set(word, 'of the payer\'s patient');
    const extra = (text: string): readonly string[] => ['Zanzibarova', 'Quillon', '1968-05-01', 'MRN-8800-'].filter((word) => text.includes(word));
    const hitsIn = (text: string): readonly string[] => [...tokens.foundIn(text), ...extra(text)];
    const database = new Database(practice.file, { readonly: true });
    const rows = (sql: string): string => database.prepare<[], unknown[]>(sql).raw().all().map((row) => row.map(String).join(' ')).join('\n');
    // Whatever an address named by an id is on the audit as it was asked for: who looks for a person who is not there is what an auditor wants to know.
    const audited = database.prepare<[], string>('SELECT actor_id || char(10) || role || char(10) || action || char(10) || outcome || char(10) || request_id FROM audit').pluck().all().join('\n');
    const resources = database.prepare<[], string>('SELECT resource FROM audit').pluck().all().join('\n');
    const jobs = rows('SELECT topic, last_error FROM outbox') + rows('SELECT last_error FROM webhook_delivery') + rows('SELECT failed_because FROM webhook');
    const told = rows('SELECT type, data FROM public_event');
    expect(rows('SELECT 1 FROM outbox WHERE last_error IS NOT NULL') + rows('SELECT 1 FROM webhook_delivery WHERE last_error IS NOT NULL')).toContain('1');
    database.close();
    const beside = [...filesIn(practice.directory), ...filesIn(temporary)];
    const names = beside.map(({ path }) => basename(path)).join('\n');
    const others = beside.filter(({ path }) => !/pathgate\.db(-wal|-shm)?$/.test(path)).map(({ content }) => content.toString('latin1')).join('\n');
    // The day of a fact is what a program is told of it, and of nothing else a value.
    const toPrograms = [told, ...delivered].join('\n');
    const dayless = (text: string): string => text.replace(/"on":"\d{4}-\d\d-\d\d"/g, '');
    expect(dayless(toPrograms).length).toBeLessThan(toPrograms.length);
    const everything: Readonly<Record<string, string>> = { log: output.join('\n'), headers: headers.join('\n'), metrics, traces: traced.join('\n'), audit: audited, 'errors of jobs': jobs, 'events and webhooks': dayless(toPrograms), 'names of files': names, 'other files': others };
    for (const [where, text] of Object.entries(everything)) expect([where, hitsIn(text)]).toEqual([where, []]);
    expect(hitsIn(resources).filter((hit) => !hit.includes('(path '))).toEqual([]);
    expect(output.join('\n')).toContain('"status":500');
    expect(traced.join('\n')).toContain('resourceSpans');
    expect(delivered.length).toBeGreaterThan(0);
    // They are where they belong.
    expect(hitsIn(filesIn(practice.directory).filter(({ path }) => /pathgate\.db/.test(path)).map(({ content }) => content.toString('latin1')).join('\n')).length).toBeGreaterThan(30);
    tellFigure('P9', `${tokens.placed.size} tokens in ${[...statuses.values()].reduce((sum, count) => sum + count, 0)} requests answered with ${statuses.size} statuses: 0 found in ${Object.keys(everything).join(', ')}`);
  });

  it('is found out in the log of a service that leaks: the control', async () => {
    await start({ NODE_OPTIONS: `--require ${join(__dirname, 'leaking-logger.cjs')}` });
    const family = tokens.text('family');
    const birthDate = tokens.day('birthDate');
    const inPath = tokens.text('path');
    await call('POST', '/v1/patients', { name: { family, given: 'X' }, birthDate });
    await call('GET', `/v1/patients/${inPath}`);
    await server.stop('SIGTERM');
    expect(tokens.foundIn(server.output()).map((hit) => hit.split(' ')[0]).sort()).toEqual([birthDate, family, inPath].sort());
  }, 60_000);
});

async function listening(take: (body: string) => void, status = 200): Promise<HttpServer> {
  const made = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => {
      take(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? '{}' : body);
    });
  }).listen(0, '127.0.0.1');
  await once(made, 'listening');
  return made;
}

function addressOf(of: HttpServer): string {
  return `http://127.0.0.1:${(of.address() as AddressInfo).port}`;
}
