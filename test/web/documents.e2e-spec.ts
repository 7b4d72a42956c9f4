/** A file becomes evidence: attached where it is needed; what is no document is told why, and nothing typed is lost. */
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Browser, Locator, Page } from 'playwright-core';
import { graveFindings } from './support/axe';
import { describeBrowser, launchBrowser, SIZES } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { dayFromNow, patientAt, tell } from './support/tell';

jest.setTimeout(240_000);

const MEGABYTE = 2 ** 20;

async function pdfOf(text: string): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (const part of [text, 'second page']) pdf.addPage().drawText(part);
  return Buffer.from(await pdf.save());
}

describeBrowser('a document', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let patientId: string;
  let packetId: string;
  let report: Buffer;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    ({ patientId, packetId } = await patientAt(demo, 'mbb1', 'ready'));
    report = await pdfOf('Operative report');
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });
  const documents = async () => (await tell<{ items: readonly { title: string; pages: number }[] }>(demo, 'nurse', 'GET', `/v1/patients/${patientId}/documents`)).items;

  async function choose(within: Page | Locator, name: string, mimeType: string, buffer: Buffer): Promise<void> {
    await within.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    await within.getByRole('button', { name: 'Attach', exact: true }).click();
  }

  it('that is none is told why where it was chosen, title and file stay, and nothing is recorded; the right one is attached', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'nurse');
    await page.goto(`/app/patients/${patientId}`);
    await page.getByRole('button', { name: 'Attach a document' }).click();
    const section = page.getByRole('region', { name: 'Documents' }).first();
    const title = section.getByLabel('What it is');
    await title.fill('Operative report');
    const refused = async (name: string, mimeType: string, buffer: Buffer, said: RegExp): Promise<void> => {
      await choose(section, name, mimeType, buffer);
      await section.getByRole('alert').filter({ hasText: 'Not attached' }).getByText(said).waitFor();
      expect([await title.inputValue(), await section.getByText(name).count()]).toEqual(['Operative report', 1]);
    };
    await section.getByRole('button', { name: 'Attach', exact: true }).click();
    await section.getByText('Choose a file first.').waitFor();
    await refused('scan.png', 'image/png', report, /^The content is application\/pdf, and it was sent as image\/png\. .*right ending/);
    await refused('empty.pdf', 'application/pdf', Buffer.alloc(0), /^The file is empty\. Export or scan it again\.$/);
    await refused('half.pdf', 'application/pdf', report.subarray(0, report.length / 2), /^The file does not open\. Export or scan it again\.$/);
    await refused('notes.txt', 'text/plain', Buffer.from('hello'), /^The file is neither PDF, PNG nor JPEG\./);
    await refused('large.pdf', 'application/pdf', Buffer.concat([report, Buffer.alloc(20 * MEGABYTE)]), /^The file is too large to be kept\./);
    expect(await graveFindings(page)).toEqual([]);
    expect(await documents()).toEqual([]);
    await choose(section, 'report.pdf', 'application/pdf', report);
    await section.getByRole('cell', { name: 'Operative report' }).waitFor();
    expect(await documents()).toEqual([expect.objectContaining({ title: 'Operative report', pages: 2 })]);

    // The same file once more is the same document.
    await page.getByRole('button', { name: 'Attach a document' }).click();
    await title.fill('The same again');
    await choose(section, 'report.pdf', 'application/pdf', report);
    await page.getByText('This file is on record already: that document is taken.').waitFor();
    expect(await documents()).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is attached while a fact is recorded, Enter attaches and sends nothing else, and it is evidence in timeline, checklist and packet', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'nurse');
    await page.goto(`/app/patients/${patientId}/record?type=conservative-care`);
    await page.getByLabel('Modality').fill('physical-therapy');
    await page.getByLabel('Response').selectOption('failed');
    await page.getByLabel('From').fill(dayFromNow(-80));
    await page.getByLabel('To', { exact: true }).fill(dayFromNow(-20));
    await page.getByRole('button', { name: 'Attach a new file' }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'therapy.pdf', mimeType: 'application/pdf', buffer: await pdfOf('Therapy notes') });
    const before = (await tell<{ items: readonly unknown[] }>(demo, 'nurse', 'GET', `/v1/patients/${patientId}/facts`)).items.length;
    await page.getByLabel('What it is', { exact: true }).fill('Therapy notes');
    await page.getByLabel('What it is', { exact: true }).press('Enter');
    await page.getByLabel('What it is', { exact: true }).waitFor({ state: 'detached' });
    expect(await page.getByLabel('Document it stands in').locator('option:checked').innerText()).toBe('Therapy notes');
    expect((await tell<{ items: readonly unknown[] }>(demo, 'nurse', 'GET', `/v1/patients/${patientId}/facts`)).items).toHaveLength(before);
    // A page that the document does not have is refused, and everything else stays.
    await page.getByLabel('Page').fill('9');
    expect(await graveFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Not recorded' }).waitFor();
    expect(await page.getByLabel('Document it stands in').locator('option:checked').innerText()).toBe('Therapy notes');
    await page.getByLabel('Page').fill('2');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.waitForURL(new RegExp(`/patients/${patientId}$`));
    await page.getByRole('button', { name: 'document, page 2' }).first().waitFor();
    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: 'document, page 2' }).first().click();
    expect((await opened).url()).toMatch(/^blob:.*#page=2$/);

    const { items } = await tell<{ items: readonly { packetId: string; episodeId: string }[] }>(demo, 'nurse', 'GET', `/v1/patients/${patientId}/authorizations`);
    await page.goto(`/app/patients/${patientId}/episodes/${items.find((one) => one.packetId === packetId)?.episodeId ?? ''}/checklist?step=mbb1`);
    await page.getByRole('button', { name: 'document, page 2' }).first().waitFor();
    await page.goto(`/app/patients/${patientId}/packets/${packetId}`);
    // What the packet rests on comes before what no fact names.
    await page.getByRole('listitem').filter({ hasText: /, 2 pages/ }).first().getByText('Therapy notes, 2 pages').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is attached on a phone too', async () => {
    const { page, faults, context } = await demo.signIn(browser, 'nurse', { viewport: SIZES.phone, hasTouch: true });
    await page.goto(`/app/patients/${patientId}`);
    await page.getByRole('button', { name: 'Attach a document' }).tap();
    const section = page.getByRole('region', { name: 'Documents' }).first();
    await section.getByLabel('What it is').fill('Photograph of a letter');
    await choose(section, 'letter.pdf', 'application/pdf', await pdfOf('Letter'));
    await section.getByRole('cell', { name: 'Photograph of a letter' }).waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
