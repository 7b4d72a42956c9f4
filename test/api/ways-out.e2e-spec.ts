/** Requests that go out by hand, and the conversations about them, over real HTTP: channels and their limits, the proof of each, what is refused before anything goes out. */
import { createHash } from 'node:crypto';
import { describeEachEngine } from '../support/engines';
import { recordDirectory, requested, type Requested } from './support/requested';
import { NOON, startService, TODAY, type Reply, type Service } from './support/service';
import { etagOf, expectStatus } from './support/story';

const TO = '937-555-0190';

describeEachEngine('a request that goes out by hand', (under) => {
  let service: Service;
  let places: Awaited<ReturnType<typeof recordDirectory>>;
  const at = ({ patientId, authorizationId }: Requested, path: string): string => `/v1/patients/${patientId}/authorizations/${authorizationId}${path}`;
  const seen = async ({ patientId }: Requested) => ({ role: 'auth-staff', ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) }) as const;
  const submit = async (one: Requested, body: object): Promise<Reply> => service.post(at(one, '/submission'), body, await seen(one));
  const said = ({ status, body }: Reply): readonly unknown[] => [status, body.code];
  const payerWith = async (channels: readonly object[]): Promise<void> => {
    const ifMatch = etagOf(await service.get('/v1/payers', { role: 'admin' }));
    expectStatus(await service.call('PUT', '/v1/payers/medicare', { name: 'Medicare', payerNumber: '00000', plans: [{ channels }] }, { role: 'admin', ifMatch }), 200);
  };
  const pdfOf = async ({ patientId, packetId }: Requested): Promise<Buffer> =>
    Buffer.from(await (await fetch(`${service.address}/v1/patients/${patientId}/packets/${packetId}.pdf`, { headers: { authorization: `Bearer ${service.keyOf('auth-staff')}` } })).arrayBuffer());
  const channelsOf = async (one: Requested) => expectStatus(await service.get(at(one, '/channels'), { role: 'auth-staff' }), 200).body;

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    places = await recordDirectory(service, [{ kind: 'fax', to: TO }]);
  });
  afterAll(() => service.close());

  it('by download: the hash of the packet that was issued is the proof', async () => {
    const one = await requested(service, places, TODAY);
    const sha256 = createHash('sha256').update(await pdfOf(one)).digest('hex');
    expect(said(await submit(one, { channel: 'download', proof: { packetSha256: 'f'.repeat(64) } }))).toEqual([422, 'packet-differs']);
    expect(said(await submit(one, { channel: 'portal', proof: { packetSha256: sha256, reference: 'R' } }))).toEqual([422, 'packet-differs']);
    expect((await submit(one, { channel: 'download', proof: { packetSha256: 'no' } })).status).toBe(400);
    expect(expectStatus(await submit(one, { channel: 'download' }), 200).body.authorization).toMatchObject({ position: 'submitted', channel: 'download', proof: { packetSha256: sha256 } });
  });

  it.each(['portal', 'fax', 'phone', 'mail'])('by %s: with a reference or a document, and not without', async (channel) => {
    const one = await requested(service, places, TODAY);
    expect(said(await submit(one, { channel }))).toEqual([422, 'proof-missing']);
    expect(expectStatus(await submit(one, { channel, proof: { reference: 'C-1' } }), 200).body.authorization).toMatchObject({ position: 'submitted', channel, proof: { reference: 'C-1' } });
  });

  it('by no other word', async () => {
    const one = await requested(service, places, TODAY);
    expect(said(await submit(one, { channel: 'pigeon', proof: { reference: 'C-1' } }))).toEqual([400, 'invalid-request']);
  });

  it('is refused where the payer\'s channel does not take it, with its size, and goes where it does', async () => {
    const one = await requested(service, places, TODAY);
    const pdf = await pdfOf(one);
    await payerWith([{ kind: 'fax', to: TO, pagesMax: 2 }, { kind: 'portal', to: 'https://portal.example', bytesMax: 1000 }, { kind: 'mail', to: 'Box 1, Springfield', mediaTypes: ['image/tiff'] }, { kind: 'phone', to: TO }]);
    const { files, channels, decider } = await channelsOf(one);
    expect(decider).toEqual({ id: 'medicare', name: 'Medicare' });
    expect(files).toEqual([
      { mediaType: 'application/pdf', bytes: pdf.length, pages: expect.any(Number), sha256: createHash('sha256').update(pdf).digest('hex') }, { mediaType: 'application/fhir+json', bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(channels.map(({ kind, goes, problem }: { kind: string; goes: boolean; problem?: { code: string } }) => [kind, goes, problem?.code])).toEqual([['fax', false, 'packet-too-long'], ['portal', false, 'packet-too-large'], ['mail', false, 'packet-type-not-taken'], ['phone', true, undefined]]);
    expect(await submit(one, { channel: 'portal', proof: { reference: 'R' } })).toMatchObject({ status: 422, body: { code: 'packet-too-large', details: { bytes: pdf.length, bytesMax: 1000 } } });
    expect(await submit(one, { channel: 'fax', proof: { reference: 'R' } })).toMatchObject({ status: 422, body: { code: 'packet-too-long', details: { pages: files[0].pages, pagesMax: 2 } } });
    expect(said(await submit(one, { channel: 'mail', proof: { reference: 'R' } }))).toEqual([422, 'packet-type-not-taken']);
    const key = { key: 'the-payer-took-it', ...(await seen(one)) };
    const done = expectStatus(await service.post(at(one, '/submission'), { channel: 'phone', proof: { reference: 'R' } }, key), 200);
    await payerWith([{ kind: 'fax', to: TO }]);
    expect(expectStatus(await service.post(at(one, '/submission'), { channel: 'phone', proof: { reference: 'R' } }, key), 200).text).toBe(done.text);
  });

  it('goes by no endpoint that is not there', async () => {
    const one = await requested(service, places, TODAY);
    expect(said(await submit(one, { channel: 'fhir', proof: { reference: 'R' } }))).toEqual([422, 'sent-by-service']);
    expect(await submit(one, { channel: 'fhir' })).toMatchObject({ status: 409, body: { code: 'channel-not-offered', details: { channels: ['fax'] } } });
    await payerWith([{ kind: 'fhir', to: 'https://payer.example/fhir' }]);
    expect(said(await submit(one, { channel: 'fhir' }))).toEqual([409, 'endpoint-missing']);
    expect((await channelsOf(one)).channels).toEqual([expect.objectContaining({ kind: 'fhir', goes: false, problem: expect.objectContaining({ code: 'endpoint-missing' }) })]);
    expect((await service.get('/v1/submissions', { role: 'auth-staff' })).body.items).toEqual([]);
  });

  it('is spoken about: every conversation is logged, shown with the request and told in the timeline, and moves nothing', async () => {
    const one = await requested(service, places, TODAY);
    const call = (body: object, role: 'auth-staff' | 'nurse' = 'auth-staff') => service.post(at(one, '/calls'), body, { role });
    const told = { channel: 'phone', spokeWith: 'Sam, desk 4', reference: 'CALL-77', minutes: 12, text: 'They have it and ask for the note of the first block.' };
    const logged = expectStatus(await call(told), 200).body.authorization;
    expect(logged).toMatchObject({ position: 'requested', calls: [{ at: NOON, ...told }] });
    expectStatus(await call({ at: '2026-10-01T11:30:00-04:00', channel: 'portal', spokeWith: 'Chat', text: 'Sent.' }), 200);
    expect(said(await call({ ...told, at: '2026-10-01T14:00:00-04:00' }))).toEqual([422, 'date-in-future']);
    expect(said(await call({ ...told, minutes: -1 }))).toEqual([400, 'invalid-request']);
    expect(said(await call({ ...told, channel: 'fhir' }))).toEqual([400, 'invalid-request']);
    expect((await call(told, 'nurse')).status).toBe(403);
    expect((await service.post(`/v1/patients/${one.patientId}/authorizations/nothing/calls`, told, { role: 'auth-staff' })).body.code).toBe('unknown-authorization');
    const item = (await service.get(`/v1/patients/${one.patientId}/authorizations`)).body.items.find(({ authorizationId }: Requested) => authorizationId === one.authorizationId);
    expect(item.calls.map(({ at: instant, reference }: { at: string; reference?: string }) => [instant, reference])).toEqual([[NOON, 'CALL-77'], ['2026-10-01T15:30:00.000Z', undefined]]);
    const texts = (await service.get(`/v1/patients/${one.patientId}/timeline`)).body.items.map(({ text }: { text: string }) => text);
    expect(texts).toContain('A conversation was logged (phone, Sam, desk 4, reference CALL-77): They have it and ask for the note of the first block.');
    const scheduled = (await service.get(`/v1/patients/${one.patientId}/authorizations`, { role: 'scheduler' })).text;
    expect(scheduled).not.toMatch(/CALL-77|Sam/);
  });
});
