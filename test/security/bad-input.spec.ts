/**
 * Requests made from the API document: valid ones, the same with one rule broken, and the same with bytes changed, against the real service over HTTP.
 * No answer is of the service's own failing, every answer is one that the document promises, nothing is accepted that another reading of the document
 * refuses, and what was refused has left nothing behind.
 */
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { mayDo, PRACTICE_ROLES, type Action, type Role } from '../../src/platform/auth/permissions';
import { recordDirectory, requested } from '../api/support/requested';
import { startService, TODAY, type Service } from '../api/support/service';
import { describeEachEngine } from '../support/engines';
import { seededChance, tellFigure, tiered, type Chance } from '../support/tier';
import { breakOne, mutateBytes } from './bad-input/broken';
import { readDocument, type ApiDocument, type Operation, type Parameter, type Schema } from './bad-input/document';
import { judgeOf } from './bad-input/judge';
import { sender, type Received, type Sent } from './bad-input/send';
import { validValue } from './bad-input/valid';

/** Of both engines together 50,000 in full. */
const REQUESTS = tiered(2_500, 25_000);
const CLIENTS = 8;
/** Then another patient is asked about: what is asked of one record should not make the next request slower. */
const REQUESTS_OF_ONE = 1_250;
const JSON_TYPE = 'application/json';
/** In every text that is sent: it may be in no line of the log. */
const CANARY = 'zqcanaryqz';
/** Each would take a second or more of scrypt, or end the run: they have suites of their own. */
const LEFT_OUT = [/\/session/, /\/passkeys/, /\/account/, /\/diary\//];
const ODD_IDS = ['..%2f..%2fetc', '%00', '%ff', 'constructor', '__proto__', 'a'.repeat(300), '%27%20OR%201=1--', '*', '%F0%9F%92%89', `${CANARY}`, '-1', '0'];
const ODD_VALUES = ['', '%00', '%ff', '-1', '0', '1e400', '99999999999999999999', '2026-02-30', '03/04/2026', 'true,false', '%5Bobject%20Object%5D', '__proto__', '%27%3B%20DROP%20TABLE%20event--', CANARY];

/** A patient, with ids by the names of the document's parameters, and the version last seen. */
interface Care {
  readonly ids: Readonly<Record<string, string>>;
  etag: string;
}

type Kind = 'valid' | 'one-rule-broken' | 'bytes-mutated';

interface Made extends Sent {
  readonly kind: Kind;
  readonly operation: Operation;
  readonly schema?: Schema;
  readonly idempotencyKey: string;
  readonly what: string;
}

describeEachEngine('requests made from the API document', (under) => {
  let service: Service;
  let document: ApiDocument;
  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    document = readDocument(await (await fetch(`${service.address}/openapi.json`)).text());
  });
  afterAll(() => service.close());

  it('are answered as the document says, whatever is wrong with them', async () => {
    const chance = seededChance('bad input');
    const judge = judgeOf(document);
    const places = await recordDirectory(service, []);
    const patients: Care[] = [];
    while (patients.length < REQUESTS / REQUESTS_OF_ONE) patients.push(await aPatient(places));
    const made = maker(document, chance, service);
    const http = sender(service.address, CLIENTS);
    const faults: string[] = [];
    const statuses = new Map<string, number>();
    const accepted = new Set<string>();
    let left = REQUESTS;
    await Promise.all(Array.from({ length: CLIENTS }, async () => {
      while (left-- > 0) {
        const care = patients[Math.floor(left / REQUESTS_OF_ONE)] as Care;
        const asked = made(care);
        const answer = await http.send(asked).catch((error: unknown): Received => ({ status: 0, contentType: '', etag: undefined, text: String(error) }));
        if (answer.etag !== undefined && asked.path.includes(care.ids['patientId'] ?? '')) care.etag = answer.etag;
        const kind = `${asked.kind} ${Math.floor(answer.status / 100)}xx`;
        statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
        if (answer.status >= 200 && answer.status < 300) accepted.add(asked.idempotencyKey);
        const fault = faultOf(asked, answer);
        if (fault !== undefined) faults.push(`${asked.method} ${asked.path}: ${fault}\n  ${asked.what}\n  ${asked.body?.toString().slice(0, 400) ?? ''}\n  ${answer.text.slice(0, 200)}`);
      }
    }));
    http.close();
    tellFigure('P7', `${REQUESTS} requests on ${under.engine}: ${[...statuses].sort().map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
    expect(faults.slice(0, 12).join('\n')).toBe('');

    // All three kinds were asked, and valid ones were taken: nothing was refused for another reason than its own.
    expect(statuses.get('valid 2xx') ?? 0).toBeGreaterThan(REQUESTS / 20);
    expect(statuses.get('one-rule-broken 4xx') ?? 0).toBeGreaterThan(REQUESTS / 10);
    expect(statuses.get('bytes-mutated 4xx') ?? 0).toBeGreaterThan(REQUESTS / 10);
    const kept = await service.store.sql.of('riverbend').query('SELECT key FROM idempotency WHERE practice_id = ?', ['riverbend']);
    expect(kept.map((row) => String(row['key'])).filter((key) => key.startsWith(CANARY) && !accepted.has(key))).toEqual([]);
    expect(service.logged().includes(CANARY)).toBe(false);

    function faultOf(asked: Made, { status, contentType, text }: Received): string | undefined {
      if (status === 0 || status >= 500) return `answered ${status}`;
      const surprise = judge.surprisedBy(asked.operation, status, contentType, text);
      if (surprise !== undefined) return surprise;
      if (status >= 300 || asked.schema === undefined || asked.body === undefined) return undefined;
      const refusal = judge.refuses(asked.schema, asked.body);
      return refusal === undefined ? undefined : `was accepted, and is not valid: ${refusal}`;
    }
  }, tiered(300_000, 3_600_000));

  it('would be told apart by the judge: an answer of another shape, and a body with a key twice', () => {
    const judge = judgeOf(document);
    const register = document.operations.find(({ path, method }) => method === 'POST' && path === '/v1/patients') as Operation;
    expect(judge.surprisedBy(register, 201, JSON_TYPE, '{"unexpected":true}')).toBeDefined();
    expect(judge.surprisedBy(register, 500, JSON_TYPE, '{}')).toBeDefined();
    const schema = register.bodies[JSON_TYPE] as Schema;
    const good = '{"name":{"family":"Synthetic","given":"K"},"birthDate":"1970-01-01"}';
    expect(judge.refuses(schema, Buffer.from(good))).toBeUndefined();
    for (const bad of [good.replace('"birthDate"', '"birthDate":"1970-01-01","birthDate"'), good.slice(0, -1), good.replace('"K"', '"\\ud800"'), good.replace('1970-01-01', '1970-02-30'), `{"role":"admin",${good.slice(1)}`]) {
      expect([bad, judge.refuses(schema, Buffer.from(bad))]).toEqual([bad, expect.any(String)]);
    }
  });

  /** One patient in care whose request is out, so that what is asked meets something. */
  async function aPatient(places: Awaited<ReturnType<typeof recordDirectory>>): Promise<Care> {
    const { patientId, authorizationId, packetId } = await requested(service, places, TODAY);
    const status = await service.get(`/v1/patients/${patientId}/status`);
    const { items } = (await service.get(`/v1/patients/${patientId}/facts`)).body as { items: readonly { factId: string }[] };
    const [episode] = (status.body as { episodes: readonly { episodeId: string }[] }).episodes;
    return { ids: { patientId, patient: patientId, authorizationId, packetId, episodeId: episode?.episodeId ?? '', factId: items[0]?.factId ?? '' }, etag: status.headers.get('etag') ?? '' };
  }
});

function maker(document: ApiDocument, chance: Chance, service: Service): (care: Care) => Made {
  const operations = document.operations.filter(({ path }) => !LEFT_OUT.some((pattern) => pattern.test(path)));
  const samples = new Map<Schema, readonly unknown[]>();
  const SAMPLES = 40;
  let seed = chance.seed;
  const validOf = (schema: Schema): unknown => {
    let values = samples.get(schema);
    // Some made at once: making the arbitrary costs more than a sample.
    if (values === undefined || values.length === 0) values = fc.sample(validValue(document, schema), { numRuns: SAMPLES, seed: seed++ });
    samples.set(schema, values.slice(1));
    return values[0];
  };
  const oneOf = <T>(list: readonly T[]): T => list[chance.below(list.length)] as T;
  const inPractice = (role: Role): string => service.keyOf(role, chance.below(20) === 0 ? 'hillside' : 'riverbend');

  function valueOf({ name, schema, in: place }: Parameter, ids: Care['ids'], isOdd: boolean): string {
    if (isOdd) return oneOf(place === 'path' ? ODD_IDS : ODD_VALUES);
    if (ids[name] !== undefined && chance.below(20) > 0) return ids[name] ?? '';
    return encodeURIComponent(String(validOf(schema)));
  }

  return ({ ids, etag }) => {
    const operation = oneOf(operations);
    const kind = oneOf<Kind>(['valid', 'one-rule-broken', 'bytes-mutated']);
    const idempotencyKey = `${CANARY}-${randomUUID()}`;
    const schema = operation.bodies[JSON_TYPE];
    const inQuery = operation.parameters.filter((each) => each.in === 'query' && (each.required === true || chance.below(3) === 0));
    // Where there is no body to break, it is the address.
    const isOddAddress = kind !== 'valid' && (schema === undefined || chance.below(8) === 0);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(operation.parameters.find((each) => each.name === name && each.in === 'path') ?? { name, in: 'path', schema: { type: 'string' } }, ids, isOddAddress && chance.below(2) === 0));
    const query = inQuery.map((each) => `${each.name}=${valueOf(each, ids, isOddAddress && chance.below(2) === 0)}`);
    if (isOddAddress && chance.below(3) === 0) query.push(oneOf(['notAParameter=1', `limit=5&limit=6`, 'cursor=AAAA', `cursor=${CANARY}`, '__proto__[role]=admin', 'asOf=2026-01-01&asOf=2026-01-02', '%ff=1']));
    const roles = PRACTICE_ROLES.filter((role) => actionsIn(service, operation).some((action) => mayDo(role, action)));
    const headers: Record<string, string> = { authorization: `Bearer ${inPractice(chance.below(15) === 0 || roles.length === 0 ? oneOf(PRACTICE_ROLES) : oneOf(roles))}` };
    if (operation.method !== 'GET') headers['idempotency-key'] = kind !== 'valid' && chance.below(30) === 0 ? oneOf(['short', 'x'.repeat(200)]) : idempotencyKey;
    if (operation.parameters.some(({ name }) => name === 'If-Match')) headers['if-match'] = kind !== 'valid' && chance.below(20) === 0 ? oneOf(['*', 'W/"1"', '"x"', etag.toUpperCase(), `${CANARY}`]) : etag;
    const address = path + (query.length === 0 ? '' : `?${query.join('&')}`);
    const common = { operation, method: operation.method, path: address, idempotencyKey, headers };
    if (schema === undefined) return operation.method === 'GET' ? { ...common, kind, what: 'its address' } : { ...common, kind, what: 'no body is described', headers: { ...headers, 'content-type': JSON_TYPE }, body: Buffer.from('{}') };
    const value = withCanary(validOf(schema), chance);
    const broken = kind === 'one-rule-broken' && !isOddAddress ? breakOne(document, schema, value, chance) : undefined;
    const text = broken?.text ?? JSON.stringify(value);
    const type = kind === 'bytes-mutated' && chance.below(12) === 0 ? oneOf(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', 'application/xml', 'multipart/form-data; boundary=x']) : JSON_TYPE;
    return {
      ...common, schema, kind: kind === 'one-rule-broken' && broken === undefined && !isOddAddress ? 'valid' : kind, what: broken?.what ?? (isOddAddress ? 'its address' : kind),
      headers: { ...headers, 'content-type': type }, body: kind === 'bytes-mutated' && !isOddAddress ? mutateBytes(text, chance) : Buffer.from(text),
    };
  };
}

/** Now and then a text of somebody's own, where a text may be anything. */
function withCanary(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value)) return value.map((each) => withCanary(each, chance));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withCanary(each, chance)]));
  return typeof value === 'string' && value.startsWith('x') && chance.below(2) === 0 ? `${CANARY}` : value;
}

const known = new WeakMap<Operation, readonly Action[]>();
function actionsIn(service: Service, operation: Operation): readonly Action[] {
  const found = known.get(operation) ?? service.routes.filter(({ method, url }) => method === operation.method && url.replace(/:(\w+)/g, '{$1}') === operation.path).map(({ endpoint }) => endpoint.action as Action);
  known.set(operation, found);
  return found;
}
