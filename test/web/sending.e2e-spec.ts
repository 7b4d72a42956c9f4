/** The service sends a signed packet: to a payer's server in another process, and what becomes of it shows on the screens that are open. */
import type { Browser, Page } from 'playwright-core';
import { startReceiver, type Receiver } from '../support/payer-receiver/start-receiver';
import { graveFindings } from './support/axe';
import { describeBrowser, launchBrowser, type Watched } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';
import { askByFhir, signedPacket, type Requested } from './support/signed-packet';
import { tell } from './support/tell';

jest.setTimeout(240_000);

/** Far above what a busy machine needs: what is waited for here comes by itself. */
const ANSWER = { timeout: 60_000 };

describeBrowser('a packet that the service sends', () => {
  let demo: DemoPractice;
  let browser: Browser;
  let receiver: Receiver;
  let clerk: Watched;
  beforeAll(async () => {
    // One attempt and it is parked: how often it is tried again is told over the API.
    receiver = await startReceiver({ attemptsMax: 1, timeoutMs: 30_000 });
    [demo, browser] = await Promise.all([startDemo({ PATHGATE_PAYER_ENDPOINTS: receiver.endpointsFile }), launchBrowser()]);
    await askByFhir(demo, receiver.baseAddress);
    clerk = await demo.signIn(browser, 'auth-staff');
  });
  afterAll(async () => {
    await browser.close();
    await demo.stop();
    await receiver.stop();
  });
  const packetOf = ({ patientId, packetId }: Requested): string => `/app/patients/${patientId}/packets/${packetId}`;
  const authorizationOf = ({ patientId, authorizationId }: Requested): string => `/app/patients/${patientId}/authorizations/${authorizationId}`;
  const receivedOf = async ({ packetId }: Requested) => (await receiver.state()).received.filter(({ identifier }) => identifier === packetId);

  async function giveToService(page: Page, one: Requested): Promise<void> {
    await page.goto(packetOf(one));
    await page.getByRole('button', { name: 'Send, or record that it went out' }).click();
    await page.getByLabel('FHIR').check();
    expect(await graveFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Let the service send it' }).click();
  }

  it('is queued, answered, and the decision shows on two screens that nobody loads again', async () => {
    const one = await signedPacket(demo);
    await receiver.behave({ decision: 'approve', manner: 'slow', delayMs: 4_000 });
    const beside = await demo.signIn(browser, 'clinician');
    await beside.page.goto(authorizationOf(one));
    await beside.page.getByText('Nothing yet.').waitFor();
    const { page } = clerk;
    await giveToService(page, one);
    await page.getByText(/^The service is sending it to /).waitFor();
    await beside.page.getByText(/^The service is sending it to /).waitFor();
    expect(await page.getByRole('button', { name: 'Send, or record that it went out' }).count()).toBe(0);
    await page.getByText(/^Sent by the service \(FHIR\), /).waitFor(ANSWER);
    await page.getByText('Approved by the payer').waitFor();
    await beside.page.locator('.position').getByText('Approved by the payer').waitFor(ANSWER);
    await beside.page.getByText(/number AUTH-1\b.*read from the payer's message/).waitFor();
    expect(await receivedOf(one)).toHaveLength(1);
    expect([...clerk.faults, ...beside.faults]).toEqual([]);
    await beside.context.close();
  });

  it('waits for a person where the payer is down: the queue says so, why is read where it leads, and it goes out again under the same number', async () => {
    const one = await signedPacket(demo);
    await receiver.behave({ manner: 'unavailable' }, { decision: 'deny' });
    const { page } = clerk;
    await giveToService(page, one);
    await page.getByText('The service could not send it, and waits for a person').waitFor(ANSWER);
    await page.getByText(/The payer's server had an error of its own.*\(tried once\)/).waitFor();
    expect(await graveFindings(page)).toEqual([]);

    await page.goto(`/app/queue?view=ready-to-send`);
    await page.getByRole('link', { name: 'Put right why it could not be sent, and resend it' }).click();
    await page.waitForURL(new RegExp(one.authorizationId));
    await page.getByText('The service could not send it, and waits for a person').waitFor();
    await page.getByLabel('What was put right').fill('They are up again.');
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.locator('.position').getByText('Denied').waitFor(ANSWER);
    expect(await graveFindings(page)).toEqual([]);
    const requests = await receivedOf(one);
    expect([requests.length, new Set(requests.map(({ sha256 }) => sha256)).size]).toEqual([2, 1]);
    const { items } = await tell<{ items: readonly unknown[] }>(demo, 'auth-staff', 'GET', '/v1/submissions');
    expect(items).toEqual([]);
    expect(clerk.faults).toEqual([]);
  });

  it('is shown to who may not send it, without the button', async () => {
    const one = await signedPacket(demo);
    await receiver.behave({ manner: 'unavailable' });
    const { page } = clerk;
    await giveToService(page, one);
    await page.getByText('The service could not send it, and waits for a person').waitFor(ANSWER);
    const nurse = await demo.signIn(browser, 'nurse');
    await nurse.page.goto(packetOf(one));
    await nurse.page.getByText('The service could not send it, and waits for a person').waitFor();
    expect(await nurse.page.getByRole('button', { name: 'Send it again' }).count()).toBe(0);
    expect(nurse.faults).toEqual([]);
    await nurse.context.close();
  });
});
