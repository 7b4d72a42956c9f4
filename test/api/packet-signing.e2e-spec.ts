/**
 * A packet on its way out, over real HTTP: issued, reviewed, signed by a named person, verified by the command from another process in
 * other time zones and on both engines; what changes afterwards flags it and never changes it; a resubmission says what changed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notesPdf } from '../packets/case-packet';
import { textOfPages } from '../packets/pdf-text';
import { INCOMPLETE_DIRECTORY } from '../packets/example-directory';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { plusDays, supportingFacts } from '../support/patient-story';
import { startService, TODAY, type Call, type Reply, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, REGISTRATION } from './support/story';

const ROOT = join(__dirname, '../..');
const ZONES = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata'];
const SIGNATURE = { by: 'Ada Feld', credentials: 'MD', rationale: 'The hospital sends its own number by separate letter.' };
const { practice: PRACTICE, practitioners: [ADA], facilities: [HOSPITAL] } = INCOMPLETE_DIRECTORY;
/** Of the engine before: the same story under the same keys is the same bytes. */
const digests = new Map<string, string>();

const withoutId = (entry: { readonly id: string } | undefined): object => Object.fromEntries(Object.entries(entry ?? {}).filter(([name]) => name !== 'id'));

describeEachEngine('a packet is signed', (under) => {
  let service: Service;
  let location: DatabaseLocation;
  let folder: string;
  let patientId: string;
  let authorizationId: string;
  let packetId: string;
  let keys = 0;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const post = (path: string, body: object, options: Call = {}): Promise<Reply> => service.post(path, body, { key: `signing-story-${++keys}`, ...options });
  const seen = async (options: Call = {}): Promise<Call> => ({ ...options, ifMatch: etagOf(await service.get(at(''))) });
  const change = async (path: string, body: object, options: Call = { role: 'auth-staff' }): Promise<Reply> => post(at(path), body, await seen(options));
  const pdf = async (id = packetId): Promise<Buffer> =>
    Buffer.from(await (await fetch(`${service.address}${at(`/packets/${id}.pdf`)}`, { headers: { authorization: `Bearer ${service.keyOf('auth-staff')}` } })).arrayBuffer());
  const verify = (zone: string, ...file: readonly string[]) => spawnSync(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(ROOT, 'src/cli/packet.ts'), 'verify', patientId, packetId, ...file, '--practice', 'riverbend'], {
    encoding: 'utf8', env: { ...process.env, TZ: zone, PATHGATE_DATABASE: location.engine === 'sqlite' ? location.file : location.url },
  });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-packet-'));
    location = await under.freshDatabase();
    service = await startService(location);
    const admin = async (): Promise<Call> => ({ role: 'admin', key: `signing-story-${++keys}`, ifMatch: etagOf(await service.get('/v1/practice', { role: 'admin' })) });
    expectStatus(await service.call('PUT', '/v1/practice', PRACTICE, await admin()), 200);
    const practitionerId = expectStatus(await post('/v1/practitioners', withoutId(ADA), { role: 'admin' }), 201).body.practitioner.id as string;
    const facilityId = expectStatus(await post('/v1/facilities', withoutId(HOSPITAL), { role: 'admin' }), 201).body.facility.id as string;
    patientId = expectStatus(await post('/v1/patients', REGISTRATION), 201).body.patientId as string;
    const { setting: _, ...episode } = EPISODE;
    expectStatus(await post(at('/episodes'), { ...episode, facilityId, practitionerId }), 201);
    const { documentId } = expectStatus(await service.post(at('/documents'), undefined, { key: `signing-story-${++keys}`, raw: Buffer.from(await notesPdf()), headers: { 'content-type': 'application/pdf', 'pathgate-title': 'Therapy notes' } }), 201).body as { documentId: string };
    for (const [, fact] of supportingFacts(TODAY)) expectStatus(await post(at('/facts'), { fact: (fact as { type: string }).type === 'conservative-care' ? { ...fact, documentId, page: 2 } : fact }), 201);
    authorizationId = (await service.get(at('/authorizations'))).body.items.find(({ step }: { step: string }) => step === 'mbb1').authorizationId;
    packetId = expectStatus(await change(`/authorizations/${authorizationId}/request`, { dateOfService: plusDays(TODAY, 14) }), 200).body.authorization.packetId;
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says on which page of its PDF each criterion, fact and document is', async () => {
    const pages = expectStatus(await service.get(at(`/packets/${packetId}/pages`)), 200).body;
    const { packet } = (await service.get(at(`/packets/${packetId}`))).body;
    const texts = (await textOfPages(await pdf())).map((page) => page.replace(/\s+/g, ' '));
    expect(pages).toMatchObject({ packetId, exact: true, sections: [{ name: 'cover', page: expect.any(Number) }, { name: 'crosswalk' }, { name: 'narrative' }, { name: 'evidence' }, { name: 'gaps' }] });
    expect(pages.crosswalk).toHaveLength(packet.crosswalk.length);
    for (const [row, { page }] of pages.crosswalk.entries()) expect([page, texts[page - 1]]).toEqual([page, expect.stringContaining(packet.crosswalk[row].title.slice(0, 12))]);
    for (const { factId, page } of pages.evidence) expect([page, texts[page - 1]]).toEqual([page, expect.stringContaining(packet.evidence.find((one: { factId: string }) => one.factId === factId).occurredOn)]);
    expect(pages.documents).toHaveLength(1);
    expect(texts[pages.documents[0].page - 1]).toContain('Document 1 of 1: Therapy notes (page 1 of');
    const documented = pages.evidence.filter(({ documentPage }: { documentPage: number | null }) => documentPage !== null);
    expect(documented.map(({ documentPage }: { documentPage: number }) => documentPage)).toEqual([pages.documents[0].page + 1]);
    expect((await service.get(at('/packets/nobody/pages'))).body.code).toBe('packet-not-found');
    expect((await service.get(at(`/packets/${packetId}/pages`), { role: 'scheduler' })).status).toBe(403);
  });

  it('after a review, by a clinician, with a reason for what is missing', async () => {
    expect(await change(`/packets/${packetId}/signature`, SIGNATURE, {})).toMatchObject({ status: 409, body: { code: 'packet-not-reviewed' } });
    expect(expectStatus(await change(`/packets/${packetId}/review`, { by: 'Nora Example', note: 'Complete but for the numbers.' }, { role: 'nurse' }), 200).body).toMatchObject({ review: { by: 'Nora Example', on: TODAY }, signature: null });
    expect((await change(`/packets/${packetId}/signature`, SIGNATURE, { role: 'nurse' })).status).toBe(403);
    const { rationale: _, ...silent } = SIGNATURE;
    expect(await change(`/packets/${packetId}/signature`, silent, {})).toMatchObject({ status: 422, body: { code: 'rationale-required', pointer: '/rationale' } });
    expect((await change('/packets/nobody/signature', SIGNATURE, {})).status).toBe(404);
    const options = { ...(await seen()), key: 'the-signature-itself' };
    const signed = expectStatus(await post(at(`/packets/${packetId}/signature`), SIGNATURE, options), 200);
    expect(signed.body.signature).toMatchObject({ ...SIGNATURE, on: TODAY, manifest: { format: 1, documents: [{ id: expect.any(String), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] } });
    expect((await post(at(`/packets/${packetId}/signature`), SIGNATURE, options)).text).toBe(signed.text);
    expect(await change(`/packets/${packetId}/signature`, SIGNATURE, {})).toMatchObject({ status: 409, body: { code: 'already-signed' } });
  });

  it('and prints who answers, why it goes out with gaps, and the program\'s cover sheet first', async () => {
    const [first = '', second = ''] = (await textOfPages(await pdf())).map((text) => text.replaceAll('\n', ' '));
    expect(first).toContain('Prior authorization request: hospital outpatient department services');
    expect(first).toMatch(/CCN or PTAN\s+MISSING: not in the record/);
    for (const told of ['Ada Feld, MD, 2026-', 'Nora Example', SIGNATURE.rationale, '64493 RT x 1', 'Example Hospital', 'Not in the record: no payer is named; the practitioner\'s PTAN']) expect(second).toContain(told);
    expect(second).not.toContain('Reviewed and signed by (name');
  });

  it('and is the same bytes whoever asks, wherever it is rebuilt, on either engine', async () => {
    const bytes = await pdf();
    const { manifest } = (await service.get(at(`/packets/${packetId}`))).body.signature;
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(manifest.pdf).toMatchObject({ sha256: digest, bytes: bytes.length });
    const before = digests.get('pdf');
    if (before !== undefined) expect([digest, manifest.modelSha256]).toEqual([before, digests.get('model')]);
    digests.set('pdf', digest).set('model', manifest.modelSha256);
    const [file, altered] = [join(folder, 'packet.pdf'), join(folder, 'altered.pdf')];
    writeFileSync(file, bytes);
    writeFileSync(altered, Buffer.concat([bytes, Buffer.from(' ')]));
    for (const zone of ZONES) {
      const { status, stdout, stderr } = verify(zone, file);
      expect([zone, status, stderr]).toEqual([zone, 0, '']);
      expect(stdout.match(/^same/gm)).toHaveLength(4);
    }
    const told = verify('UTC', altered);
    expect([told.status, told.stdout.match(/^DIFFERS.*$/gm)]).toEqual([1, ['DIFFERS  file       not the packet that was signed']]);
  }, 60_000);

  it('and stays what it was when the record is corrected: flagged in the same answer, its bytes as they were', async () => {
    const bytes = await pdf();
    const { items } = (await service.get(at('/facts'))).body as { items: { factId: string; factVersion: number; fact: { type: string } }[] };
    const { factId, factVersion, fact } = items.find(({ fact: { type } }) => type === 'pain-history') as (typeof items)[number];
    expectStatus(await service.call('POST', at(`/facts/${factId}/corrections`), { fact: { ...fact, onsetOn: plusDays(TODAY, -400) }, replaces: factVersion, reason: 'the letter says so' }, await seen()), 201);
    const { stale, signature } = (await service.get(at(`/packets/${packetId}`))).body;
    expect([stale, signature.by]).toEqual([expect.stringMatching(/which it cites, has changed/), 'Ada Feld']);
    expect((await pdf()).equals(bytes)).toBe(true);
    expect(verify('UTC').status).toBe(0);
  });

  it('and the next one says what has changed since the payer\'s no', async () => {
    const on = `/authorizations/${authorizationId}`;
    expectStatus(await change(`${on}/submission`, { channel: 'fax', proof: { reference: 'FAX-1' } }), 200);
    expectStatus(await change(`${on}/determinations`, { decision: 'denied', decidedOn: TODAY, payerReference: 'A1234567890123', reason: 'The onset of pain is not documented.' }), 200);
    const { packetId: next } = expectStatus(await change(`${on}/request`, { dateOfService: plusDays(TODAY, 15) }), 200).body.authorization as { packetId: string };
    const { packet, review, signature } = expectStatus(await service.get(at(`/packets/${next}`)), 200).body;
    expect([review, signature]).toEqual([null, null]);
    expect(packet.request.resubmissionOf).toEqual({ packetId, decision: 'denied', decidedOn: TODAY, payerReference: 'A1234567890123', reason: 'The onset of pain is not documented.' });
    expect(packet.changes).toMatchObject({ since: { packetId }, request: [{ name: 'Date of service' }], evidence: [{ before: expect.any(String), after: expect.any(String) }] });
    expect((await textOfPages(await pdf(next))).join(' ')).toContain('What changed since the earlier decision');
    expect(packet.coverSheet.sections[0].rows).toEqual(expect.arrayContaining([{ label: 'Type of request', value: 'Resubmission' }, { label: 'Tracking number of the earlier request', value: 'A1234567890123' }]));
    expect((await service.get(at('/timeline'))).body.items.map(({ type }: { type: string }) => type)).toEqual(expect.arrayContaining(['PacketReviewed', 'PacketSigned']));
  });
});
