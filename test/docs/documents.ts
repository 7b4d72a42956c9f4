/** The project's pages as text, and the shell and output blocks of the README's story. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

const PAGES_AT_THE_TOP = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

export interface Page {
  /** From the root: `docs/api.md`. */
  readonly path: string;
  readonly text: string;
}

export function page(path: string): Page {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** Everything people write here; the drawn maps have a test of their own. */
export function pages(): readonly Page[] {
  const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  return [...PAGES_AT_THE_TOP, ...inDocs].map(page);
}

/** The text under a heading of the second level. */
export function section({ path, text }: Page, heading: string): string {
  const [, found] = text.split(`\n## ${heading}\n`);
  if (found === undefined) throw new Error(`${path} has no section "${heading}"`);
  return found.split('\n## ')[0] ?? '';
}

export interface StoryPart {
  readonly commands: string;
  /** As the page shows it; empty where nothing is shown. */
  readonly output: string;
}

export function story(heading = 'One patient\'s story'): readonly StoryPart[] {
  return partsOf(section(page('README.md'), heading));
}

/** What is to be pasted, each with what it prints. */
export function partsOf(text: string): readonly StoryPart[] {
  return [...text.matchAll(/```sh\n([^]*?)\n```(?:\n\n```text\n([^]*?)\n```)?/g)].map(([, commands = '', output = '']) => ({ commands, output }));
}
