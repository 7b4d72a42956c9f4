/** Requests that the service sends, over real HTTP to a payer's server in another process: every way in which it may answer, on both engines. */
import { openPayerEndpoints } from '../../src/submissions';
import { describeEachEngine } from '../support/engines';
import { startReceiver, type Receiver } from '../support/payer-receiver/start-receiver';
import type { Behaviour } from '../support/payer-receiver/behaviours';
import { recordDirectory, requested, type Requested } from './support/requested';
import { NOON, startService, TODAY, type Reply, type Service } from './support/service';
import { etagOf, expectStatus } from './support/story';

const ATTEMPTS_MAX = 3;
const SECONDS = 1_000;
/** Long against what a busy machine needs for a request: else one that the payer never got would count as one that was answered too late. */
const TIMEOUT_MS = 5 * SECONDS;

describeEachEngine('a request that the service sends', (under) => {
  let service: Service;
  let receiver: Receiver;
  let places: Awaited<ReturnType<typeof recordDirectory>>;
  let nowMs = Date.parse(NOON);

  const setNow = async (ms: number): Promise<void> => {
    nowMs = ms;
    const instant = new Date(ms).toISOString();
    service.setNow(instant);
    await receiver.setNow(instant);
  };
  const at = ({ patientId, authorizationId }: Requested, path: string): string => `/v1/patients/${patientId}/authorizations/${authorizationId}${path}`;
  const seen = async ({ patientId }: Requested) => ({ role: 'auth-staff', ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) }) as const;
  const queue = async (one: Requested): Promise<Reply> => service.post(at(one, '/submission'), { channel: 'fhir' }, await seen(one));
  const authorizationOf = async ({ patientId, authorizationId }: Requested) =>
    (await service.get(`/v1/patients/${patientId}/authorizations`)).body.items.find((item: { authorizationId: string }) => item.authorizationId === authorizationId);
  const eventsOf = async ({ patientId }: Requested): Promise<readonly string[]> => (await service.store.read('riverbend', patientId)).map(({ type }) => type);
  const parked = async () => (await service.get('/v1/submissions?state=parked', { role: 'auth-staff' })).body.items;
  const jobs = () => service.store.outbox.list('riverbend', 'submission', 100);

  async function until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
    for (const endsAt = Date.now() + 40 * SECONDS; Date.now() < endsAt; await new Promise((resolve) => setTimeout(resolve, 25))) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    }
    throw new Error(`waited in vain until ${what}`);
  }
  /** Waits for the attempt in hand and lets the clock go on to the next, until it is settled. */
  async function settled(one: Requested) {
    return until(async () => {
      const found = await authorizationOf(one);
      if (found.submission?.state !== 'queued') return found;
      const [waiting] = (await jobs()).filter(({ payload, lastError }) => (payload as { authorizationId: string }).authorizationId === one.authorizationId && lastError !== undefined);
      if (waiting?.availableAt !== undefined) await setNow(Math.max(nowMs, Date.parse(waiting.availableAt)));
      return undefined;
    }, 'the submission is settled');
  }
  async function sent(...behaviours: readonly Behaviour[]): Promise<{ readonly one: Requested; readonly authorization: Awaited<ReturnType<typeof authorizationOf>>; readonly events: readonly string[] }> {
    const one = await requested(service, places, TODAY);
    await receiver.behave(...behaviours);
    expectStatus(await queue(one), 200);
    const authorization = await settled(one);
    return { one, authorization, events: (await eventsOf(one)).slice((await eventsOf(one)).indexOf('SubmissionQueued')) };
  }
  const receivedOf = async ({ packetId }: Requested) => (await receiver.state()).received.filter(({ identifier }) => identifier === packetId);

  beforeAll(async () => {
    receiver = await startReceiver({ attemptsMax: ATTEMPTS_MAX, timeoutMs: TIMEOUT_MS });
    service = await startService(await under.freshDatabase(), [], {}, 'T', openPayerEndpoints(receiver.endpointsFile));
    await setNow(Date.parse(NOON));
    places = await recordDirectory(service, [{ kind: 'fhir', to: receiver.baseAddress }, { kind: 'fax', to: '937-555-0190' }]);
  });
  afterAll(async () => {
    await service.close();
    await receiver.stop();
  });

  describe.each([
    ['approves', 'approve', 'affirmed'], ['partially approves', 'partially-approve', 'partially-affirmed'], ['modifies', 'modify', 'modified'], ['denies', 'deny', 'denied'],
    ['pends', 'pend', 'pended'], ['rejects', 'reject', 'rejected'],
  ] as const)('the payer %s', (_, decision, position) => {
    it('once: answer, proof and decision are on record together', async () => {
      const { one, authorization, events } = await sent({ decision });
      expect(authorization).toMatchObject({ position, channel: 'fhir', submission: { state: 'answered', payer: 'medicare', to: receiver.baseAddress } });
      expect(events).toEqual(['SubmissionQueued', 'AuthorizationSubmitted', 'DocumentAttached', 'DeterminationRecorded']);
      const [request] = await receivedOf(one);
      const { exchange, documentId } = authorization.proof;
      expect(exchange).toMatchObject({ httpStatus: 200, requestSha256: request?.sha256, identifiers: expect.arrayContaining(['urn:payer:answers|answer-1']) });
      expect(authorization.determinations).toEqual([expect.objectContaining({ decision: position, channel: 'parsed', documentId })]);
      const kept = await service.get(`/v1/patients/${one.patientId}/documents/${documentId}`);
      expect([kept.status, kept.headers.get('content-type'), JSON.parse(kept.text).resourceType]).toEqual([200, 'application/fhir+json', 'Bundle']);
      expect(await jobs()).toEqual([]);
      expect((await service.store.read('riverbend', one.patientId)).filter(({ type }) => type === 'AuthorizationSubmitted').map(({ actorId }) => actorId)).toEqual(['system']);
    });
  });

  it('is on record as submitted where the payer has it and has not decided', async () => {
    const { authorization, events } = await sent({ decision: 'defer' });
    expect(authorization).toMatchObject({ position: 'submitted', determinations: [], proof: { exchange: { httpStatus: 200, unread: 'answer-not-final' } } });
    expect(events).toEqual(['SubmissionQueued', 'AuthorizationSubmitted', 'DocumentAttached']);
  });

  it('comes back with what is wrong with it: rejected, nothing to appeal, and corrected it goes out as a new packet', async () => {
    const { one, authorization } = await sent({ manner: 'outcome' });
    expect(authorization).toMatchObject({ position: 'rejected', proof: { exchange: { httpStatus: 422 } }, determinations: [{ decision: 'rejected', faults: [{ code: 'required', text: 'A line of the request has no place.' }] }] });
    expect(await queue(one)).toMatchObject({ status: 409, body: { code: 'packet-already-sent' } });
  });

  it.each([
    ['is down', { manner: 'unavailable' }, 'payer-unavailable'], ['is too slow', { manner: 'slow', delayMs: 10 * TIMEOUT_MS }, 'no-answer'], ['answers with half a message', { manner: 'garbled' }, 'answer-unreadable'],
    ['dies in the middle of its answer', { manner: 'cut' }, 'answer-cut'], ['dies before its answer', { manner: 'deaf' }, 'not-reached'], ['answers with a page', { manner: 'page' }, 'answer-unreadable'], ['is busy', { manner: 'busy' }, 'payer-busy'],
  ] as const)('is sent again where the payer %s, the same bytes under the same number, and decided once', async (_, behaviour, code) => {
    const logged = service.logged().length;
    const { one, authorization, events } = await sent(behaviour, { decision: 'approve' });
    const requests = await receivedOf(one);
    expect(requests).toHaveLength(2);
    expect(new Set(requests.map(({ sha256 }) => sha256)).size).toBe(1);
    expect((await receiver.state()).decided.filter((identifier) => identifier === one.packetId)).toHaveLength(1);
    expect(authorization.position).toBe('affirmed');
    expect(events).toEqual(['SubmissionQueued', 'AuthorizationSubmitted', 'DocumentAttached', 'DeterminationRecorded']);
    expect(service.logged().slice(logged)).toContain(`"code":"${code}"`);
    expect(await jobs()).toEqual([]);
  });

  it('is recorded once where the payer answers twice', async () => {
    const { one, authorization, events } = await sent({ decision: 'deny', manner: 'twice' });
    expect(authorization.position).toBe('denied');
    expect(events).toEqual(['SubmissionQueued', 'AuthorizationSubmitted', 'DocumentAttached', 'DeterminationRecorded']);
    expect(await receivedOf(one)).toHaveLength(1);
    // The same answer once more, by hand: nothing changes.
    const { documentId } = authorization.proof;
    const message = (await service.get(`/v1/patients/${one.patientId}/documents/${documentId}`)).text;
    const again = await service.post(at(one, '/claim-response'), undefined, { ...(await seen(one)), raw: message });
    expect([again.status, again.body.code]).toEqual([409, 'already-recorded']);
  });

  it('waits as long as a busy payer says', async () => {
    const one = await requested(service, places, TODAY);
    await receiver.behave({ manner: 'busy' }, {});
    expectStatus(await queue(one), 200);
    const waiting = await until(async () => (await jobs()).find(({ lastError }) => lastError === 'payer-busy'), 'the payer was busy');
    expect(Date.parse(waiting.availableAt ?? '') - nowMs).toBeGreaterThanOrEqual(7 * SECONDS);
    const { items } = (await service.get('/v1/submissions?state=queued', { role: 'auth-staff' })).body;
    expect(items).toEqual([expect.objectContaining({ authorizationId: one.authorizationId, state: 'queued', nextAttemptAt: waiting.availableAt, failure: { code: 'payer-busy', reason: expect.stringContaining('come back later') } })]);
    await settled(one);
  });

  it('is parked after as many attempts as the endpoint says, shown with its reason, and resent by staff under the same number', async () => {
    const { one, authorization, events } = await sent({ manner: 'unavailable' });
    expect(await receivedOf(one)).toHaveLength(ATTEMPTS_MAX);
    expect(authorization).toMatchObject({ position: 'requested', submission: { state: 'parked', failure: { code: 'payer-unavailable', attempts: ATTEMPTS_MAX } } });
    expect(events).toEqual(['SubmissionQueued', 'SubmissionParked']);
    const { id } = authorization.submission;
    const [item] = await until(async () => ((await parked()).length === 1 ? parked() : undefined), 'it is listed');
    expect(item).toMatchObject({ submissionId: id, patientId: one.patientId, state: 'parked', attempts: ATTEMPTS_MAX, failure: { code: 'payer-unavailable', reason: expect.stringContaining('an error of its own') } });
    expect(await queue(one)).toMatchObject({ status: 409, body: { code: 'submission-parked' } });
    const text = (await service.get(`/v1/patients/${one.patientId}/timeline`)).body.items.map((each: { text: string }) => each.text).join('\n');
    expect(text).toContain(`could not be sent after ${ATTEMPTS_MAX} attempts: The payer's server had an error of its own.`);

    await receiver.behave({ decision: 'approve' });
    expect((await service.post(`/v1/submissions/${id}/resend`, {}, { role: 'nurse' })).status).toBe(403);
    expect((await service.post(`/v1/submissions/${id}/resend`, {}, { role: 'auth-staff', practice: 'hillside' })).status).toBe(404);
    const resent = expectStatus(await service.post(`/v1/submissions/${id}/resend`, { reason: 'They are up again.' }, { role: 'auth-staff', key: `resend-${id}` }), 200);
    expect(resent.body.authorization.submission).toMatchObject({ id, state: 'queued' });
    expect(await settled(one)).toMatchObject({ position: 'affirmed' });
    expect(new Set((await receivedOf(one)).map(({ sha256 }) => sha256)).size).toBe(1);
    expect(expectStatus(await service.post(`/v1/submissions/${id}/resend`, { reason: 'They are up again.' }, { role: 'auth-staff', key: `resend-${id}` }), 200).text).toBe(resent.text);
    expect((await service.post(`/v1/submissions/${id}/resend`, {}, { role: 'auth-staff' })).status).toBe(404);
    expect([await parked(), await jobs()]).toEqual([[], []]);
    const actions = (await service.get('/v1/audit', { role: 'auditor' })).body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['read-submissions', 'deliver-submission']));
  });

  it.each([['refuses without saying why in FHIR', 'refused', 'request-refused'], ['has moved', 'moved', 'address-wrong'], ['does not admit it', 'unauthorized', 'access-refused']] as const)(
    'is parked at once where the payer %s: another attempt would change nothing', async (_, manner, code) => {
      const { one, authorization } = await sent({ manner });
      expect(authorization.submission).toMatchObject({ state: 'parked', failure: { code, attempts: 1 } });
      // Nothing else may go out while it is unclear, but once it is parked another way is open.
      expectStatus(await service.post(at(one, '/submission'), { channel: 'fax', proof: { reference: 'R-1' } }, await seen(one)), 200);
      expect(await authorizationOf(one)).toMatchObject({ position: 'submitted', channel: 'fax' });
      expect((await authorizationOf(one)).submission).toBeUndefined();
      expect(await parked()).toEqual([]);
      expect((await service.post(`/v1/submissions/${authorization.submission.id}/resend`, {}, { role: 'auth-staff' })).body.code).toBe('unknown-submission');
    });

  it('asks for one token and keeps it, for another when it ends, and for one more where the payer does not take it', async () => {
    const before = (await receiver.state()).tokensIssued;
    await sent({});
    await sent({});
    expect((await receiver.state()).tokensIssued - before).toBeLessThanOrEqual(1);
    await receiver.forgetTokens();
    const { one } = await sent({});
    expect(await receivedOf(one)).toHaveLength(1);
    const after = (await receiver.state()).tokensIssued;
    await setNow(nowMs + 300 * SECONDS);
    await sent({});
    expect((await receiver.state()).tokensIssued).toBe(after + 1);
    expect((await receiver.state()).tokensRefused).toEqual([]);
    expect(service.logged()).not.toMatch(/eyJ|Bearer|assertion/);
  });

  it('is not sent while nobody has signed it, and to no address but the one that is configured', async () => {
    const unsigned = await requested(service, places, TODAY, false);
    expect(await queue(unsigned)).toMatchObject({ status: 409, body: { code: 'packet-not-signed' } });
    const one = await requested(service, places, TODAY);
    const payerAt = async (to: string) => expectStatus(await service.call('PUT', '/v1/payers/medicare', { name: 'Medicare', payerNumber: '00000', plans: [{ channels: [{ kind: 'fhir', to }] }] }, { role: 'admin', ifMatch: etagOf(await service.get('/v1/payers', { role: 'admin' })) }), 200);
    await payerAt('http://127.0.0.1:9/fhir');
    expect(await queue(one)).toMatchObject({ status: 409, body: { code: 'endpoint-differs' } });
    await payerAt(`${receiver.baseAddress}/`);
    await receiver.behave({});
    expectStatus(await queue(one), 200);
    expect(await settled(one)).toMatchObject({ position: 'affirmed' });
  });

  it('may be taken back while it is under way: the answer is kept for a person and decides nothing', async () => {
    const one = await requested(service, places, TODAY);
    await receiver.behave({ manner: 'slow', delayMs: TIMEOUT_MS / 2 });
    expectStatus(await queue(one), 200);
    expect(await queue(one)).toMatchObject({ status: 409, body: { code: 'submission-under-way' } });
    await until(async () => (await receivedOf(one)).length === 1, 'the payer has it');
    expectStatus(await service.post(at(one, '/withdrawal'), { reason: 'The patient moved.' }, await seen(one)), 200);
    await until(async () => (await jobs()).length === 0, 'the answer has come');
    expect((await authorizationOf(one)).position).toBe('withdrawn');
    const { items } = (await service.get(`/v1/patients/${one.patientId}/documents`)).body;
    expect(items).toEqual([expect.objectContaining({ title: expect.stringContaining('not awaited'), mediaType: 'application/fhir+json' })]);
  });
});
