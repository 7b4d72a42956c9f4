/**
 * Runs a suite in this process and says whether it passed. Each time every module of the project is loaded anew, so that a
 * change of what a module does when it is loaded counts as well.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { transformSync } from '@swc/core';
import * as circus from 'jest-circus';
import { expect } from 'expect';

const ROOT = join(__dirname, '..', '..');
const OWN_ROOMS = ['machines', 'src', 'test'].map((room) => join(ROOT, room));

/** TypeScript by absolute path, instead of what lies there. */
export function loadInstead(texts: ReadonlyMap<string, string>): void {
  const compiled = new Map<string, string>();
  require.extensions['.ts'] = (module, filename) => {
    let code = compiled.get(filename);
    if (code === undefined) {
      ({ code } = transformSync(texts.get(filename) ?? readFileSync(filename, 'utf8'), { filename, cwd: ROOT, sourceMaps: false }));
      compiled.set(filename, code);
    }
    (module as unknown as { _compile(code: string, filename: string): void })._compile(code, filename);
  };
}

/** The first failure in words, or undefined. */
export async function failureOf(file: string): Promise<string | undefined> {
  forgetModules();
  circus.resetState();
  Object.assign(globalThis, { describe: circus.describe, it: circus.it, test: circus.test, beforeAll: circus.beforeAll, beforeEach: circus.beforeEach, afterAll: circus.afterAll, afterEach: circus.afterEach, expect });
  try {
    // Loaded anew each time, which an import is not.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(file);
    const { testResults, unhandledErrors } = await circus.run();
    const failed = testResults.find(({ errors }) => errors.length > 0);
    if (unhandledErrors.length > 0) return String(unhandledErrors[0]);
    if (testResults.length === 0) return 'no test ran';
    return failed === undefined ? undefined : failed.testPath.slice(1).join(' > ');
  } catch (error) {
    return `could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export function nameOf(file: string): string {
  return relative(ROOT, file);
}

function forgetModules(): void {
  // A module keeps hold of what it required.
  module.children = [];
  for (const file of Object.keys(require.cache)) {
    if (file.endsWith('.ts') && OWN_ROOMS.some((room) => file.startsWith(room)) && !file.startsWith(__dirname)) delete require.cache[file];
  }
}
