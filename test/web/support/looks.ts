/** A screen as it must be in every look: nothing grave for axe, nothing to scroll sideways, dates in one form, in light, dark and at 320 px. */
import type { Browser } from 'playwright-core';
import { datesInOtherForms, graveFindings, sidewaysOverflow } from './axe';
import { SIZES } from './browser';
import type { DemoPractice } from './practice';

const LOOKS = [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['320 px', { viewport: SIZES.phone }]] as const;

/** What is wrong, in words; `ready` is a heading or text that stands there when the screen does. */
export async function faultsInEveryLook(demo: DemoPractice, browser: Browser, role: string, path: string, ready: string | RegExp): Promise<readonly string[]> {
  const said: string[] = [];
  for (const [look, options] of LOOKS) {
    const { page, context, faults } = await demo.signIn(browser, role, options);
    await page.goto(`/app${path}`);
    await page.getByText(ready).first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    said.push(...(await graveFindings(page)).map((finding) => `${look}: ${finding}`), ...faults.map((fault) => `${look}: ${fault}`));
    said.push(...(await datesInOtherForms(page)).map((date) => `${look}: ${date}`));
    const overflow = await sidewaysOverflow(page);
    if (overflow > 0) said.push(`${look}: ${overflow} px to the side`);
    await context.close();
  }
  return said;
}
