/** One patient from registration to an affirmed ablation, over real HTTP. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { describeEachEngine } from '../support/engines';
import { BLOCK_1_ON, BLOCK_2_ON, INTERVAL_DAYS_MIN, plusDays, READY_ON, RELIEF_PERCENT_MIN } from '../support/patient-story';
import { startService, type Reply, type Service } from './support/service';
import { blockFact, etagOf, expectStatus, readyForBlock1 } from './support/story';

const noonOf = (date: string): string => `${date}T16:00:00.000Z`;

describeEachEngine('the story of one patient', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const tag = async (): Promise<string> => etagOf(await service.get(at('')));
  const episodeIn = (reply: Reply) => reply.body.episodes[0];

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
  });
  afterAll(() => service.close());

  it('is ready for the first block, and its authorization has appeared by itself', async () => {
    const { body, headers } = expectStatus(await service.get(at('/status')), 200);
    expect(body).toMatchObject({ patientId, asOf: '2026-10-01', episodes: [{ episodeId, position: 'ready-for-block-1', nextStep: 'mbb1', steps: [{ step: 'mbb1', result: 'eligible' }] }] });
    expect(body.episodes[0].steps[0].statement).toMatch(/^Documentation meets the policy, for policy medicare-facet-cgs .* as of 2026-10-01\.$/);
    expect(headers.get('etag')).toMatch(/^"\d+-.+"$/);
    expect((await service.get(at('/authorizations'))).body.items).toMatchObject([{ step: 'mbb1', position: 'draft' }]);
  });

  it('tells every finding with outcome, evidence, citation and a sentence', async () => {
    const { body } = await service.get(at('/status'));
    for (const finding of body.episodes[0].steps[0].findings) {
      expect(finding).toEqual(expect.objectContaining({ kind: expect.any(String), outcome: 'met', text: expect.any(String), found: expect.any(Object), evidence: expect.any(Array), missing: [], source: expect.objectContaining({ document: expect.any(String) }) }));
    }
  });

  it('answers a dry run as the fact would be answered, and stores nothing', async () => {
    service.setNow(noonOf(BLOCK_1_ON));
    const before = await service.get(at('/timeline'));
    const body = blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN - 20);
    const dry = expectStatus(await service.post(at('/facts?dryRun=true'), body), 200);
    expect(dry.body).toMatchObject({ dryRun: true, version: before.body.version });
    expect(episodeIn(dry).steps[0].unmet).toContain('block-relief');
    expect((await service.get(at('/timeline'))).text).toBe(before.text);
  });

  it('records a failing block like any other: recorded, not refused, and progress waits', async () => {
    const failing = expectStatus(await service.post(at('/facts'), blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN - 20)), 201);
    expect(episodeIn(failing).steps[0]).toMatchObject({ waitsOnlyForTime: false });
    expect(failing.headers.get('location')).toBe(at(`/facts/${failing.body.factId}`));
    expect((await service.get(failing.headers.get('location') ?? '')).body).toMatchObject({ factId: failing.body.factId, factVersion: 1, fact: { type: 'block', occurredOn: BLOCK_1_ON } });
    expect((await service.get(at('/facts'))).body.items.at(-1).factId).toBe(failing.body.factId);
    const [step] = episodeIn(failing).steps;
    expect(step).toMatchObject({ step: 'mbb2', result: 'not-eligible' });
    expect(step.unmet).toContain('block-relief');
    expect(step.findings.find(({ kind }: { kind: string }) => kind === 'block-relief')).toMatchObject({ outcome: 'unmet', evidence: [failing.body.factId], found: { reliefPercent: [RELIEF_PERCENT_MIN - 20] } });

    const corrected = expectStatus(await service.post(at(`/facts/${failing.body.factId}/corrections`), { ...blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN), reason: 'score sheet misread' }, { ifMatch: etagOf(failing) }), 201);
    expect(corrected.body.factVersion).toBe(2);
    expect(episodeIn(corrected).steps[0]).toMatchObject({ step: 'mbb2', unmet: ['block-interval'] });
    expect(episodeIn(corrected).steps[0].findings.find(({ kind }: { kind: string }) => kind === 'block-interval').found.earliestOn).toBe(plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN));
    const brief = expectStatus(await service.get(at('/status?findings=none')), 200);
    expect(episodeIn(brief).steps[0]).toMatchObject({ step: 'mbb2', earliestOn: plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN), waitsOnlyForTime: true });
    expect(episodeIn(brief).steps[0]).not.toHaveProperty('findings');
  });

  it('answers what was known before the correction, for ever', async () => {
    const known = `knownAt=${noonOf('2026-10-02')}&asOf=2026-10-02`;
    const then = expectStatus(await service.get(at(`/status?${known}`)), 200);
    expect(then.body.episodes[0]).toMatchObject({ position: 'ready-for-block-1' });
    service.setNow(noonOf(BLOCK_2_ON));
    expect((await service.get(at(`/status?${known}`))).text).toBe(then.text);
  });

  it('is ready for the ablation after the second block, and drafts its packet', async () => {
    const second = expectStatus(await service.post(at('/facts?findings=all'), blockFact(BLOCK_2_ON, RELIEF_PERCENT_MIN)), 201);
    expect(episodeIn(second)).toMatchObject({ position: 'ready-for-rfa', tags: ['ready'], nextStep: 'rfa' });
    const draft = episodeIn(second).authorizations.find(({ step }: { step: string }) => step === 'rfa');
    const packet = expectStatus(await service.get(at(`/packets/${draft.packetId}`)), 200);
    expect(packet.body).toMatchObject({ state: 'draft', stale: null, packet: { packetId: draft.packetId, patient: { name: 'Zanzibarova, Quillon' }, request: { step: 'rfa' }, verdict: { result: 'eligible' } } });
    expect((await service.get(at(`/packets/${draft.packetId}`))).text).toBe(packet.text);
  });

  it('takes a later score into the block\'s series', async () => {
    const { body } = await service.get(at('/timeline'));
    const factId = body.items.findLast(({ type }: { type: string }) => type === 'FactDocumented').factId;
    const observed = expectStatus(await service.post(at(`/facts/${factId}/observations`), { observation: { minutes: 900, score: 9, source: 'phone' } }), 201);
    expect(observed.body.factId).toBe(factId);
    const again = await service.post(at(`/facts/${factId}/observations`), { observation: { minutes: 900, score: 9 } });
    expect([again.status, again.body.code]).toEqual([409, 'duplicate-observation']);
  });

  it('is requested, submitted, affirmed; the issued packet is frozen, as data and as PDF', async () => {
    service.setNow(noonOf(READY_ON));
    const { items } = (await service.get(at('/authorizations'))).body;
    const { authorizationId, packetId } = items.find(({ step }: { step: string }) => step === 'rfa');
    const on = at(`/authorizations/${authorizationId}`);
    const dateOfService = plusDays(READY_ON, 14);
    const requested = expectStatus(await service.post(`${on}/request`, { dateOfService }, { role: 'auth-staff', ifMatch: await tag() }), 200);
    expect(requested.body.authorization).toMatchObject({ position: 'requested', dateOfService });
    const issued = expectStatus(await service.get(at(`/packets/${packetId}`)), 200);
    expect(issued.body).toMatchObject({ state: 'issued', packet: { patientVersion: requested.body.version } });
    const pdf = await pdfOf(packetId);

    expectStatus(await service.post(`${on}/submission`, { channel: 'portal', proof: { reference: 'CONF-1' } }, { role: 'auth-staff', ifMatch: await tag() }), 200);
    const determination = { decision: 'affirmed', decidedOn: READY_ON, payerReference: 'A1234567890123', validFrom: READY_ON, validTo: plusDays(READY_ON, 120) };
    const affirmed = expectStatus(await service.post(`${on}/determinations`, determination, { role: 'auth-staff', ifMatch: await tag() }), 200);
    expect(affirmed.body.authorization.position).toBe('affirmed');
    expect(episodeIn(affirmed).tags).toContain('approved-not-performed');

    expect((await service.get(at(`/packets/${packetId}`))).body.packet).toEqual(issued.body.packet);
    expect((await pdfOf(packetId)).equals(pdf)).toBe(true);
    expect((await PDFDocument.load(pdf)).getPageCount()).toBeGreaterThanOrEqual(3);
  });

  it('flags the issued packet when its evidence is corrected, and leaves its bytes alone', async () => {
    const { items } = (await service.get(at('/timeline'))).body;
    const { factId } = items.find(({ type }: { type: string }) => type === 'FactDocumented');
    const { packetId } = (await service.get(at('/authorizations'))).body.items.find(({ step }: { step: string }) => step === 'rfa');
    const before = (await service.get(at(`/packets/${packetId}`))).body;
    const retracted = expectStatus(await service.post(at(`/facts/${factId}/retractions`), { reason: 'of another patient' }, { ifMatch: await tag() }), 201);
    expect([retracted.headers.get('location'), (await service.get(at(`/facts/${factId}`))).status]).toEqual([null, 404]);
    const after = expectStatus(await service.get(at(`/packets/${packetId}`)), 200);
    expect(after.body.stale).toEqual(expect.any(String));
    expect(after.headers.get('pathgate-packet')).toBe('stale');
    expect(after.body.packet).toEqual(before.packet);
  });

  it('tells the timeline in words, with actor and both times', async () => {
    const { items } = (await service.get(at('/timeline'))).body;
    expect(items[0]).toMatchObject({ version: 1, type: 'PatientRegistered', text: 'The patient was registered.', actor: 'riverbend-clinician' });
    expect(items.map(({ version }: { version: number }) => version)).toEqual(items.map((_: unknown, index: number) => index + 1));
    expect(items.find(({ type }: { type: string }) => type === 'FactCorrected')).toMatchObject({ text: expect.stringContaining('score sheet misread'), occurredOn: BLOCK_1_ON, recordedAt: noonOf(BLOCK_1_ON) });
  });

  it('answers what-if for another step, date and policy without recording it', async () => {
    const before = await tag();
    const whatIf = expectStatus(await service.get(at(`/episodes/${episodeId}/assessment?step=repeat-rfa&dateOfService=2027-06-01&policy=medicare-facet-cgs@2026-07-23`)), 200);
    expect(whatIf.body).toMatchObject({ step: 'repeat-rfa', dateOfService: '2027-06-01', result: 'not-eligible', policy: { id: 'medicare-facet-cgs', version: '2026-07-23' } });
    expect(await tag()).toBe(before);
  });

  it('closes the episode, which then leaves the worklist', async () => {
    expect((await service.get('/v1/worklist')).body.items.map((item: { episodeId: string }) => item.episodeId)).toEqual([episodeId]);
    expectStatus(await service.post(at(`/episodes/${episodeId}/close`), { reason: 'moved away' }, { ifMatch: await tag() }), 200);
    expect((await service.get('/v1/worklist')).body.items).toEqual([]);
  });

  async function pdfOf(packetId: string): Promise<Buffer> {
    const response = await fetch(service.address + at(`/packets/${packetId}`), { headers: { authorization: `Bearer ${service.keyOf('auth-staff')}`, accept: 'application/pdf' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return Buffer.from(await response.arrayBuffer());
  }
});
