/** The committed API document is the one that is served, and it says what the routes do. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { factJsonSchema } from '../../machines/evidence/fact-schema';
import { describeSqlite } from '../support/engines';
import { startService, type Service } from './support/service';

const WITHOUT_BODY = ['get', 'delete'];

describeSqlite('the API document', (under) => {
  let service: Service;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  let served: any;

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    served = await (await fetch(`${service.address}/openapi.json`)).json();
  });
  afterAll(() => service.close());

  it('is the committed one: run "npm run openapi" and commit when this fails', () => {
    expect(served).toEqual(JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8')));
  });

  it('describes every route that needs a key, with summary, headers, refusals and key', () => {
    const routes = service.routes.filter(({ endpoint }) => endpoint.action !== 'public');
    for (const { method, url, endpoint } of routes) {
      const operation = served.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect([url, typeof operation?.summary, operation?.['x-action']]).toEqual([url, 'string', endpoint.action]);
      const headers = operation.parameters.filter((each: { in: string; name: string }) => each.in === 'header' && each.name !== 'Pathgate-Title').map(({ name }: { name: string }) => name);
      expect([url, headers]).toEqual([url, endpoint.write === 'none' ? [] : endpoint.write === 'session' ? ['x-csrf-token'] : endpoint.write === 'additive' ? ['Idempotency-Key'] : ['Idempotency-Key', 'If-Match']]);
      expect(operation.responses.default.content).toHaveProperty([url.startsWith('/fhir/') ? 'application/fhir+json' : 'application/problem+json']);
      expect([url, operation.requestBody !== undefined]).toEqual([url, !WITHOUT_BODY.includes(method.toLowerCase())]);
    }
  });

  it('gives every operation a name of its own, and every body: two classes of one name would be one schema', () => {
    const operations = Object.values(served.paths as Record<string, Record<string, { operationId?: string }>>).flatMap((path) => Object.values(path).flatMap(({ operationId }) => operationId ?? []));
    expect([...new Set(operations)]).toEqual(operations);
    const source = join(__dirname, '../../src');
    const classes = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.dto.ts')).flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name = '']) => name)).sort();
    expect(classes.length).toBeGreaterThan(50);
    expect([...new Set(classes)]).toEqual(classes);
  });

  it('carries the fact schemas of the field table, and no reference that leads nowhere', () => {
    expect(served.components.schemas).toMatchObject(JSON.parse(JSON.stringify(factJsonSchema())));
    const references = [...JSON.stringify(served).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((name) => served.components.schemas[name] === undefined)).toEqual([]);
  });

  it('is offered to programs at the front door', async () => {
    expect(await (await fetch(service.address)).json()).toMatchObject({ name: 'Pathgate', demo: false, openapi: '/openapi.json' });
  });

  it('is ready, and live', async () => {
    expect(await (await fetch(`${service.address}/health/ready`)).json()).toEqual({ status: 'ready', checks: [{ name: 'database-write', ok: true }, { name: 'disk-space', ok: true }, { name: 'clock', ok: true }] });
    expect((await fetch(`${service.address}/health/live`)).status).toBe(200);
  });

  it('is not ready when the clock is before the last event', async () => {
    await service.post('/v1/patients', { name: { family: 'A', given: 'B' }, birthDate: '1970-01-01' });
    service.setNow('2026-09-30T17:00:00.000Z');
    // What was said a moment ago is remembered.
    await delay(1_000);
    const ready = await fetch(`${service.address}/health/ready`);
    expect([ready.status, (await ready.json() as { checks: unknown[] }).checks.at(-1)]).toEqual([503, { name: 'clock', ok: false, remedy: expect.stringContaining('set the clock') }]);
  });
});
