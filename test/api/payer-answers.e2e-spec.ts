/** A payer's answers over real HTTP: as they come, tried out, recorded once, kept byte for byte; and what a clinician says to a modified one. */
import { createHash, randomUUID } from 'node:crypto';
import type { Target } from '../../machines/kernel/anatomy';
import { describeEachEngine, describeSqlite } from '../support/engines';
import { adjudication, addedItem, bundle, claimResponse, communicationRequest, type Json, type Line } from '../support/claim-response';
import { BLOCK_1_ON, BLOCK_2_ON, plusDays, READY_ON, RELIEF_PERCENT_MIN, RIGHT } from '../support/patient-story';
import { startService, type Call, type Reply, type Service } from './support/service';
import { blockFact, etagOf, expectStatus, readyForBlock1 } from './support/story';

const FHIR = { 'content-type': 'application/fhir+json' };
const SERVICE_ON = plusDays(READY_ON, 20);
const noonOf = (date: string): string => `${date}T16:00:00.000Z`;
const answerOf = (lines: readonly Line[], over: Json = {}, ...others: readonly Json[]): string => JSON.stringify(bundle(claimResponse(lines, { created: noonOf(READY_ON), ...over }), ...others), null, 1);
const APPROVAL = answerOf([{ line: 1, action: 'A1', number: 'AUTH-1', detail: { code: '64635', units: 1 }, period: [READY_ON, plusDays(READY_ON, 90)], issuedOn: READY_ON }]);

interface Submitted {
  readonly patientId: string;
  readonly authorizationId: string;
  readonly at: (path: string) => string;
  change(path: string, body: unknown, options?: Call): Promise<Reply>;
  /** The message as it came. */
  answer(message: string, options?: Call & { readonly dryRun?: boolean }): Promise<Reply>;
}

const TWO_LEVELS: readonly Target[] = [RIGHT, { level: 'L5-S1', side: 'right' }];

async function submitted(service: Service, targets: readonly Target[] = [RIGHT]): Promise<Submitted> {
  service.setNow('2026-10-01T17:00:00.000Z');
  const { patientId } = await readyForBlock1(service, {}, undefined, targets);
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  for (const on of [BLOCK_1_ON, BLOCK_2_ON]) {
    service.setNow(noonOf(on));
    expectStatus(await service.post(at('/facts'), blockFact(on, RELIEF_PERCENT_MIN, targets)), 201);
  }
  service.setNow(noonOf(READY_ON));
  const { authorizationId } = (await service.get(at('/authorizations'))).body.items.find(({ step }: { step: string }) => step === 'rfa');
  const change: Submitted['change'] = async (path, body, options = {}) => service.post(at(`/authorizations/${authorizationId}${path}`), body, { role: 'auth-staff', ifMatch: etagOf(await service.get(at(''))), ...options });
  const answer: Submitted['answer'] = (message, { dryRun = false, ...options } = {}) => change(`/claim-response${dryRun ? '?dryRun=true' : ''}`, undefined, { raw: message, headers: FHIR, ...options });
  expectStatus(await change('/request', { dateOfService: SERVICE_ON }), 200);
  expectStatus(await change('/submission', { channel: 'portal', proof: { reference: 'R-1' } }), 200);
  return { patientId, authorizationId, at, change, answer };
}

const said = ({ status, body }: Reply): readonly unknown[] => [status, body.code];

describeEachEngine('a payer\'s answer', (under) => {
  let service: Service;
  let told: Submitted;
  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    told = await submitted(service);
  });
  afterAll(() => service.close());

  it('is shown before it is recorded, and nothing is stored', async () => {
    const before = (await service.get(told.at(''))).body;
    const shown = expectStatus(await told.answer(APPROVAL, { dryRun: true, ifMatch: undefined as never }), 200).body;
    expect(shown).toMatchObject({ dryRun: true, deviations: [], determination: { decision: 'affirmed', payerReference: 'AUTH-1' }, authorization: { position: 'affirmed' } });
    expect((await service.get(told.at(''))).body).toEqual(before);
  });

  it('is recorded with the bytes it came in, once, and a repeat is answered with the same bytes', async () => {
    const key = randomUUID();
    const ifMatch = etagOf(await service.get(told.at('')));
    const first = expectStatus(await told.answer(APPROVAL, { key, ifMatch }), 200);
    expect(first.body).toMatchObject({
      deviations: [], authorization: {
        position: 'affirmed', determinations: [{
          decision: 'affirmed', decidedOn: READY_ON, payerReference: 'AUTH-1', validFrom: READY_ON, validTo: plusDays(READY_ON, 90), channel: 'parsed', items: [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 1 }],
        }],
      },
    });
    const again = expectStatus(await told.answer(APPROVAL, { key, ifMatch }), 200);
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);

    const { documentId } = first.body.authorization.determinations[0];
    const { items } = (await service.get(told.at('/documents'))).body;
    expect(items).toEqual([{ documentId, sha256: createHash('sha256').update(APPROVAL).digest('hex'), mediaType: 'application/fhir+json', bytes: Buffer.byteLength(APPROVAL), pages: 1, title: `Payer's answer of ${READY_ON}` }]);
    const kept = await service.get(told.at(`/documents/${documentId}`));
    expect([kept.text, kept.headers.get('content-type')]).toEqual([APPROVAL, 'application/fhir+json']);
    // Nobody prints it: the packet has the documents that people attached.
    const { packetId } = first.body.authorization;
    expect((await service.get(told.at(`/packets/${packetId}`))).body.packet.documents).toEqual([]);
  });

  it('given twice changes nothing', async () => {
    const before = (await service.get(told.at(''))).body.version;
    expect(said(await told.answer(APPROVAL))).toEqual([409, 'already-recorded']);
    expect(said(await told.answer(JSON.stringify(JSON.parse(APPROVAL))))).toEqual([409, 'already-recorded']);
    expect((await service.get(told.at(''))).body.version).toBe(before);
  });

  it('is told in words, and a scheduler sees number and days only', async () => {
    const { items } = (await service.get(told.at('/timeline'))).body;
    expect(items.map(({ text }: { text: string }) => text)).toEqual(expect.arrayContaining([`The payer decided on ${READY_ON}: affirmed, reference AUTH-1.`]));
    const [seen] = (await service.get(told.at('/authorizations'), { role: 'scheduler' })).body.items.filter(({ step }: { step: string }) => step === 'rfa');
    expect(Object.keys(seen.determinations[0]).sort()).toEqual(['decidedOn', 'decision', 'payerReference', 'validFrom', 'validTo']);
  });
});

describeSqlite('a payer\'s answer', (under) => {
  let service: Service;
  beforeAll(async () => { service = await startService(await under.freshDatabase()); });
  afterAll(() => service.close());

  it('is refused where it is no answer, of another person, or cannot be read as JSON', async () => {
    const { answer, change, at } = await submitted(service);
    expect(said(await answer(JSON.stringify({ resourceType: 'Bundle', type: 'collection' })))).toEqual([422, 'claim-response-missing']);
    expect(said(await answer(APPROVAL.replace('1968-05-01', '1968-05-02')))).toEqual([422, 'answer-for-other-patient']);
    expect(said(await answer(APPROVAL.replace('Zanzibarova', 'Otherova')))).toEqual([422, 'answer-for-other-patient']);
    expect(said(await answer(APPROVAL.replace('"Claim/request"', '"Claim/request", "identifier": { "system": "urn:pathgate:authorization", "value": "another" }')))).toEqual([422, 'answer-for-other-patient']);
    expect(said(await answer(JSON.stringify(claimResponse([], { outcome: 'queued' }))))).toEqual([422, 'answer-not-final']);
    expect(said(await answer(`${APPROVAL},`))).toEqual([400, 'invalid-json']);
    expect(said(await answer(APPROVAL, { headers: { 'content-type': 'text/xml' } }))).toEqual([415, 'unsupported-media-type']);
    expect(said(await answer(APPROVAL, { role: 'nurse' }))).toEqual([403, 'not-allowed']);
    expect(said(await answer(APPROVAL, { ifMatch: '"1"' }))).toEqual([412, 'version-moved']);
    expect(said(await change('/claim-response', undefined, { raw: APPROVAL, headers: FHIR, ifMatch: undefined as never }))).toEqual([428, 'if-match-missing']);
    expect((await service.get(at('/documents'))).body.items).toEqual([]);
    // The same as plain JSON.
    expectStatus(await answer(APPROVAL, { headers: {} }), 200);
  });

  it('that is pended says what it waits for, by hand and parsed', async () => {
    const { answer, change } = await submitted(service);
    const pended = answerOf([{ line: 1, action: 'A4', reference: 'PEND-1' }], { communicationRequest: [{ reference: 'CommunicationRequest/asks' }] }, communicationRequest('asks', ['11504-8'], 1, plusDays(READY_ON, 10)));
    const { authorization } = expectStatus(await answer(pended), 200).body;
    expect(authorization).toMatchObject({ position: 'pended', determinations: [{ administrativeReference: 'PEND-1', asked: [{ code: '11504-8', text: 'Operative note', dueOn: plusDays(READY_ON, 10), line: 1 }] }] });
    const byHand = expectStatus(await change('/determinations', { decision: 'pended', decidedOn: READY_ON, asked: [{ text: 'The disability score.' }] }), 200).body;
    expect(byHand.authorization.determinations[1]).toEqual({ decision: 'pended', decidedOn: READY_ON, asked: [{ text: 'The disability score.' }], channel: 'by-hand', packetId: authorization.packetId });
    expect(byHand.episodes[0].tags).toContain('pended');
  });

  it('that rejects the request starts no appeal: it is submitted again, and rejected again is another answer', async () => {
    const { answer, change } = await submitted(service);
    const rejected = answerOf([], { outcome: 'error', error: [{ code: { coding: [{ code: '33' }] } }] });
    expect(expectStatus(await answer(rejected), 200).body.authorization).toMatchObject({ position: 'rejected', determinations: [{ decision: 'rejected', faults: [{ code: '33' }] }] });
    expect(said(await change('/appeals', { filedOn: READY_ON, level: 'first' }))).toEqual([409, 'invalid-transition']);
    expect(said(await answer(rejected))).toEqual([409, 'already-recorded']);
    expectStatus(await change('/submission', { channel: 'portal', proof: { reference: 'R-2' } }), 200);
    expect(expectStatus(await answer(rejected), 200).body.authorization.determinations).toHaveLength(2);
  });

  it('that modifies waits for a clinician', async () => {
    const modified = answerOf([{ line: 1, action: 'A6' }], { addItem: [addedItem([1], '64635', 1, { action: 'A1', number: 'AUTH-6' })] });
    const { answer, change, at } = await submitted(service);
    expect(expectStatus(await answer(modified), 200).body).toMatchObject({ authorization: { position: 'modified' }, episodes: [{ tags: expect.arrayContaining(['modification-to-accept']) }] });
    const { episodeId } = (await service.get(at('/authorizations'))).body.items[0];
    const booking = await service.get(at(`/episodes/${episodeId}/may-i-book?step=rfa&date=${SERVICE_ON}`));
    expect([booking.body.answer, booking.body.why.map(({ code }: { code: string }) => code)]).toEqual(['review', ['modification-to-accept']]);
    expect(said(await change('/modification', { answer: 'accepted' }))).toEqual([403, 'not-allowed']);
    expect(said(await change('/modification', { answer: 'declined' }, { role: 'clinician' }))).toEqual([422, 'reason-required']);
    expect(expectStatus(await change('/modification', { answer: 'accepted' }, { role: 'clinician' }), 200).body.authorization.position).toBe('affirmed');

    const other = await submitted(service);
    expectStatus(await other.answer(modified), 200);
    expect(expectStatus(await other.change('/modification', { answer: 'declined', reason: 'One level is not enough.' }, { role: 'clinician' }), 200).body.authorization.position).toBe('denied');
  });

  it('that only a person can read is kept, and the person records what it says', async () => {
    const { answer, change } = await submitted(service);
    const unclear = answerOf([{ line: 1, action: 'A9' }]);
    const { authorization, deviations } = expectStatus(await answer(unclear), 200).body;
    expect([authorization.position, deviations.map(({ code }: { code: string }) => code)]).toEqual(['answered', ['action-unknown']]);
    expect(expectStatus(await change('/determinations', { decision: 'affirmed', decidedOn: READY_ON, payerReference: 'BY-PHONE' }), 200).body.authorization.position).toBe('affirmed');
  });

  it('that names lines by number alone is about the codes and units of the request that was sent', async () => {
    const { answer } = await submitted(service);
    const { authorization } = expectStatus(await answer(answerOf([{ line: 1, action: 'A1', number: 'AUTH-3' }])), 200).body;
    expect(authorization.determinations[0].items).toEqual([{ line: 1, outcome: 'approved', code: '64635', unitsApproved: 1 }]);
    expect(authorization.unitsLeft).toEqual({ total: { approved: 1, used: 0, left: 1 }, byCode: [{ code: '64635', approved: 1, used: 0, left: 1 }] });
  });

  it('that leaves out a line, adds one, or is of another procedure approves nothing: a person reads it', async () => {
    const { answer } = await submitted(service, TWO_LEVELS);
    const read = async (...lines: readonly Line[]) => {
      const { determination, deviations } = expectStatus(await answer(answerOf(lines), { dryRun: true }), 200).body;
      return [determination.decision, deviations.map(({ code }: { code: string }) => code)];
    };
    const [first, second] = [{ line: 1, action: 'A1' }, { line: 2, action: 'A1' }];
    expect(await read(first, second)).toEqual(['affirmed', []]);
    expect(await read(first)).toEqual(['review', ['line-not-answered']]);
    expect(await read(first, second, { line: 3, action: 'A1' })).toEqual(['review', ['line-not-requested']]);
    expect(await read({ ...first, detail: { code: '62323', units: 1 } }, second)).toEqual(['review', ['code-differs']]);
    expect(await read(first, { ...second, action: 'A3' }, { line: 3, action: 'A1' })).toEqual(['partially-affirmed', ['line-not-requested']]);
  });

  it('of the whole, line by line in part, and that none is required', async () => {
    const inPart = await submitted(service, TWO_LEVELS);
    const { authorization } = expectStatus(await inPart.answer(answerOf([{ line: 1, action: 'A1', number: 'AUTH-2' }, { line: 2, action: 'A3', reasons: ['0F'] }])), 200).body;
    expect(authorization).toMatchObject({ position: 'partially-affirmed', determinations: [{ items: [{ outcome: 'approved' }, { outcome: 'denied', reasons: [{ code: '0F' }] }] }] });
    const free = await submitted(service);
    const { episodeId } = expectStatus(await free.answer(answerOf([], { adjudication: adjudication({ action: 'NA' }) })), 200).body.authorization;
    expect((await service.get(free.at(`/episodes/${episodeId}/may-i-book?step=rfa&date=${SERVICE_ON}`))).body.answer).toBe('yes');
  });

  it('that was mistyped is put right with a reason, once, by who may record it; the days and the booking follow', async () => {
    const { at, change } = await submitted(service);
    const typed = { decision: 'denied', decidedOn: READY_ON, reason: 'No second block.' };
    const meant = { decision: 'affirmed', decidedOn: READY_ON, payerReference: 'UTN-1', validTo: plusDays(READY_ON, 90) };
    const kindsOfDays = async () => (await service.get(at('/deadlines'))).body.items.map(({ kind }: { kind: string }) => kind);
    expectStatus(await change('/determinations', typed), 200);
    expect(await kindsOfDays()).toEqual(['follow-up']);

    const path = '/determinations/1/corrections';
    expect(said(await change(path, { ...meant, correction: 'The letter is of another patient.' }, { role: 'clinician' }))).toEqual([403, 'not-allowed']);
    expect(said(await change(path, meant))).toEqual([400, 'invalid-request']);
    for (const number of ['one', '01', '1e0', '0x1', '1.0', '0']) expect([number, ...said(await change(`/determinations/${number}/corrections`, { ...meant, correction: 'x' }))]).toEqual([number, 404, 'unknown-determination']);
    expect(said(await change(path, { ...meant, correction: 'x', documentId: randomUUID() }))).toEqual([422, 'unknown-document']);
    expect(said(await change(path, { ...meant, correction: 'x', items: [{ line: 9, outcome: 'approved' }] }))).toEqual([422, 'lines-not-requested']);
    const { body } = expectStatus(await change(path, { ...meant, correction: 'The letter was another patient\'s.' }), 200);
    expect(body.authorization).toMatchObject({ position: 'affirmed', determinations: [{ ...meant, mistaken: [{ was: typed, reason: 'The letter was another patient\'s.' }] }] });
    expect(body.authorization).not.toHaveProperty('beforeDecision');
    expect(said(await change(path, { ...meant, correction: 'x' }))).toEqual([409, 'determination-unchanged']);

    expect(await kindsOfDays()).toEqual(['approved-not-scheduled', 'approval-expires']);
    const { body: status } = await service.get(at('/timeline'));
    expect(JSON.stringify(status)).toContain('The letter was another patient');
    expect((await service.get(`/v1/denial-statistics?from=${READY_ON}&to=${READY_ON}`, { role: 'auth-staff' })).body.rows.filter(({ about }: { about: string }) => about === 'block-count')).toEqual([]);
  });
});
