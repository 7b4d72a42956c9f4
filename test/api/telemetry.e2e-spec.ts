/** What an operator hears of the service's own work: numbers at `/metrics`, traces at a collector, and nothing of anybody's record in either. */
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newKey } from '../../src/platform/auth/keys';
import { openStore } from '../../src/platform/database/open-store';
import { configOf } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { startServer, type Server } from '../support/server';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PERSON = { name: { family: 'Canarysurname', given: 'Canarygiven' }, birthDate: '1931-07-09', identifiers: [{ kind: 'mrn', value: 'CANARY-MRN-77' }] };

interface Span { readonly name: string; readonly traceId: string; readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[] }

describeEachEngine('telemetry', (under) => {
  let location: DatabaseLocation;
  let key: string;
  let collector: HttpServer;
  const received: string[] = [];
  let server: Server | undefined;
  const start = async (environment: Readonly<Record<string, string>>) => (server = await startServer(location, environment));

  beforeAll(async () => {
    location = await under.freshDatabase();
    const store = await openStore(configOf(location));
    const made = newKey();
    key = made.key;
    await store.practices.create({ id: 'canary-practice', name: 'Canary Practice', timeZone: 'America/Chicago', demo: false });
    await store.keys.add('canary-practice', { keyId: 'canary-key', hash: made.hash, role: 'clinician', label: 'clinician' });
    await store.close();
    collector = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => {
        received.push(`${request.url} ${body}`);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
  });
  afterEach(() => server?.kill());
  afterAll(() => collector.close());

  const ask = (server: Server, path: string, init: RequestInit = {}) => fetch(server.address + path, { ...init, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', traceparent: `00-${TRACE}-b7ad6b7169203331-01`, ...init.headers } });

  it('counts requests by route and outcome, and traces them to their caller\'s trace, without a word of the record', async () => {
    const port = await freePort();
    const server = await start({ PATHGATE_METRICS_PORT: String(port), OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/` });
    const created = await ask(server, '/v1/patients', { method: 'POST', body: JSON.stringify(PERSON), headers: { 'idempotency-key': 'canary-idempotency' } });
    const { patientId } = (await created.json()) as { patientId: string };
    expect(created.status).toBe(201);
    for (let n = 0; n < 3; n++) expect((await ask(server, `/v1/patients/${patientId}/status`)).status).toBe(200);
    expect((await ask(server, '/v1/patients/canary-absent/status?asOf=2020-02-02')).status).toBe(404);
    expect((await ask(server, '/canary-nowhere')).status).toBe(404);

    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('http_server_request_duration_seconds_count{http_request_method="GET",http_route="/v1/patients/:patientId/status",http_response_status_code="200"} 3');
    expect(metrics).toContain('http_server_request_duration_seconds_count{http_request_method="GET",http_route="/v1/patients/:patientId/status",http_response_status_code="404"} 1');
    for (const name of ['nodejs_eventloop_delay_p99_seconds', 'process_resident_memory_bytes', 'process_cpu_seconds_total', 'process_uptime_seconds']) expect(metrics).toMatch(new RegExp(`^${name} \\d`, 'm'));
    // The service's own address answers nothing of this.
    expect((await ask(server, '/metrics')).status).toBe(404);

    expect(await server.stop('SIGTERM')).toBe(0);
    const spans = received.flatMap((each) => (JSON.parse(each.slice(each.indexOf('{'))) as { resourceSpans: readonly { scopeSpans: readonly { spans: readonly Span[] }[] }[] }).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    expect(received.every((each) => each.startsWith('/v1/traces '))).toBe(true);
    const ours = spans.filter(({ traceId }) => traceId === TRACE).map(({ name }) => name).sort();
    expect(ours).toEqual(['GET /v1/patients/:patientId/status', 'GET /v1/patients/:patientId/status', 'GET /v1/patients/:patientId/status', 'GET /v1/patients/:patientId/status', 'GET unrouted', 'GET unrouted', 'POST /v1/patients'].sort());
    expect(spans.find(({ name }) => name === 'POST /v1/patients')?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 201 } });

    const told = metrics + received.join('\n') + server.output();
    expect([...['Canary', 'canary', 'CANARY', '1931-07-09', '2020-02-02', patientId, key].filter((word) => told.includes(word))]).toEqual([]);
  }, 60_000);

  it('tells of jobs that wait and of jobs that were given up', async () => {
    const store = await openStore(configOf(location));
    await store.sql.of('canary-practice').execute("INSERT INTO outbox (practice_id, feed, topic, payload, recorded_at, available_at, attempts, last_error) VALUES ('canary-practice', 900001, 'no-such-topic', ?, '2026-01-01T00:00:00.000Z', NULL, 8, 'timeout'), ('canary-practice', 900002, 'no-such-topic', ?, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 0, NULL)", [Buffer.from('{}'), Buffer.from('{}')]);
    await store.close();
    const port = await freePort();
    const server = await start({ PATHGATE_METRICS_PORT: String(port) });
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await server.stop('SIGTERM');
    expect(metrics).toContain('pathgate_jobs_parked{pathgate_job_topic="no-such-topic"} 1');
    expect(metrics).toContain('pathgate_jobs_waiting{pathgate_job_topic="no-such-topic"} 1');
    expect(Number(/^pathgate_jobs_oldest_seconds\S* (\d+)/m.exec(metrics)?.[1])).toBeGreaterThan(86_400);
  }, 60_000);

  it('is ended in order where its collector is away', async () => {
    const server = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` });
    expect((await ask(server, '/v1/patients')).status).toBe(200);
    expect(await server.stop('SIGTERM')).toBe(0);
  }, 60_000);

  it('refuses a port that is taken before anything is opened', async () => {
    const { port } = collector.address() as AddressInfo;
    await expect(startServer(location, { PATHGATE_METRICS_PORT: String(port) })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken by another program. End that one, or set PATHGATE_METRICS_PORT to another one.`);
  }, 60_000);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
