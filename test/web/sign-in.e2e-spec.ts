/** Signing in, being logged off without losing what was typed, and what each role is shown. */
import type { Browser } from 'playwright-core';
import { graveFindings, sidewaysOverflow } from './support/axe';
import { describeBrowser, launchBrowser, openPage, SIZES } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';

describeBrowser('signing in', () => {
  let browser: Browser;
  let demo: DemoPractice;
  beforeAll(async () => { [browser, demo] = [await launchBrowser(), await startDemo()]; });
  afterAll(async () => { await browser.close(); await demo.stop(); });

  it('says no in the service\'s words, keeps the name, and lets in who has the password', async () => {
    const { page, faults, context } = await openPage(browser, demo.address);
    await page.goto('/');
    await page.getByLabel('Name').fill('nurse');
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('nurse');
    expect(faults).toEqual([]);
    await context.close();
    const signed = await demo.signIn(browser, 'nurse');
    expect(await signed.page.getByTitle('Every patient here is synthetic').textContent()).toMatch(/^Demo.practice$/);
    expect(signed.faults).toEqual([]);
    await signed.context.close();
  });

  it.each([['scheduler', ['May I book?', 'Patients'], ['Audit', 'Numbers', 'Users']], ['auditor', ['Audit'], ['Users']], ['admin', ['Users', 'Directory'], ['Audit']]] as const)('shows %s the places of the role', async (role, shown, hidden) => {
    const { page, context } = await demo.signIn(browser, role);
    const places = page.getByRole('navigation', { name: 'Places' });
    for (const name of shown) expect([name, await places.getByRole('link', { name }).count()]).toEqual([name, 1]);
    for (const name of hidden) expect([name, await places.getByRole('link', { name }).count()]).toEqual([name, 0]);
    await context.close();
  });

  it('over a form that is half filled: what was typed is still there', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'nurse');
    await page.goto('/app/patients/new');
    await page.getByLabel('Family').first().fill('Halfway');
    await page.getByLabel('Given').first().fill('Ada');
    await page.getByLabel('Birth date').first().fill('1958-04-02');
    await page.getByLabel('Payer').first().fill('medicare');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('You were signed out').waitFor();
    const { password } = demo;
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You were signed out').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Family').first().inputValue()).toBe('Halfway');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('says of what it asks by itself that nobody is there, so that an empty desk is signed out', async () => {
    const { page, context } = await demo.signIn(browser, 'nurse');
    await page.getByRole('heading', { name: 'Work queue' }).waitFor();
    const isOnItsOwn = async (): Promise<string | undefined> => {
      const asked = page.waitForRequest((request) => request.url().includes('/v1/queue'));
      const { items } = await demo.get('/v1/queue?limit=1', 'auth-staff') as { items: { patientId: string; episodeId: string; step: string }[] };
      const [need] = items;
      const said = await fetch(`${demo.address}/v1/patients/${need?.patientId}/episodes/${need?.episodeId}/needs/${need?.step}/comments`, {
        method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('auth-staff')}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }, body: JSON.stringify({ text: 'Seen.' }),
      });
      expect(said.status).toBe(201);
      return (await asked).headers()['pathgate-background'];
    };
    await page.keyboard.press('Shift');
    expect(await isOnItsOwn()).toBeUndefined();
    await page.clock.install();
    await page.clock.fastForward('02:00');
    expect(await isOnItsOwn()).toBe('1');
    await page.keyboard.press('Shift');
    expect(await isOnItsOwn()).toBeUndefined();
    await context.close();
  });

  it.each([['light', 'desk'], ['dark', 'desk'], ['light', 'phone']] as const)('has no grave finding in %s at the size of a %s', async (colorScheme, size) => {
    const { page, context } = await openPage(browser, demo.address, { colorScheme, viewport: SIZES[size] });
    await page.goto('/app/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    await context.close();
  });
});
