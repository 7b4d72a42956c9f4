/** Accounts and keys as an administrator makes them, and a person's own account: password, codes, passkeys, how it looks. */
import * as OTPAuth from 'otpauth';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { describeBrowser, launchBrowser, openPage, SIZES } from './support/browser';
import { signInAs, startDemo, type DemoPractice } from './support/practice';
import { expectReadable, LOOKS } from './support/screens';

const CHOSEN = 'seven quiet herons';

const password = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

describeBrowser('users and the own account', () => {
  let browser: Browser;
  let demo: DemoPractice;
  beforeAll(async () => { [browser, demo] = [await launchBrowser(), await startDemo({ PATHGATE_WEBHOOK_NETWORKS: '127.0.0.1' })]; });
  afterAll(async () => { await browser.close(); await demo.stop(); });

  it('an account is made with a password that is shown once, works once, and is changed; its role and state change at once', async () => {
    const admin = await demo.signIn(browser, 'admin');
    await admin.page.goto('/app/users');
    await admin.page.getByRole('button', { name: 'Make an account' }).click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByLabel('Whole name').fill('Maria Reyes');
    await dialog.getByLabel('Name to sign in with').fill('mreyes');
    await dialog.getByLabel('Role').selectOption('nurse');
    await dialog.getByText('Does not sign and does not request.').waitFor();
    await dialog.getByRole('button', { name: 'Make the account' }).click();
    const oneTime = await dialog.getByLabel('one-time password').innerText();
    await dialog.getByRole('button', { name: 'I have handed it over' }).click();
    expect(await admin.page.getByText(oneTime).count()).toBe(0);

    const maria = await openPage(browser, demo.address);
    await maria.page.goto('/app/');
    await maria.page.getByLabel('Name').fill('mreyes');
    await password(maria.page, 'Password').fill(oneTime);
    await maria.page.getByRole('button', { name: 'Sign in' }).click();
    await maria.page.getByRole('heading', { name: 'Choose a password of your own' }).waitFor();
    await password(maria.page, 'Present password').fill(oneTime);
    await password(maria.page, 'New password').fill(CHOSEN);
    await maria.page.getByRole('button', { name: 'Change the password' }).click();
    await maria.page.getByRole('button', { name: 'Signed in as Maria Reyes, nurse' }).waitFor();

    const row = admin.page.getByRole('row').filter({ hasText: 'mreyes' });
    await admin.page.getByRole('button', { name: 'Change Maria Reyes' }).click();
    await dialog.getByLabel('Has left the practice').check();
    await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    await row.getByText('Has left').waitFor();
    await maria.page.goto('/app/patients');
    await maria.page.getByRole('heading', { name: 'Sign in to Pathgate' }).waitFor();

    await admin.page.getByRole('button', { name: 'New password for Demo biller' }).click();
    await dialog.getByRole('button', { name: 'Give a new password' }).click();
    expect((await dialog.getByLabel('one-time password').innerText()).length).toBeGreaterThan(8);
    expect([admin.faults, maria.faults]).toEqual([[], []]);
    await admin.context.close();
    await maria.context.close();
  });

  it('on a phone each account is a card whose cells say their column, and still a row of a table for who hears it', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'admin', { viewport: SIZES.phone });
    await page.goto('/app/users');
    await page.getByRole('region', { name: 'Accounts' }).waitFor();
    const [cell, label] = await page.evaluate('(() => { const [, role] = [...document.querySelectorAll("tbody tr:first-child td")]; return [getComputedStyle(role).display, getComputedStyle(role, "::before").content]; })()') as [string, string];
    expect([cell, label]).toEqual(['block', expect.stringContaining('"Role"')]);
    // As the browser tells it to a screen reader, not as the markup says.
    const { nodes } = await (await context.newCDPSession(page)).send('Accessibility.getFullAXTree');
    const count = (wanted: string): number => nodes.filter(({ role, ignored }) => !ignored && role?.value === wanted).length;
    const { items } = await demo.get('/v1/accounts', 'admin') as { readonly items: readonly unknown[] };
    expect([count('table'), count('columnheader'), count('rowheader'), count('row')]).toEqual([1, 6, items.length, items.length + 1]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a key is shown once, opens what its role may, and nothing once it is revoked', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    await page.goto('/app/users?tab=keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('For which program?').fill('Scheduling system');
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    const key = await dialog.getByLabel('key', { exact: true }).innerText();
    await dialog.getByRole('button', { name: 'I have put it away' }).click();
    const ask = async (): Promise<number> => (await fetch(`${demo.address}/v1/patients`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: 'Rotate Scheduling system' }).click();
    await dialog.getByRole('button', { name: 'Make the new key' }).click();
    expect(await dialog.getByLabel('key', { exact: true }).innerText()).not.toBe(key);
    await dialog.getByRole('button', { name: 'I have put it away' }).click();
    const former = page.getByRole('row').filter({ hasText: 'Scheduling system' }).filter({ hasText: 'Ends in a day, replaced' });
    await former.getByRole('button', { name: 'Revoke Scheduling system' }).click();
    await dialog.getByRole('button', { name: 'Revoke the key' }).click();
    await page.getByRole('row').filter({ hasText: 'Scheduling system' }).getByText(/Revoked/).waitFor();
    let status = await ask();
    for (const end = Date.now() + 15_000; status === 200 && Date.now() < end; status = await ask()) await page.waitForTimeout(500);
    expect(status).toBe(401);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('an administrator reads no record, and opens one with a reason for a while', async () => {
    const { items: [row] } = await demo.get('/v1/worklist?limit=1') as { readonly items: readonly { readonly patientId: string }[] };
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    await page.goto(`/app/patients/${row?.patientId}`);
    await page.getByText('Your role does not open records').waitFor();
    expect(await page.getByRole('heading', { name: 'Where each side stands' }).count()).toBe(0);
    await page.getByLabel('Why does this record have to be read?').fill('A complaint about a bill');
    await page.getByRole('button', { name: 'Open for 60 minutes' }).click();
    await page.getByText('This record is open to you for a while').waitFor();
    await page.getByRole('heading', { name: 'Where each side stands' }).waitFor();
    const { items: [opened] } = await demo.get('/v1/audit/break-glass', 'auditor') as { readonly items: readonly object[] };
    expect(opened).toMatchObject({ patientId: row?.patientId, reason: 'A complaint about a bill' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('one-time codes are set up with an app, asked for when signing in, and turned off', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'scheduler');
    await page.goto('/app/settings');
    await password(page, 'Your password').fill(demo.password);
    await page.getByRole('button', { name: 'Set up one-time codes' }).click();
    const secret = await page.getByLabel('secret', { exact: true }).innerText();
    await page.getByRole('img', { name: 'The secret as a QR code' }).waitFor();
    const uri = await page.getByRole('link', { name: 'open it on this device' }).getAttribute('href') ?? '';
    const app = OTPAuth.URI.parse(uri) as OTPAuth.TOTP;
    expect(app.secret.base32).toBe(secret.replaceAll(' ', ''));
    await page.getByLabel('Code of the app').fill('000000');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Not on yet').waitFor();
    await page.getByLabel('Code of the app').fill(app.generate());
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('button', { name: 'Turn one-time codes off' }).waitFor();

    const again = await openPage(browser, demo.address);
    await again.page.goto('/app/');
    await again.page.getByLabel('Name').fill('scheduler');
    await password(again.page, 'Password').fill(demo.password);
    await again.page.getByRole('button', { name: 'Sign in' }).click();
    // Each code counts once, so this is the next one of the app.
    await again.page.getByLabel('One-time code').fill(app.generate({ timestamp: Date.now() + 30_000 }));
    await again.page.getByRole('button', { name: 'Sign in' }).click();
    await again.page.getByRole('button', { name: /Signed in as Demo scheduler/ }).waitFor();

    await page.getByRole('button', { name: 'Turn one-time codes off' }).click();
    await password(page, 'Your password, once more').fill('of somebody who walked by');
    await page.getByRole('button', { name: 'Turn them off' }).click();
    await page.getByText('Still on').waitFor();
    await password(page, 'Your password, once more').fill(demo.password);
    await page.getByRole('button', { name: 'Turn them off' }).click();
    await page.getByRole('button', { name: 'Set up one-time codes' }).waitFor();
    expect([faults, again.faults]).toEqual([[], []]);
    await context.close();
    await again.context.close();
  });

  it('a passkey of the device signs in without a password, until it is removed', async () => {
    // Passkeys belong to a name; 127.0.0.1 is none.
    const named = demo.address.replace('127.0.0.1', 'localhost');
    const { page, context, faults } = await openPage(browser, named);
    await withAuthenticator(await context.newCDPSession(page));
    await signInAs({ page, context, faults }, 'clinician', demo.password);
    await page.goto('/app/settings');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('What will you call it?').fill('Test laptop');
    await password(page, 'Your password, once more').fill(demo.password);
    await page.getByRole('button', { name: 'Make the passkey' }).click();
    await page.getByText('Test laptop').waitFor();
    await context.clearCookies();
    await page.goto('/app/settings');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('button', { name: 'Remove Test laptop' }).click();
    await password(page, 'Your password, once more').fill(demo.password);
    await page.getByRole('button', { name: 'Remove Test laptop' }).click();
    await page.getByText('You have none.').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('colours and single keys are kept in the browser; the diary protocol is the practice\'s', async () => {
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    await page.goto('/app/settings');
    await page.getByText('Dark', { exact: true }).click();
    await page.getByRole('switch', { name: 'Shortcuts of a single key' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    expect(await page.evaluate('[document.documentElement.dataset.mantineColorScheme, localStorage.getItem("pathgate.shortcuts")]')).toEqual(['dark', 'off']);
    expect(await page.getByRole('switch', { name: 'Shortcuts of a single key' }).isChecked()).toBe(false);

    await page.getByText('The usual one').waitFor();
    const block = page.getByRole('group', { name: 'After a block' });
    await block.getByLabel('Asked after (hours)').fill('1, two, 4');
    await page.getByRole('button', { name: 'Record' }).click();
    await page.getByText('Not recorded').waitFor();
    await block.getByLabel('Asked after (hours)').fill('1, 2, 4');
    await page.getByRole('button', { name: 'Record' }).click();
    await page.getByText('The practice\'s own', { exact: true }).waitFor();
    expect(await demo.get('/v1/diary-protocol', 'admin')).toMatchObject({ isUsual: false, protocol: { block: { dueAtHours: [1, 2, 4] } } });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('programs that hear of events are shown with what waits and why it failed', async () => {
    const made = await fetch(`${demo.address}/v1/webhooks`, {
      method: 'POST', headers: { authorization: `Bearer ${demo.keyOf('admin')}`, 'content-type': 'application/json', 'idempotency-key': 'a-webhook-that-fails' },
      body: JSON.stringify({ url: 'http://127.0.0.1:9/hook', label: 'EHR interface', after: '0' }),
    });
    expect(made.status).toBe(201);
    const { page, context, faults } = await demo.signIn(browser, 'admin');
    const shown = page.getByRole('article', { name: 'EHR interface' });
    await page.goto('/app/settings');
    await shown.getByText('http://127.0.0.1:9/hook').waitFor();
    for (const end = Date.now() + 20_000; await shown.getByText('The receiver could not be reached').count() === 0 && Date.now() < end;) {
      await page.waitForTimeout(500);
      await page.reload();
      await shown.waitFor();
    }
    await shown.getByText('The receiver could not be reached').waitFor();
    await shown.getByText(/\d+ waiting/).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('can be read in %s', async (_, options) => {
    await expectReadable(browser, demo, 'admin', options, [
      ['/users', (page) => page.getByRole('region', { name: 'Accounts' }).waitFor()],
      ['/users?tab=people', async (page) => { await page.getByRole('button', { name: 'Make an account' }).click(); await page.getByLabel('Whole name').waitFor(); }],
      ['/users?tab=keys', (page) => page.getByRole('region', { name: 'Keys' }).waitFor()],
      ['/users?tab=roles', (page) => page.getByText('One person has one role').waitFor()],
      ['/settings', (page) => page.getByRole('group', { name: 'After a block' }).waitFor()],
    ]);
  });
});

/** A device that has keys and a person beside it, as the browser's own tools play it. */
async function withAuthenticator(session: CDPSession): Promise<void> {
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}
