/** Source documents: judged by their content, kept once, given back as they came. */
import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describeEachEngine } from '../support/engines';
import { startService, type Reply, type Service } from './support/service';
import { expectStatus, register } from './support/story';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==', 'base64');
const MEGABYTE = 1024 * 1024;

describeEachEngine('documents', (under) => {
  let service: Service;
  let patientId: string;
  let pdf: Buffer;
  const at = (path: string): string => `/v1/patients/${patientId}/documents${path}`;
  const send = (content: Uint8Array, type: string, title = 'Operative report'): Promise<Reply> =>
    service.post(at(''), undefined, { raw: content, headers: { 'content-type': type, 'pathgate-title': encodeURIComponent(title) } });
  const said = ({ status, body }: Reply): readonly unknown[] => [status, body.code];

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    patientId = await register(service);
    const made = await PDFDocument.create();
    made.addPage();
    made.addPage();
    pdf = Buffer.from(await made.save());
  });
  afterAll(() => service.close());

  it('are attached, listed, and given back byte for byte', async () => {
    const attached = expectStatus(await send(pdf, 'application/pdf'), 201);
    expect(attached.body).toMatchObject({ sha256: createHash('sha256').update(pdf).digest('hex'), mediaType: 'application/pdf', pages: 2, bytes: pdf.length, title: 'Operative report' });
    expect((await service.get(at(''))).body.items).toMatchObject([{ documentId: attached.body.documentId, pages: 2 }]);
    const response = await fetch(service.address + at(`/${attached.body.documentId}`), { headers: { authorization: `Bearer ${service.keyOf('auditor')}` } });
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-security-policy')]).toEqual([200, 'application/pdf', 'sandbox']);
    expect(Buffer.from(await response.arrayBuffer()).equals(pdf)).toBe(true);
  });

  it('may be images', async () => {
    expect(expectStatus(await send(PNG, 'image/png'), 201).body).toMatchObject({ mediaType: 'image/png', pages: 1 });
    expect(expectStatus(await send(JPEG, 'image/jpeg'), 201).body).toMatchObject({ mediaType: 'image/jpeg', pages: 1 });
  });

  it('are kept as they came, and printed as large as print needs', async () => {
    const photograph = await sharp({ create: { width: 3264, height: 2448, channels: 3, background: '#f4f1e8', noise: { type: 'gaussian', mean: 225, sigma: 12 } } }).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const attached = expectStatus(await send(photograph, 'image/jpeg', 'Photograph of a diary'), 201).body as { documentId: string; bytes: number; rendition: { sha256: string; bytes: number } };
    expect([attached.bytes, attached.rendition.bytes < photograph.length / 2]).toEqual([photograph.length, true]);
    const stored = await service.store.reads.document('riverbend', attached.rendition.sha256);
    const { width, height, orientation } = await sharp(stored?.bytes).metadata();
    // Upright, and within a page at 200 dots an inch.
    expect([width <= 1440, height <= 2000, height > width, orientation]).toEqual([true, true, true, undefined]);
    const given = await fetch(service.address + at(`/${attached.documentId}`), { headers: { authorization: `Bearer ${service.keyOf('auditor')}` } });
    expect(Buffer.from(await given.arrayBuffer()).equals(photograph)).toBe(true);
    expect(expectStatus(await send(await sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } }).jpeg().toBuffer(), 'image/jpeg', 'Small'), 201).body).not.toHaveProperty('rendition');
  });

  it('that no printer can take are refused, whatever their bytes say', async () => {
    const header = (width: number, height: number): Buffer => { const png = Buffer.from(PNG); png.writeUInt32BE(width, 16); png.writeUInt32BE(height, 20); return png; };
    expect(said(await send(header(30_000, 30_000), 'image/png', 'Bomb'))).toEqual([422, 'document-broken']);
    expect(said(await send(await sharp({ create: { width: 11_000, height: 11_000, channels: 3, background: '#fff' } }).png().toBuffer(), 'image/png', 'Wall'))).toEqual([422, 'document-broken']);
  });

  it('are kept once', async () => {
    expect(said(await send(PNG, 'image/png', 'again'))).toEqual([409, 'document-exists']);
    const other = await register(service);
    expectStatus(await service.post(`/v1/patients/${other}/documents`, undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'x' } }), 201);
    const [row] = await service.store.sql.of('riverbend').query('SELECT count(*) AS kept FROM document_content WHERE sha256 = ?', [createHash('sha256').update(PNG).digest('hex')]);
    expect(Number(row?.kept)).toBe(1);
  });

  it.each<readonly [string, () => Uint8Array, string, number, string]>([
    ['empty', () => Buffer.alloc(0), 'application/pdf', 422, 'document-empty'],
    ['a text that says it is a PDF', () => Buffer.from('hello'), 'application/pdf', 422, 'document-type'],
    ['a PNG that says it is a PDF', () => PNG, 'application/pdf', 422, 'document-type-differs'],
    ['a PDF that says it is a JPEG', () => pdf, 'image/jpeg', 422, 'document-type-differs'],
    ['a PDF cut in half', () => pdf.subarray(0, pdf.length / 2), 'application/pdf', 422, 'document-broken'],
    ['a PDF without its end, whose pages are whole', () => pdf.subarray(0, pdf.lastIndexOf('startxref')), 'application/pdf', 422, 'document-broken'],
    ['a PDF of its first line', () => Buffer.from('%PDF-1.7\n'), 'application/pdf', 422, 'document-broken'],
    ['a PNG cut in half', () => PNG.subarray(0, 40), 'image/png', 422, 'document-broken'],
    ['a JPEG without its end', () => JPEG.subarray(0, JPEG.length - 4), 'image/jpeg', 422, 'document-broken'],
    ['more than 20 MB', () => Buffer.concat([pdf, Buffer.alloc(20 * MEGABYTE)]), 'application/pdf', 413, 'too-large'],
    ['a type that is not taken', () => Buffer.from('<svg/>'), 'image/svg+xml', 415, 'unsupported-media-type'],
  ])('refuses %s', async (_, content, type, status, code) => {
    const before = (await service.get(at(''))).text;
    expect(said(await send(content(), type))).toEqual([status, code]);
    expect((await service.get(at(''))).text).toBe(before);
  });

  it('refuses an encrypted PDF and says what to do', async () => {
    const locked = await PDFDocument.create();
    locked.addPage();
    locked.encrypt({ userPassword: 'secret', ownerPassword: 'secret' });
    const reply = await send(Buffer.from(await locked.save()), 'application/pdf');
    expect(said(reply)).toEqual([422, 'document-encrypted']);
    expect(reply.body.detail).toMatch(/without a password/);
  });

  it('refuses a document without a title, with one that is a path, and one in the address', async () => {
    expect(said(await service.post(at(''), undefined, { raw: pdf, headers: { 'content-type': 'application/pdf' } }))).toEqual([400, 'title-missing']);
    for (const title of ['../../etc/passwd', 'a/b', 'a\\b', 'first\nsecond', 'a\u0000b']) expect(said(await send(pdf, 'application/pdf', title))).toEqual([400, 'title-invalid']);
    expect(said(await service.post(at('?title=x'), undefined, { raw: pdf, headers: { 'content-type': 'application/pdf', 'pathgate-title': 'x' } }))).toEqual([400, 'invalid-request']);
  });

  it('takes the title as part of the request: the same key with another title is another request', async () => {
    const documents = `/v1/patients/${await register(service)}/documents`;
    const sendAs = (title: string): Promise<Reply> =>
      service.post(documents, undefined, { raw: JPEG, key: 'title-is-part-of-it', headers: { 'content-type': 'image/jpeg', 'pathgate-title': title } });
    const first = expectStatus(await sendAs('One'), 201);
    expect(said(await sendAs('Two'))).toEqual([422, 'idempotency-key-reused']);
    expect((await sendAs('One')).text).toBe(first.text);
  });
});
