/** The client package against the real service: a patient from registration to a corrected fact, pages, refusals, and what is repeated. */
import { connect, ifMatch, isProblem, Problem, type Fetch, type Pathgate, type Schemas } from '../../clients/typescript/src';
import { startService, TODAY, type Service } from '../api/support/service';
import { EPISODE, readyForBlock1, REGISTRATION } from '../api/support/story';
import { notesPdf } from '../packets/case-packet';
import { describeSqlite } from '../support/engines';
import { block, RIGHT } from '../support/patient-story';

const blockBody = (percent: number): Schemas['FactDto'] => ({ fact: block(TODAY, percent, [RIGHT]) as Schemas['BlockFact'] });
const QUICK = { attempts: 3, waitMsMax: 5 };

describeSqlite('the TypeScript client', (under) => {
  let service: Service;
  let pathgate: Pathgate;
  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    pathgate = connectWith();
  });
  afterAll(() => service.close());

  function connectWith(fetchOnce?: Fetch): Pathgate {
    return connect({ address: service.address, key: service.keyOf('clinician'), ...QUICK, ...(fetchOnce !== undefined && { fetch: fetchOnce }) });
  }

  const refusal = (call: Promise<unknown>): Promise<Problem> => call.then(() => { throw new Error('it was not refused'); }, (error: unknown) => {
    if (!isProblem(error)) throw error;
    return error;
  });

  it('registers a patient, documents a block, reads the status with its reasons, and corrects the fact', async () => {
    const { patientId, episodeId } = await readyForBlock1(service);
    const path = { patientId };
    const documented = await pathgate.post('/v1/patients/{patientId}/facts', { params: { path }, body: blockBody(50) });
    expect([documented.status, documented.isReplayed]).toEqual([201, false]);

    const { data: status } = await pathgate.get('/v1/patients/{patientId}/status', { params: { path, query: { findings: 'next' } } });
    const [episode] = status.episodes;
    expect([episode?.episodeId, episode?.position, episode?.nextStep]).toEqual([episodeId, 'block-1-failed', 'mbb2']);
    const [step] = episode?.steps ?? [];
    if (step === undefined || !('result' in step)) throw new Error('no policy answered');
    expect(step.result).toBe('not-eligible');
    expect(step.findings?.filter(({ outcome }) => outcome === 'unmet').map(({ kind }) => kind)).toContain('block-relief');

    const correction = { params: { path: { patientId, factId: documented.data.factId }, header: ifMatch(documented) }, body: { ...blockBody(90), reason: 'score sheet misread' } };
    const corrected = await pathgate.post('/v1/patients/{patientId}/facts/{factId}/corrections', correction);
    expect(corrected.data.episodes[0]?.position).toBe('block-1-response');
    const stale = await refusal(pathgate.post('/v1/patients/{patientId}/facts/{factId}/corrections', { ...correction, params: { ...correction.params, header: ifMatch(documented.data.version) } }));
    expect([stale.status, isProblem(stale, 'version-moved'), isProblem(stale, 'not-found')]).toEqual([412, true, false]);
  });

  it('makes a key for every write, and uses the one it is given', async () => {
    const body = { ...REGISTRATION, identifiers: [{ kind: 'mrn', value: 'CLIENT-1' }] } as Schemas['RegisterPatientDto'];
    const params = { header: { 'Idempotency-Key': 'registration-of-client-1' } };
    const first = await pathgate.post('/v1/patients', { params, body });
    const again = await pathgate.post('/v1/patients', { params, body });
    expect([first.isReplayed, again.isReplayed, again.data]).toEqual([false, true, first.data]);
    const other = await refusal(pathgate.post('/v1/patients', { body }));
    expect([other.status, other.code, other.details]).toEqual([409, 'identifier-in-use', expect.objectContaining({ patientId: first.data.patientId })]);
  });

  it('names each field at fault', async () => {
    const { data: { patientId } } = await pathgate.post('/v1/patients', { body: { ...REGISTRATION, identifiers: [] } as Schemas['RegisterPatientDto'] });
    const problem = await refusal(pathgate.post('/v1/patients/{patientId}/episodes', { params: { path: { patientId } }, body: { ...EPISODE, region: 'knee' } as never }));
    expect([problem.status, problem.errors.map(({ pointer }) => pointer)]).toEqual([400, ['/region']]);
    expect(problem.message).not.toBe('');
  });

  it('follows the pages of a list to its end', async () => {
    for (let i = 0; i < 5; i++) await readyForBlock1(service);
    const { data: { items: whole } } = await pathgate.get('/v1/patients', { params: { query: { limit: 200 } } });
    const asked: string[] = [];
    const counting = connectWith((request) => {
      asked.push(new URL(request.url).search);
      return fetch(request);
    });
    const paged: string[] = [];
    for await (const { patientId } of counting.each('/v1/patients', { query: { limit: 2 } })) paged.push(patientId);
    expect(paged).toEqual(whole.map(({ patientId }) => patientId));
    expect(asked).toHaveLength(Math.ceil(whole.length / 2));
    const [first] = await firstOf(counting.each('/v1/patients', { query: { limit: 2 } }));
    expect([first?.patientId, asked.length]).toEqual([whole[0]?.patientId, Math.ceil(whole.length / 2) + 1]);
  });

  it('sends a status\'s ETag back and is told that nothing has changed', async () => {
    const { patientId } = await readyForBlock1(service);
    const question = { params: { path: { patientId } } };
    const { etag = '' } = await pathgate.get('/v1/patients/{patientId}/status', question);
    const problem = await refusal(pathgate.get('/v1/patients/{patientId}/status', { ...question, headers: { 'If-None-Match': etag } }));
    expect([problem.status, problem.code]).toEqual([304, 'unchanged']);
  });

  it('tells of what will go away, without an id, and of nothing else', async () => {
    const { patientId } = await readyForBlock1(service);
    const notices: object[] = [];
    let headers: Readonly<Record<string, string>> = {};
    const told = connect({
      address: service.address, key: service.keyOf('clinician'), onDeprecated: (notice) => notices.push(notice),
      fetch: async (request) => {
        const { body, status, headers: sent } = await fetch(request);
        return new Response(body, { status, headers: { ...Object.fromEntries(sent), ...headers } });
      },
    });
    const ask = () => told.get('/v1/patients/{patientId}', { params: { path: { patientId } } });
    await ask();
    headers = { deprecation: '@1798761600', sunset: 'Sat, 01 Jan 2028 00:00:00 GMT' };
    await ask();
    expect(notices).toEqual([{ method: 'GET', path: '/v1/patients/{patientId}', ...headers }]);
  });

  it('sends and reads files', async () => {
    const { patientId } = await readyForBlock1(service);
    const bytes = await notesPdf();
    const { data: { documentId } } = await pathgate.post('/v1/patients/{patientId}/documents', { params: { path: { patientId }, header: { 'Pathgate-Title': 'note' } }, headers: { 'content-type': 'application/pdf' }, body: bytes });
    const { data } = await pathgate.get('/v1/patients/{patientId}/documents/{documentId}', { params: { path: { patientId, documentId } }, parseAs: 'arrayBuffer' });
    expect(Buffer.from(data).equals(Buffer.from(bytes))).toBe(true);
  });

  describe('what is repeated', () => {
    const unavailable = (after: string): Response => new Response(JSON.stringify({ code: 'not-available', status: 503, detail: 'Later.' }), { status: 503, headers: { 'retry-after': after, 'content-type': 'application/problem+json' } });
    const registration = (mrn: string) => ({ ...REGISTRATION, identifiers: [{ kind: 'mrn', value: mrn }] }) as Schemas['RegisterPatientDto'];

    it('is a write whose answer was lost, under the same key: it is recorded once', async () => {
      const keys: (string | null)[] = [];
      const losing = connectWith(async (request) => {
        keys.push(request.headers.get('idempotency-key'));
        const answer = await fetch(request);
        if (keys.length === 1) throw new TypeError('the connection broke');
        return answer;
      });
      const { isReplayed, data } = await losing.post('/v1/patients', { body: registration('LOST-1') });
      expect([isReplayed, keys.length, new Set(keys).size]).toEqual([true, 2, 1]);
      expect((await pathgate.get('/v1/patients/{patientId}', { params: { path: { patientId: data.patientId } } })).data.version).toBe(1);
    });

    it('is a request that was told 503, as long as there are attempts', async () => {
      let times = 0;
      const soon = connectWith((request) => (++times < QUICK.attempts ? Promise.resolve(unavailable('1')) : fetch(request)));
      expect((await soon.post('/v1/patients', { body: registration('LATER-1') })).status).toBe(201);
      expect(times).toBe(QUICK.attempts);
      times = -1;
      const problem = await refusal(soon.get('/v1/patients').then(() => connectWith(() => Promise.resolve(unavailable('1'))).get('/v1/patients')));
      expect([problem.status, problem.code]).toEqual([503, 'not-available']);
    });

    it('is no other refusal', async () => {
      let times = 0;
      const counting = connectWith((request) => {
        times++;
        return fetch(request);
      });
      const problem = await refusal(counting.get('/v1/patients/{patientId}', { params: { path: { patientId: 'nobody' } } }));
      expect([problem.status, times]).toEqual([404, 1]);
    });

    it('ends as a problem of its own when the service is never reached, and as the caller\'s own stop when stopped', async () => {
      const never = connectWith(() => Promise.reject(new TypeError('no route')));
      const problem = await refusal(never.get('/v1/patients'));
      expect([problem.status, problem.code, (problem.cause as Error).message]).toEqual([0, 'not-reached', 'no route']);
      await expect(pathgate.get('/v1/patients', { signal: AbortSignal.abort(new Error('stopped')) })).rejects.not.toBeInstanceOf(Problem);
    });
  });
});

async function firstOf<T>(items: AsyncIterableIterator<T>): Promise<readonly T[]> {
  for await (const item of items) return [item];
  return [];
}
