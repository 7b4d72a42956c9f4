/** The denial loop over HTTP: a reason read against the record, the card, the letter, what a person chooses, and the counts. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { textOfPages } from '../packets/pdf-text';
import { describeEachEngine } from '../support/engines';
import { plusDays } from '../support/patient-story';
import { startService, TODAY, type Call, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, readyForBlock1, REGISTRATION } from './support/story';

const REASON = 'A baseline disability scale is not in the record. Thank you for your request. A coagulation profile was not described.';
const STAFF: Call = { role: 'auth-staff' };
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describeEachEngine('the denial loop', (under) => {
  let service: Service;

  beforeAll(async () => { service = await startService(await under.freshDatabase()); });
  afterAll(() => service.close());
  beforeEach(() => service.setNow(`${TODAY}T17:00:00.000Z`));

  const tag = async (patientId: string): Promise<Call> => ({ ...STAFF, ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) });
  const send = async (on: string, patientId: string, path: string, body: object) => expectStatus(await service.post(`${on}/${path}`, body, await tag(patientId)), 200);

  /** A first block, requested and sent. */
  async function sent(): Promise<{ readonly patientId: string; readonly on: string }> {
    const { patientId } = await readyForBlock1(service);
    return { patientId, on: await requested(patientId) };
  }

  /** What stands against the request is overridden. */
  async function requested(patientId: string): Promise<string> {
    const { items: [draft] } = expectStatus(await service.get(`/v1/patients/${patientId}/authorizations`), 200).body as { items: { authorizationId: string }[] };
    const on = `/v1/patients/${patientId}/authorizations/${draft?.authorizationId ?? ''}`;
    const asked = { dateOfService: plusDays(TODAY, 1) };
    const { status, body } = await service.post(`${on}/request`, asked, await tag(patientId));
    if (status === 409) await send(on, patientId, 'request', { ...asked, override: { by: 'Dr. A. Example', rationale: 'to be answered in the call', findings: [...body.details.unmet, ...body.details.unknown, ...body.details.review] as string[] } });
    await send(on, patientId, 'submission', { channel: 'portal', proof: { reference: 'CONF-1' } });
    return on;
  }

  /** A commercial patient of whom nothing is on record but one score. */
  async function sentToCommercialPlan(): Promise<{ readonly patientId: string; readonly on: string }> {
    const { patientId } = expectStatus(await service.post('/v1/patients', { ...REGISTRATION, identifiers: [], confirmedDistinct: true, coverages: [{ payer: 'aetna', line: 'commercial', order: 1, memberId: 'W12' }] }), 201).body as { patientId: string };
    const { episodeId } = expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, EPISODE), 201).body as { episodeId: string };
    expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: TODAY, instrument: 'NRS', value: 7, role: 'baseline' } }), 201);
    expectStatus(await service.post(`/v1/patients/${patientId}/episodes/${episodeId}/authorizations`, { step: 'mbb1' }, STAFF), 201);
    return { patientId, on: await requested(patientId) };
  }
  const deny = (on: string, patientId: string, reason?: string) => send(on, patientId, 'determinations', { decision: 'denied', decidedOn: TODAY, payerReference: 'A1234567890123', ...(reason !== undefined && { reason }) });
  const denial = async (on: string, options: Call = STAFF) => expectStatus(await service.get(`${on}/denial`, options), 200).body;

  it('reads the reason, shows what the record says with its page, and leaves the rest to a person', async () => {
    const { patientId, on } = await sent();
    expect((await service.get(`${on}/denial`, STAFF)).body).toMatchObject({ status: 409, code: 'not-denied' });
    await deny(on, patientId, REASON);
    const body = await denial(on);
    expect(body).toMatchObject({
      decision: 'denied', payer: 'Medicare', reason: REASON, result: 'read', step: 'mbb1',
      reasons: [{ bucket: 'not-done-yet', kind: 'baseline-function', said: ['A baseline disability scale is not in the record'], answer: 'record-answers', findings: [{ outcome: 'met', notInRecord: null }] }],
      unread: ['Thank you for your request', 'A coagulation profile was not described'],
      appeal: { id: 'original-medicare-request', appealable: false }, appealOfClaim: { id: 'original-medicare-claim', appealable: true },
    });
    for (const { wasSent, page } of body.reasons[0].findings[0].evidence) expect([wasSent, page]).toEqual([true, expect.stringMatching(/^page \d+/)]);
    expect(body.peerToPeer.toSay).toHaveLength(3);
    const page = Number(/page (\d+)/.exec(body.reasons[0].findings[0].evidence[0].page)?.[1]);
    const { body: { packet } } = await service.get(`/v1/patients/${patientId}/packets/${body.packetId}`, STAFF);
    const pdf = await fetch(`${service.address}/v1/patients/${patientId}/packets/${body.packetId}.pdf`, { headers: { authorization: `Bearer ${service.keyOf('auth-staff')}` } });
    const pages = await textOfPages(new Uint8Array(await pdf.arrayBuffer()));
    const evidence = packet.evidence.find(({ factId }: { factId: string }) => factId === body.reasons[0].findings[0].evidence[0].factId);
    expect(pages[page - 1]?.replace(/\s+/g, ' ')).toContain(evidence.description);
    expect((await service.get(`${on}/denial`, { role: 'scheduler' })).status).toBe(403);
  });

  it('gives the card as data and as one page, and refuses the letter where a request is sent again instead', async () => {
    const { patientId, on } = await sent();
    await deny(on, patientId, REASON);
    await send(on, patientId, 'peer-to-peer', { on: plusDays(TODAY, 3) });
    const { body } = expectStatus(await service.get(`${on}/peer-to-peer-card`, STAFF), 200);
    expect(body.card).toMatchObject({ reason: REASON, peerToPeerOn: plusDays(TODAY, 3), payerReference: 'A1234567890123', criteria: [{ outcome: 'Met' }], unread: ['Thank you for your request', 'A coagulation profile was not described'] });
    const bytes = async (path: string, accept = '*/*') => {
      const reply = await fetch(service.address + path, { headers: { authorization: `Bearer ${service.keyOf('clinician')}`, accept } });
      expect([path, reply.status, reply.headers.get('content-type')]).toEqual([path, 200, 'application/pdf']);
      return Buffer.from(await reply.arrayBuffer());
    };
    const pdf = await bytes(`${on}/peer-to-peer-card.pdf`);
    expect(Buffer.compare(pdf, await bytes(`${on}/peer-to-peer-card`, 'application/pdf'))).toBe(0);
    expect((await PDFDocument.load(pdf)).getPageCount()).toBe(1);
    expect((await service.get(`${on}/appeal-letter`, STAFF)).body).toMatchObject({ status: 409, code: 'appeal-not-possible', detail: expect.stringContaining('Send the request again') });
    expect((await service.get(`${on}/appeal-letter.pdf`, STAFF)).status).toBe(409);
    const version = { ...STAFF, ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) };
    expect((await service.post(`${on}/appeals`, { filedOn: TODAY, level: 'first' }, version)).body).toMatchObject({ status: 409, code: 'appeal-not-possible', detail: expect.stringContaining('request again') });
  });

  it('writes the letter of a commercial plan, with its level and last day, honest about what is not recorded', async () => {
    const { patientId, on } = await sentToCommercialPlan();
    await deny(on, patientId, 'Six weeks of conservative treatment were not documented.');
    const { reasons, appeal } = await denial(on);
    expect(reasons).toMatchObject([{ kind: 'conservative-care', answer: 'record-lacks', findings: [{ outcome: 'unknown', notInRecord: expect.stringContaining('conservative care') }] }]);
    expect(appeal.levels[0]).toMatchObject({ level: 1, arithmetic: expect.stringContaining(TODAY) });
    const { letter } = expectStatus(await service.get(`${on}/appeal-letter`, STAFF), 200).body;
    expect(letter.level).toMatchObject({ name: appeal.levels[0].name, dueOn: appeal.levels[0].dueOn });
    const sentences = letter.sections.flatMap((section: { sentences: { text: string; restsOn: string; factIds: string[] }[] }) => section.sentences) as { text: string; restsOn: string; factIds: string[] }[];
    expect(sentences.some(({ text }) => text.startsWith('Not in the record'))).toBe(true);
    for (const { restsOn, factIds } of sentences) expect(restsOn !== 'facts' || factIds.length > 0).toBe(true);
    const reply = await fetch(`${service.address}${on}/appeal-letter.pdf`, { headers: { authorization: `Bearer ${service.keyOf('biller')}` } });
    const text = (await textOfPages(new Uint8Array(await reply.arrayBuffer()))).join(' ').replace(/\s+/g, ' ');
    expect(text).toContain(letter.level.arithmetic);
    await send(on, patientId, 'appeals', { filedOn: TODAY, level: 'internal' });
    await deny(on, patientId, 'The decision is upheld.');
    expect((await denial(on)).appeal.levels.map(({ dueOn }: { dueOn: string | null }) => dueOn)).toEqual([appeal.levels[0].dueOn, expect.any(String)]);
    expect(expectStatus(await service.get(`${on}/appeal-letter`, STAFF), 200).body.letter.level.level).toBe(2);
    await send(on, patientId, 'appeals', { filedOn: TODAY, level: 'external' });
    await deny(on, patientId, 'The decision is upheld by the reviewer, too.');
    expect((await service.get(`${on}/appeal-letter`, STAFF)).body).toMatchObject({ status: 409, code: 'appeal-not-possible', detail: expect.stringContaining('No further level') });
    expect((await service.get(`/v1/patients/${patientId}/deadlines`, STAFF)).body.items).toEqual([expect.objectContaining({ kind: 'follow-up' })]);
  });

  it('explains what was approved otherwise than asked once it is declined, and says what comes next', async () => {
    const { patientId, on } = await sentToCommercialPlan();
    await send(on, patientId, 'determinations', { decision: 'modified', decidedOn: TODAY, units: 1 });
    expect((await service.get(`${on}/denial`, STAFF)).body).toMatchObject({ status: 409, code: 'not-denied', detail: expect.stringContaining('a clinician accepts it, or declines it') });
    expectStatus(await service.post(`${on}/modification`, { answer: 'declined', reason: 'one level is too few' }, { role: 'clinician', ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) }), 200);
    expect(await denial(on)).toMatchObject({ decision: 'modified', next: expect.stringContaining('did not accept it: request again with what is missing, or appeal'), appeal: { levels: [{ level: 1, dueOn: expect.any(String) }, { level: 2, dueOn: null }] } });
    expect(expectStatus(await service.get(`${on}/appeal-letter`, STAFF), 200).body.letter.sections[0].sentences[0].text).toContain('approved otherwise than was asked');
    const { body: { items } } = await service.get(`/v1/patients/${patientId}/deadlines`, STAFF);
    expect(items).toEqual([expect.objectContaining({ kind: 'appeal-due' })]);
  });

  it('says until when a peer may be spoken to and where to call, and a letter\'s own days in place of what is reckoned', async () => {
    const { patientId, on } = await sentToCommercialPlan();
    await deny(on, patientId, REASON);
    const text = async (path: string) => {
      const reply = await fetch(`${service.address}${on}/${path}`, { headers: { authorization: `Bearer ${service.keyOf('clinician')}` } });
      return (await textOfPages(new Uint8Array(await reply.arrayBuffer()))).join(' ').replace(/\s+/g, ' ');
    };
    expect((await denial(on)).peerToPeer).toMatchObject({ closesOn: null, phone: null });
    expect(expectStatus(await service.get(`${on}/peer-to-peer-card`, STAFF), 200).body.card.call).toBeUndefined();
    const practiceTag = etagOf(await service.get('/v1/practice', { role: 'admin' }));
    expectStatus(await service.call('PUT', '/v1/payers/aetna', { name: 'Aetna', plans: [{ channels: [], peerToPeer: { count: 5, unit: 'calendar-days', phone: '555-0100' } }] }, { role: 'admin', ifMatch: practiceTag }), 200);
    expect((await denial(on)).peerToPeer).toMatchObject({ closesOn: plusDays(TODAY, 5), because: expect.stringContaining('5 calendar days'), phone: '555-0100' });
    expect(expectStatus(await service.get(`${on}/peer-to-peer-card`, STAFF), 200).body.card.call).toMatchObject({ closesOn: plusDays(TODAY, 5), phone: '555-0100' });
    expect(await text('peer-to-peer-card.pdf')).toContain(`Call by ${plusDays(TODAY, 5)} · telephone 555-0100`);

    const { documentId } = expectStatus(await service.call('POST', `/v1/patients/${patientId}/documents`, undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Denial letter' } }), 201).body as { documentId: string };
    await send(on, patientId, 'deadlines/appeal-due', { on: plusDays(TODAY, 33), documentId, reason: 'page 2' });
    await send(on, patientId, 'deadlines/peer-to-peer-closes', { on: plusDays(TODAY, 9), documentId, reason: 'page 3' });
    const byLetter = { documentId, title: 'Denial letter', reason: 'page 2' };
    const { appeal, peerToPeer } = await denial(on);
    expect(appeal.levels).toMatchObject([{ level: 1, dueOn: plusDays(TODAY, 33), byLetter, arithmetic: expect.stringMatching(/"Denial letter" says .* Without it: .*180 days/) }, { level: 2, dueOn: null }]);
    expect(peerToPeer).toMatchObject({ closesOn: plusDays(TODAY, 9), byLetter: { ...byLetter, reason: 'page 3' }, phone: '555-0100' });
    expect(expectStatus(await service.get(`${on}/appeal-letter`, STAFF), 200).body.letter.level).toMatchObject({ dueOn: plusDays(TODAY, 33), byLetter });
    expect(await text('appeal-letter.pdf')).toContain(`To arrive by ${plusDays(TODAY, 33)}: The payer's letter "Denial letter" says ${plusDays(TODAY, 33)} (page 2).`);
    expect(await text('peer-to-peer-card.pdf')).toContain(`Call by ${plusDays(TODAY, 9)} · telephone 555-0100`);
  });

  it('asks for the reason where there is none', async () => {
    const { patientId, on } = await sent();
    await deny(on, patientId);
    expect(await denial(on)).toMatchObject({ reason: null, result: 'to-a-person', reasons: [], next: expect.stringContaining('word for word') });
    expectStatus(await service.get(`${on}/peer-to-peer-card.pdf`, STAFF), 200);
  });

  it('remembers what a person chose, for the next patient too, and nothing of a patient', async () => {
    const { patientId, on } = await sent();
    await deny(on, patientId, 'Clotting studies within 30 days were not enclosed.');
    expect(await denial(on)).toMatchObject({ result: 'to-a-person', next: expect.stringContaining('/v1/denial-reasons') });
    const meaning = { reason: 'Clotting studies within 30 days were not enclosed.', bucket: 'not-done-yet', kinds: ['risk-discussion'] };
    const key = 'a-key-of-my-own';
    const first = expectStatus(await service.post('/v1/denial-reasons', meaning, { ...STAFF, key }), 201);
    expect(first.body.denialReason).toEqual({ reason: 'clotting studies within days were not enclosed', bucket: 'not-done-yet', kinds: ['risk-discussion'], subject: null, by: 'riverbend-auth-staff', at: `${TODAY}T17:00:00.000Z` });
    const again = await service.post('/v1/denial-reasons', meaning, { ...STAFF, key });
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    expect((await service.post('/v1/denial-reasons', { ...meaning, bucket: 'administrative' }, { ...STAFF, key })).body.code).toBe('idempotency-key-reused');
    expect((await service.post('/v1/denial-reasons', meaning, STAFF)).body).toMatchObject({ status: 409, code: 'denial-reason-mapped' });
    expect((await service.post('/v1/denial-reasons', { ...meaning, reason: 'Mr. Zanzibarova did not enclose clotting studies' }, STAFF)).body).toMatchObject({ status: 422, code: 'denial-reason-identifies' });
    expect((await service.post('/v1/denial-reasons', meaning, { role: 'nurse' })).status).toBe(403);
    expect(await denial(on)).toMatchObject({ result: 'read', reasons: [{ kind: 'risk-discussion', readBy: 'person', answer: 'not-asked' }] });

    const other = await sent();
    await deny(other.on, other.patientId, 'Clotting studies within 14 days were not enclosed.');
    expect(await denial(other.on)).toMatchObject({ reasons: [{ readBy: 'person' }] });
    const { items } = expectStatus(await service.get('/v1/denial-reasons', { role: 'nurse' }), 200).body;
    expect(items).toEqual([first.body.denialReason]);
    expect(expectStatus(await service.get('/v1/denial-reasons', { ...STAFF, practice: 'hillside' }), 200).body.items).toEqual([]);
    expect(expectStatus(await service.get('/v1/policies', STAFF), 200).body.version).toBe(first.body.version);
  });

  it('tells the denied packet from what was recorded since, also after the request went out again', async () => {
    const { patientId, on } = await sent();
    await deny(on, patientId, REASON);
    service.setNow(`${plusDays(TODAY, 1)}T17:00:00.000Z`);
    expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: TODAY, instrument: 'PROMIS-PI', value: 66, role: 'baseline' } }), 201);
    const before = await denial(on);
    expectStatus(await service.post(`${on}/request`, { dateOfService: plusDays(TODAY, 5) }, await tag(patientId)), 200);
    const after = await denial(on);
    expect(after.packetId).toBe(before.packetId);
    expect(after.decidedOn).toBe(TODAY);
  });

  it('counts denials by payer, step, criterion and outcome', async () => {
    const other: Call = { ...STAFF, practice: 'hillside' };
    const counted = async (query = '') => expectStatus(await service.get(`/v1/denial-statistics${query}`, STAFF), 200).body;
    const before = await counted();
    const { patientId, on } = await sent();
    await deny(on, patientId, 'The ODI score of 12% is below the required 21%.');
    expect((await counted()).denials).toBe(before.denials + 1);
    expectStatus(await service.post(`${on}/request`, { dateOfService: plusDays(TODAY, 2) }, await tag(patientId)), 200);
    await send(on, patientId, 'submission', { channel: 'portal', proof: { reference: 'CONF-2' } });
    await send(on, patientId, 'determinations', { decision: 'affirmed', decidedOn: TODAY, payerReference: 'B1234567890123' });
    const after = await counted(`?from=${TODAY}&to=${TODAY}`);
    const row = after.rows.find(({ bucket, about }: { bucket: string; about: string }) => bucket === 'clinically-senseless' && about === 'baseline-function');
    expect(row).toMatchObject({ payer: 'medicare', line: 'original-medicare', step: 'mbb1', denials: 1, outcomes: { 'affirmed-on-resubmission': 1, open: 0 } });
    expect(after.rows.map(({ denials }: { denials: number }) => denials)).toEqual([...after.rows.map(({ denials }: { denials: number }) => denials)].sort((x: number, y: number) => y - x));
    expect((await counted(`?from=${plusDays(TODAY, -30)}&to=${plusDays(TODAY, -1)}`)).denials).toBe(0);
    expect((await service.get(`/v1/denial-statistics?from=${TODAY}&to=${plusDays(TODAY, -1)}`, STAFF)).body).toMatchObject({ status: 422, code: 'period-reversed' });
    expect(expectStatus(await service.get('/v1/denial-statistics', other), 200).body).toMatchObject({ denials: 0, rows: [] });
  });
});
