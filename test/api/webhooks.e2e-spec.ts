/** Events to programs outside: the feed, and webhooks to a receiver in another process that fails, hangs, answers twice and goes away; on both engines. */
import { describeEachEngine } from '../support/engines';
import type { Delivered } from '../support/webhook-receiver/behaviours';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver/start-receiver';
import { NOON, startService, TODAY, type Reply, type Service } from './support/service';
import { etagOf, expectStatus, readyForBlock1, register } from './support/story';

const ADMIN = { role: 'admin' } as const;
const SECOND_MS = 1_000;
const ATTEMPTS_MAX = 3;
const BACK_OFF = { firstMs: 5 * SECOND_MS, factor: 4, longestMs: 3_600 * SECOND_MS, attemptsMax: ATTEMPTS_MAX, jitter: 0 };
/** Long against what a busy machine needs to answer, short against a test. */
const TIMEOUT_MS = 1_500;

describeEachEngine('webhooks', (under) => {
  let service: Service;
  let receiver: WebhookReceiver;
  let nowMs = Date.parse(NOON);

  const setNow = async (ms: number): Promise<void> => {
    nowMs = ms;
    const instant = new Date(ms).toISOString();
    service.setNow(instant);
    await receiver.setNow(instant);
  };
  const score = (value: number) => ({ fact: { type: 'score', occurredOn: TODAY, instrument: 'ODI', value } });
  const documented = async (patientId: string, value: number): Promise<Reply> => expectStatus(await service.post(`/v1/patients/${patientId}/facts?findings=none`, score(value)), 201);
  const delivered = async (): Promise<readonly Delivered[]> => (await receiver.state()).delivered;
  const webhookOf = async (id: string) => expectStatus(await service.get(`/v1/webhooks/${id}`, ADMIN), 200).body;
  const deliveriesOf = async (id: string, state?: string) => expectStatus(await service.get(`/v1/webhooks/${id}/deliveries${state === undefined ? '' : `?state=${state}`}`, ADMIN), 200).body.items;
  const feed = async (after = '0', rest = '') => expectStatus(await service.get(`/v1/events?after=${after}&limit=200${rest}`, { role: 'api-consumer' }), 200).body;

  const lastOfFeed = async (): Promise<{ readonly next: string }> => {
    for (let after = '0'; ;) {
      const { next, more } = await feed(after);
      if (more === false) return { next };
      after = next;
    }
  };

  async function until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
    for (const endsAt = Date.now() + 40 * SECOND_MS; Date.now() < endsAt; await new Promise((resolve) => setTimeout(resolve, 25))) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    }
    throw new Error(`waited in vain until ${what}`);
  }
  /** Deliveries were made of everything there is, and none of them waits. */
  const isSettled = async (id: string): Promise<boolean> => {
    const { next } = await lastOfFeed();
    const { pending, position } = await webhookOf(id);
    return pending === 0 && Number(position) >= Number(next);
  };
  const settled = (id: string) => until(() => isSettled(id), 'nothing waits');
  async function subscribed(body: object = {}): Promise<{ readonly id: string; readonly secret: string }> {
    const made = expectStatus(await service.post('/v1/webhooks', { url: receiver.url, label: 'A test', ...body }, ADMIN), 201).body;
    await receiver.setSecrets(made.secret as string);
    await receiver.forget();
    await receiver.behave();
    return { id: made.webhookId, secret: made.secret };
  }
  const removed = async (id: string): Promise<void> => void expectStatus(await service.call('DELETE', `/v1/webhooks/${id}`, {}, ADMIN), 200);
  /** Lets the clock go on to the next attempt of what has failed, until something holds. */
  const goingOn = (id: string, holds: () => Promise<boolean>, what: string) => until(async () => {
    if (await holds()) return true;
    const [failed] = (await deliveriesOf(id, 'pending')).filter(({ failure, nextAttemptAt }: { failure?: object; nextAttemptAt: string | null }) => failure !== undefined && nextAttemptAt !== null);
    if (failed !== undefined) await setNow(Math.max(nowMs, Date.parse(failed.nextAttemptAt)));
    return undefined;
  }, what);

  beforeAll(async () => {
    receiver = await startWebhookReceiver();
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], { webhookNetworks: ['127.0.0.1'], webhookBackOff: BACK_OFF, webhookTimeoutMs: TIMEOUT_MS });
    await setNow(nowMs);
  });
  afterAll(async () => {
    await service.close();
    await receiver.stop();
  });

  it('shows a secret once, lists webhooks without it, and audits who did what', async () => {
    const key = 'one-webhook-only';
    const first = expectStatus(await service.post('/v1/webhooks', { url: receiver.url, label: 'EHR' }, { ...ADMIN, key }), 201);
    expect(first.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await service.post('/v1/webhooks', { url: receiver.url, label: 'EHR' }, { ...ADMIN, key });
    expect([again.status, again.body.code, again.body.details]).toEqual([409, 'webhook-secret-shown', { webhookId: first.body.webhookId }]);
    const listed = await service.get('/v1/webhooks', ADMIN);
    expect(listed.text).not.toContain('whsec_');
    expect(listed.body.items).toEqual([{ ...first.body, secret: undefined }]);
    const audit = await service.store.sql.of('riverbend').query("SELECT action, resource, outcome FROM audit WHERE action LIKE 'manage-webhooks%' AND resource LIKE 'webhook/%'");
    expect(audit.map((row) => ({ ...row }))).toEqual([{ action: 'manage-webhooks', resource: `webhook/${first.body.webhookId}`, outcome: 'allowed' }, { action: 'manage-webhooks', resource: `webhook/${first.body.webhookId}`, outcome: 'refused' }]);
    await removed(first.body.webhookId as string);
    expect([(await service.get(`/v1/webhooks/${first.body.webhookId}`, ADMIN)).body.code, (await service.get('/v1/webhooks', ADMIN)).body.items]).toEqual(['webhook-not-found', []]);
    expect((await service.store.sql.of('riverbend').query('SELECT secret FROM webhook')).map(({ secret }) => secret)).toEqual(['']);
    expect(service.logged()).not.toContain('whsec_');
  });

  it.each([
    ['http to the internet', 'http://ehr.example/hook', undefined], ['http to an address of the internet', 'http://8.8.8.8/hook', 'webhook-address-refused'], ['a private network', 'https://10.1.2.3/hook', 'webhook-address-refused'],
    ['metadata', 'https://169.254.169.254/latest', 'webhook-address-refused'], ['loopback written as a number', 'https://2130706433/', undefined], ['a mapped address', 'https://[::ffff:10.0.0.1]/', 'webhook-address-refused'],
    ['a user', 'https://user:pass@ehr.example/', 'webhook-address-refused'], ['no address', 'ehr.example', 'webhook-address-refused'], ['another scheme', 'ftp://ehr.example/', 'webhook-address-refused'],
  ])('takes no webhook to %s', async (_, url, code) => {
    const reply = await service.post('/v1/webhooks', { url, label: 'x' }, ADMIN);
    // A name is known to lead somewhere only when it is resolved, and 127.0.0.1 is named here.
    expect([url, reply.status, reply.body.code]).toEqual([url, code === undefined ? 201 : 422, code]);
    if (reply.status === 201) await removed(reply.body.webhookId as string);
  });

  it('delivers what the feed shows, signed, in order, with ids and nothing clinical', async () => {
    const start = (await feed()).next;
    const { id } = await subscribed();
    const { patientId } = await readyForBlock1(service);
    await settled(id);
    const { items } = await feed(start);
    const came = await delivered();
    expect(came.map(({ body }) => body)).toEqual(items);
    expect(came.length).toBeGreaterThan(8);
    expect(came.every(({ verifiedBy, signatures, id: messageId, body }) => verifiedBy[0] === 0 && signatures === 1 && messageId === body.id)).toBe(true);
    expect(new Set(came.map(({ id: messageId }) => messageId)).size).toBe(came.length);
    expect(came.map(({ version }) => version)).toEqual([...came.map(({ version }) => version)].sort((a, b) => a - b));
    expect(came.map(({ type }) => type)).toEqual(expect.arrayContaining(['fact.documented', 'criterion.met', 'step.eligible']));
    expect(JSON.stringify(came)).not.toMatch(/NRS|ODI|Zanzibarova|relief|found|outcome/);
    expect(await webhookOf(id)).toMatchObject({ state: 'active', pending: 0, dead: 0, lastFailure: null, lastSuccess: { eventId: items.at(-1).id } });
    expect((await feed(start, '&types=step.eligible')).items.map(({ type, data }: Delivered['body']) => [type, data['patientId']])).toEqual([['step.eligible', patientId]]);
    await removed(id);
  });

  it('adds findings and determinations in short for whoever was granted them, of the types that were asked for', async () => {
    const { id } = await subscribed({ content: true, types: ['criterion.met', 'fact.documented'] });
    await readyForBlock1(service);
    await settled(id);
    const came = await delivered();
    expect(new Set(came.map(({ type }) => type))).toEqual(new Set(['criterion.met', 'fact.documented']));
    expect(came.find(({ type }) => type === 'criterion.met')?.body.data['content']).toMatchObject({ findings: [{ outcome: 'met', evidence: expect.any(Array) as unknown }] });
    expect(came.find(({ type }) => type === 'fact.documented')?.body.data['content']).toEqual({ factType: expect.any(String) as unknown });
    await removed(id);
  });

  it('holds back only the patient whose delivery fails, and goes on in order when it is taken', async () => {
    const [held, free] = [await register(service), await register(service)];
    const { id } = await subscribed();
    await receiver.behave({ patientId: held, manner: 'fails', times: 1 });
    for (let value = 1; value <= 4; value++) for (const patientId of [held, free]) await documented(patientId, value);
    await until(async () => (await delivered()).filter(({ patientId }) => patientId === free).length === 4, 'the other patient has all');
    await until(async () => (await webhookOf(id)).pending === 4, 'four wait');
    expect((await delivered()).filter(({ patientId }) => patientId === held).map(({ version }) => version)).toEqual([2]);
    const waiting = await deliveriesOf(id, 'pending');
    expect(waiting).toMatchObject([{ patientId: held, attempts: 1, failure: { code: 'receiver-unavailable' }, nextAttemptAt: new Date(nowMs + BACK_OFF.firstMs).toISOString() }, ...Array.from({ length: 3 }, () => ({ attempts: 0, nextAttemptAt: null }))]);
    await setNow(nowMs + BACK_OFF.firstMs);
    await settled(id);
    expect((await delivered()).filter(({ patientId }) => patientId === held).map(({ version }) => version)).toEqual([2, 2, 3, 4, 5]);
    expect(await webhookOf(id)).toMatchObject({ lastFailure: { code: 'receiver-unavailable', reason: expect.any(String) as unknown } });
    await removed(id);
  });

  it.each([
    ['hangs', 'no-answer', true], ['deaf', 'not-reached', true], ['refuses', 'not-taken', true], ['moved', 'moved', true], ['cut', undefined, false], ['twice', undefined, false], ['endless', undefined, false],
  ] as const)('a receiver that is %s', async (manner, code, comesAgain) => {
    const [first, other] = [await register(service), await register(service)];
    const { id } = await subscribed();
    await receiver.behave({ patientId: first, manner, times: 1 });
    for (const patientId of [first, other]) await documented(patientId, 7);
    await documented(first, 8);
    if (code !== undefined) {
      await until(async () => (await webhookOf(id)).lastFailure?.code === code, `it failed by ${code}`);
      await until(async () => (await delivered()).some(({ patientId }) => patientId === other), 'the other patient is not held back');
      await goingOn(id, () => isSettled(id), 'all is delivered');
    } else await settled(id);
    expect((await delivered()).filter(({ patientId }) => patientId === first).map(({ version }) => version)).toEqual(comesAgain ? [2, 2, 3] : [2, 3]);
    expect((await receiver.state()).elsewhere).toBe(0);
    await removed(id);
  });

  it('comes back when the receiver says', async () => {
    const patientId = await register(service);
    const { id } = await subscribed();
    await receiver.behave({ manner: 'busy', times: 1 });
    await documented(patientId, 1);
    const [waiting] = await until(async () => { const found = await deliveriesOf(id); return found[0]?.failure === undefined ? undefined : found; }, 'it has failed');
    expect(waiting.nextAttemptAt).toBe(new Date(nowMs + 600 * SECOND_MS).toISOString());
    await removed(id);
  });

  it('gives up after so many attempts, says so, goes on with the next, and resends what a person asks for', async () => {
    const patientId = await register(service);
    const { id } = await subscribed();
    await receiver.behave({ patientId, manner: 'fails', times: ATTEMPTS_MAX });
    await documented(patientId, 1);
    await documented(patientId, 2);
    await goingOn(id, () => isSettled(id), 'one is dead and the next delivered');
    expect((await delivered()).map(({ version }) => version)).toEqual([2, 2, 2, 3]);
    expect(await webhookOf(id)).toMatchObject({ dead: 1, pending: 0 });
    const [dead] = await deliveriesOf(id, 'dead');
    expect(dead).toMatchObject({ type: 'fact.documented', patientId, version: 2, state: 'dead', attempts: ATTEMPTS_MAX, nextAttemptAt: null, failure: { code: 'receiver-unavailable' } });
    expect(expectStatus(await service.post(`/v1/webhooks/${id}/resend`, { eventId: dead.eventId }, ADMIN), 200).body).toMatchObject({ eventId: dead.eventId, state: 'pending', attempts: expect.any(Number) as unknown });
    await until(async () => (await webhookOf(id)).dead === 0 && (await webhookOf(id)).pending === 0, 'it was delivered');
    expect((await delivered()).map(({ version }) => version)).toEqual([2, 2, 2, 3, 2]);
    const gone = await service.post(`/v1/webhooks/${id}/resend`, { eventId: dead.eventId }, ADMIN);
    expect([gone.status, gone.body.code]).toEqual([404, 'delivery-not-found']);
    await removed(id);
  });

  it('is off where the receiver wants no more, and loses nothing meanwhile', async () => {
    const patientId = await register(service);
    const { id } = await subscribed();
    await receiver.behave({ manner: 'gone', times: 1 });
    await documented(patientId, 1);
    await until(async () => (await webhookOf(id)).state === 'gone', 'it is off');
    await documented(patientId, 2);
    expectStatus(await service.call('PATCH', `/v1/webhooks/${id}`, { state: 'active' }, ADMIN), 200);
    await goingOn(id, async () => (await delivered()).length === 3, 'all is delivered');
    expect((await delivered()).map(({ version }) => version)).toEqual([2, 2, 3]);
    expectStatus(await service.call('PATCH', `/v1/webhooks/${id}`, { state: 'paused', types: ['fact.corrected'], label: 'Other' }, ADMIN), 200);
    expect(await webhookOf(id)).toMatchObject({ state: 'paused', types: ['fact.corrected'], label: 'Other', url: receiver.url });
    await removed(id);
  });

  it('signs by both secrets while they overlap, and by the new one alone afterwards', async () => {
    const patientId = await register(service);
    const { id, secret } = await subscribed();
    const key = 'one-rotation-only';
    const renewed = expectStatus(await service.post(`/v1/webhooks/${id}/secret`, { overlapHours: 1 }, { ...ADMIN, key }), 200).body;
    expect((await service.post(`/v1/webhooks/${id}/secret`, { overlapHours: 1 }, { ...ADMIN, key })).body.code).toBe('webhook-secret-shown');
    expect(renewed).toMatchObject({ formerSecretUntil: new Date(nowMs + 3_600 * SECOND_MS).toISOString() });
    await receiver.setSecrets(secret, renewed.secret as string);
    await documented(patientId, 1);
    await settled(id);
    await setNow(nowMs + 3_600 * SECOND_MS);
    await documented(patientId, 2);
    await settled(id);
    expect((await delivered()).map(({ verifiedBy, signatures }) => ({ verifiedBy, signatures }))).toEqual([{ verifiedBy: [0, 1], signatures: 2 }, { verifiedBy: [1], signatures: 1 }]);
    await removed(id);
  });

  it('sends again from a point on, the same events under the same ids, once for each time it is asked', async () => {
    const patientId = await register(service);
    const { id } = await subscribed();
    for (let value = 1; value <= 5; value++) await documented(patientId, value);
    await settled(id);
    const first = await delivered();
    const after = String(first[1]?.position);
    await receiver.forget();
    for (let i = 0; i < 2; i++) expectStatus(await service.post(`/v1/webhooks/${id}/replay`, { after }, { ...ADMIN, key: 'one-replay-only' }), 200);
    await until(async () => (await delivered()).length >= 3, 'three came again');
    await settled(id);
    expect((await delivered()).map(({ body }) => body)).toEqual(first.slice(2).map(({ body }) => body));
    await removed(id);
    const fromThere = await subscribed({ after });
    await settled(fromThere.id);
    await until(async () => (await delivered()).length === 3, 'a new webhook began there');
    await removed(fromThere.id);
  });

  it('tells of a decision, and of a fact that is corrected', async () => {
    const { patientId } = await readyForBlock1(service);
    const { id } = await subscribed({ content: true, types: ['authorization.determined', 'authorization.requested', 'fact.corrected', 'step.no-longer-eligible'] });
    const { items: [draft] } = (await service.get(`/v1/patients/${patientId}/authorizations`)).body;
    const on = `/v1/patients/${patientId}/authorizations/${draft.authorizationId}`;
    const send = async (path: string, body: object) => expectStatus(await service.post(`${on}/${path}`, body, { role: 'auth-staff', ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) }), 200);
    await send('request', { dateOfService: '2026-10-12' });
    await send('submission', { channel: 'portal', proof: { reference: 'C-1' } });
    await send('determinations', { decision: 'denied', decidedOn: TODAY, reason: 'Something a payer writes.' });
    const { body: { items } } = await service.get(`/v1/patients/${patientId}/timeline`);
    const pain = (items as { type: string; factId: string; text: string }[]).filter(({ type, text }) => type === 'FactDocumented' && text.startsWith('Score'))[0];
    expectStatus(await service.post(`/v1/patients/${patientId}/facts/${pain?.factId}/corrections`, { fact: { type: 'score', occurredOn: TODAY, instrument: 'NRS', value: 0, role: 'baseline' }, reason: 'mistyped' }, { ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) }), 201);
    await settled(id);
    const came = await delivered();
    expect(came.map(({ type }) => type)).toEqual(['authorization.requested', 'authorization.determined', 'fact.corrected', 'step.no-longer-eligible']);
    expect(came[1]?.body.data).toMatchObject({ authorizationId: draft.authorizationId, step: 'mbb1', determination: 1, on: TODAY, content: { decision: 'denied' } });
    expect(JSON.stringify(came)).not.toContain('Something a payer writes');
    await removed(id);
  });
});
