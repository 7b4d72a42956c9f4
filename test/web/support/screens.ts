/** What holds of every screen: no grave finding of axe and nothing wider than the page, in light, in dark, and on a phone. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { datesInOtherForms, graveFindings, sidewaysOverflow } from './axe';
import { SIZES } from './browser';
import type { DemoPractice } from './practice';

export const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [['light', {}], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: SIZES.phone, hasTouch: true }]];

/** Where, and what has to be on it before it is looked at. */
export type Shown = readonly [path: string, isThere: (page: Page) => Promise<void>];

export async function expectReadable(browser: Browser, demo: DemoPractice, role: string, options: BrowserContextOptions, screens: readonly Shown[]): Promise<void> {
  const { page, context, faults } = await demo.signIn(browser, role, options);
  for (const [path, isThere] of screens) {
    await page.goto(`/app${path}`);
    await isThere(page);
    expect([path, await graveFindings(page), await sidewaysOverflow(page), await datesInOtherForms(page)]).toEqual([path, [], 0, []]);
  }
  expect(faults).toEqual([]);
  await context.close();
}
