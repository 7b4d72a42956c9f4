/** What axe finds of serious or critical, in words. The rules of WCAG 2.2 A and AA. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = ['serious', 'critical'];

interface AxeNode {
  readonly target: readonly string[];
  readonly failureSummary?: string;
}

export async function graveFindings(page: Page): Promise<readonly string[]> {
  // What is still fading in is no colour that anybody reads.
  await page.evaluate('Promise.race([Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished)), new Promise((done) => setTimeout(done, 2000))])');
  // By the debugger's way in, which the policy of the page does not speak of.
  await page.evaluate(SOURCE);
  const violations = await page.evaluate(async () => {
    const { axe, document } = globalThis as unknown as { document: unknown; axe: { run(context: unknown, options: unknown): Promise<{ violations: readonly { id: string; impact: string; nodes: readonly AxeNode[] }[] }> } };
    return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations;
  });
  return violations.filter(({ impact }) => GRAVE.includes(impact)).flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} | ${(failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200)}`));
}

/** Nothing has to be scrolled sideways to be read: not the page, and no table in its box. A map and a page of a PDF are pictures, which may. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate('Math.max(...[document.documentElement, ...[...document.querySelectorAll(".scrolls")].filter((box) => box.querySelector("table") !== null)].map((box) => box.scrollWidth - box.clientWidth))') as Promise<number>;
}

/**
 * Dates in another form than the one that every screen has, `14 Dec 2026`, with what stands around them. Not of code, of what is printed by
 * the service, of what somebody wrote word for word, or in the name of a policy.
 */
export async function datesInOtherForms(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const other = /(?<![@\\w/.-])\\d{4}-\\d{2}-\\d{2}(?![\\w-])|\\b\\d{1,2}\\/\\d{1,2}\\/\\d{4}\\b|\\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2}, \\d{4}/;
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (other.test(node.data) && node.parentElement?.closest('code, pre, blockquote, cite, script') === null) said.push(node.data);
    }
    return said;
  })()`) as Promise<readonly string[]>;
}
