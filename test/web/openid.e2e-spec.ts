/** Where a provider of OpenID Connect is configured, the page offers it; where it is not, nobody is shown what does not work. */
import type { Browser } from 'playwright-core';
import { graveFindings } from './support/axe';
import { describeBrowser, launchBrowser, openPage } from './support/browser';
import { startDemo, type DemoPractice } from './support/practice';

const OFFER = { name: 'Sign in with the practice\'s provider' };

describeBrowser('signing in elsewhere', () => {
  let browser: Browser;
  let without: DemoPractice;
  let configured: DemoPractice;
  beforeAll(async () => {
    browser = await launchBrowser();
    without = await startDemo();
    configured = await startDemo({ PATHGATE_OPENID_ISSUER: 'https://provider.example', PATHGATE_OPENID_CLIENT_ID: 'pathgate', PATHGATE_OPENID_CLIENT_SECRET: 'a-secret-of-the-provider', PATHGATE_OPENID_CLAIM: 'preferred_username', PATHGATE_PUBLIC_ADDRESS: 'https://pathgate.example' });
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await without.stop();
    await configured.stop();
  });

  it('is offered where it is configured, and a refusal says what to do next', async () => {
    const { page, context, faults } = await openPage(browser, configured.address);
    await page.goto('/app/');
    await page.getByRole('link', OFFER).waitFor();
    expect(await page.getByRole('link', OFFER).getAttribute('href')).toBe('/v1/session/openid');
    expect(await graveFindings(page)).toEqual([]);
    await page.goto('about:blank');
    // Where the service leads who comes back without an account.
    await page.goto('/#sign-in-refused');
    expect(await page.getByRole('alert').innerText()).toContain('opens no account here');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is not offered elsewhere', async () => {
    const { page, context, faults } = await openPage(browser, without.address);
    await Promise.all([page.waitForResponse('**/v1/session/ways'), page.goto('/app/')]);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect([await page.getByRole('link', OFFER).count(), await page.getByRole('alert').count()]).toEqual([0, 0]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
