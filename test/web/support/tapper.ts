/** A thumb that counts. */
import type { Page } from 'playwright-core';

export interface Tapper {
  button(name: string | RegExp): Promise<void>;
  /** One of a row of choices, by the row's label. */
  choice(row: string, name: string): Promise<void>;
  score(score: number): Promise<void>;
  count(): number;
}

export function tapper(page: Page): Tapper {
  let taps = 0;
  const tapped = async (done: Promise<void>): Promise<void> => {
    taps++;
    await done;
  };
  return {
    button: (name) => tapped(page.getByRole('button', { name, exact: true }).click()),
    choice: (row, name) => tapped(page.getByRole('group', { name: new RegExp(`^${row}`) }).getByRole('button', { name: new RegExp(`^${name}`) }).click()),
    score: (score) => tapped(page.getByRole('group', { name: /^Score / }).getByRole('button', { name: String(score), exact: true }).click()),
    count: () => taps,
  };
}
