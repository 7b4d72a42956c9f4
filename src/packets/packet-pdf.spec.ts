import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { buildPacket, type PacketInput, type PacketModel } from '../../machines/packet';
import { anyPacketInput } from '../../test/packets/any-packet-input';
import { exampleCase, packetInputOf, packetWithDocuments } from '../../test/packets/case-packet';
import { textOfPages } from '../../test/packets/pdf-text';
import { renderPacketPdfInWorker } from './render-worker';
import { renderPacketPdf } from './render/packet-pdf.renderer';

const ROOT = join(__dirname, '../..');
const RENDER_EXAMPLE = ['-r', join(ROOT, 'scripts/typescript.cjs'), join(ROOT, 'test/packets/render-example.ts'), 'example-01'];

/** Text as a reader finds it: line ends are no part of it. */
async function pagesOf(pdf: Uint8Array): Promise<readonly string[]> {
  return (await textOfPages(pdf)).map((text) => text.replace(/\s+/g, ' '));
}

function modelOf(name: string, changes: Partial<PacketInput> = {}, authorization: Partial<PacketInput['authorization']> = {}): PacketModel {
  return buildPacket(packetInputOf(exampleCase(name), changes, authorization));
}

/** How long this thread stood still at most while the work was done. */
describe('the packet as PDF', () => {
  it.each(['example-01', 'example-02', 'example-03', 'example-04', 'example-05', 'example-06', 'example-13'])('of %s: two identifiers, the packet and "page x of y" on every page', async (name) => {
    const model = modelOf(name);
    const pages = await pagesOf(await renderPacketPdf(model, []));
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((text, index) => {
      expect(text).toContain(`${model.patient.name} · born ${model.patient.birthDate} · member id ${model.patient.memberId}`);
      expect(text).toContain(`Packet ${model.packetId}`);
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
    });
    expect(pages.join(' ')).not.toMatch(/medically\s+necessary|undefined|NaN|888/);
  });

  it('puts the crosswalk on the page after the cover, with every criterion, its outcome in words, and what the record shows', async () => {
    const model = modelOf('example-02');
    const pages = await pagesOf(await renderPacketPdf(model, []));
    expect(pages[1]).toContain('Crosswalk: criterion, finding, evidence and page');
    const all = pages.join(' ');
    for (const row of model.crosswalk) { expect(all).toContain(row.title); expect(all).toContain(row.shown); }
    expect(all).toMatch(/Met: \d+ Not met: 1/);
    for (const gap of model.gaps) expect(all).toContain(`Who: ${gap.who}`);
  });

  it('cites pages on which the evidence really is', async () => {
    const { input, documents } = await packetWithDocuments('example-01');
    const model = buildPacket(input);
    const pages = await pagesOf(await renderPacketPdf(model, documents));
    const all = pages.join(' ');
    let cited = 0;
    model.evidence.forEach((fact, index) => {
      for (const [, page] of all.matchAll(new RegExp(`F${index + 1} · ${fact.occurredOn} · page (\\d+)`, 'g'))) {
        cited++;
        expect(pages[Number(page) - 1]).toContain(`F${index + 1} ${fact.occurredOn} ${fact.description.slice(0, 20)}`);
      }
    });
    expect(cited).toBeGreaterThan(model.crosswalk.length);
    const documentPages = [...all.matchAll(/page \d+, document page (\d+)/g)].map(([, page]) => pages[Number(page) - 1] ?? '');
    expect(documentPages.length).toBeGreaterThan(4);
    for (const text of documentPages) expect(text).toMatch(/Procedure notes \(page 2 of 2\)|MRI report, scanned \(page 1 of 1\)/);
    for (const [, title = '', page] of all.matchAll(/(Narrative|Evidence|Gaps) page (\d+)/g)) expect(pages[Number(page) - 1]).toContain(` ${title} `);
  });

  it('appends PDF, PNG and JPEG pages under the running head, and keeps their content', async () => {
    const { input, documents } = await packetWithDocuments('example-01');
    const without = await PDFDocument.load(await renderPacketPdf(buildPacket({ ...input, documents: [] }), []));
    const pdf = await renderPacketPdf(buildPacket(input), documents);
    const packet = await PDFDocument.load(pdf);
    expect(packet.getPageCount()).toBe(without.getPageCount() + 4);
    const drawn = packet.getPages().slice(-4).map((page) => page.node.Resources()?.toString() ?? '');
    for (const resources of drawn) expect(resources).toMatch(/XObject/);
    expect((await pagesOf(pdf)).slice(-4).map((text) => /Document \d of 3: .*? \(page \d of \d\)/.exec(text)?.[0])).toEqual([
      'Document 1 of 3: MRI report, scanned (page 1 of 1)', 'Document 2 of 3: Procedure notes (page 1 of 2)',
      'Document 2 of 3: Procedure notes (page 2 of 2)', 'Document 3 of 3: Photograph (page 1 of 1)']);
  });

  it('carries the text of an appended PDF along', async () => {
    const appended = await renderPacketPdf(modelOf('example-05'), []);
    const document = { id: 'earlier', title: 'Earlier packet', mediaType: 'application/pdf', pages: 9, bytes: appended.length, sha256: 'a'.repeat(64) };
    const pages = await pagesOf(await renderPacketPdf(modelOf('example-06', { documents: [document] }), [{ id: 'earlier', mediaType: document.mediaType, bytes: appended }]));
    expect(pages.filter((text) => text.includes('Packet packet-example-05'))).toHaveLength((await PDFDocument.load(appended)).getPageCount());
  });

  it('says so on a page of its own when a document cannot be reproduced', async () => {
    const document = { id: 'broken', title: 'Broken upload', mediaType: 'application/pdf', pages: 3, bytes: 4, sha256: 'b'.repeat(64) };
    const model = modelOf('example-01', { documents: [document] });
    for (const supplied of [[], [{ id: 'broken', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7 broken') }]]) {
      const all = (await pagesOf(await renderPacketPdf(model, supplied))).join(' ');
      expect(all).toContain('Document 1: Broken upload (could not be reproduced)');
      expect(all).toContain('Send the original beside this packet.');
    }
  });

  it('prints the planned targets that the request leaves out', async () => {
    const notCovered = [{ level: 'L3-L4', side: 'right', kinds: ['block-relief'] }] as const;
    const [cover] = await pagesOf(await renderPacketPdf(modelOf('example-01', {}, { notCovered }), []));
    expect(cover).toContain('not covered: L3-L4 right (Relief after the diagnostic block).');
    expect(cover).toContain('Not covered L3-L4 right: Relief after the diagnostic block');
    expect((await pagesOf(await renderPacketPdf(modelOf('example-01'), [])))[0]).not.toContain('ot covered');
  });

  it('prints the override, the expedited request with its justification, and the stale mark on every page', async () => {
    const override = { by: 'Dr. A. Example', rationale: 'Documented elsewhere', findings: ['block-relief'] as const };
    const pages = await pagesOf(await renderPacketPdf(modelOf('example-02', {}, { override, expedited: true, justification: 'Rapid decline', stale: 'A block was corrected.' }), []));
    expect(pages[0]).toContain('EXPEDITED REQUEST. Justification: Rapid decline');
    for (const words of [override.by, override.rationale, 'Relief after the diagnostic block. They stay as they are']) expect(pages[0]).toContain(words);
    expect(pages.join(' ')).toContain('Requested with an override');
    for (const text of pages) expect(text).toContain('STALE: the record changed after this packet was built. A block was corrected.');
  });

  it('prints names beyond Western European letters as they are written', async () => {
    const { patient } = packetInputOf(exampleCase('example-01'));
    for (const name of [{ family: 'Wójcik-Żółkiewska', given: 'Łucja Ðặng' }, { family: 'Κωνσταντίνου', given: 'Ольга' }]) {
      const pages = await pagesOf(await renderPacketPdf(modelOf('example-01', { patient: { ...patient, name } }), []));
      for (const text of pages) expect(text).toContain(`${name.family}, ${name.given}`);
    }
  });

  it('can be printed of any record', async () => {
    await fc.assert(fc.asyncProperty(anyPacketInput, async (input) => {
      const pages = await pagesOf(await renderPacketPdf(buildPacket(input), []));
      pages.forEach((text, index) => {
        expect(text).toContain('Testperson, Rosalind Q. · born 1968-05-01 · member id 1EG4-TE5-MK72');
        expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      });
    }), { numRuns: 8 });
  });

  it('is tagged, has an outline, a language and a title, and carries no date of its making', async () => {
    const pdf = await PDFDocument.load(await renderPacketPdf(modelOf('example-01'), []), { updateMetadata: false });
    expect(pdf.catalog.toString()).toMatch(/StructTreeRoot/);
    expect(pdf.catalog.toString()).toMatch(/Outlines/);
    expect(pdf.catalog.toString()).toMatch(/Lang/);
    expect(pdf.getCreationDate()?.toISOString()).toBe('2026-09-21T00:00:00.000Z');
  });

  it('is the same bytes in another process and in another time zone, documents included', async () => {
    const { input, documents } = await packetWithDocuments('example-01');
    const here = createHash('sha256').update(await renderPacketPdf(buildPacket(input), documents)).digest('hex');
    for (const TZ of ['UTC', 'America/Los_Angeles']) {
      expect(execFileSync(process.execPath, RENDER_EXAMPLE, { env: { ...process.env, TZ }, encoding: 'utf8' })).toBe(here);
    }
  });

  /** How long the request thread stops is `npm run bench -- packet`. */
  it('comes out of the worker as out of the renderer', async () => {
    const { input, documents } = await packetWithDocuments('example-05');
    const model = buildPacket(input);
    const plain = await renderPacketPdf(model, documents);
    for (const pdf of await Promise.all([renderPacketPdfInWorker(model, documents), renderPacketPdfInWorker(model, documents)])) expect(Buffer.compare(pdf, plain)).toBe(0);
  });

  it('fails one packet and renders the next', async () => {
    const model = modelOf('example-05');
    const broken = { ...model, crosswalk: undefined } as unknown as PacketModel;
    const [failed, next] = await Promise.allSettled([renderPacketPdfInWorker(broken, []), renderPacketPdfInWorker(model, [])]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining(`packet ${model.packetId} could not be rendered`) as string } });
    expect(next.status).toBe('fulfilled');
  });
});
