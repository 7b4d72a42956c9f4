/** `npm run -s openapi [-- --check]`: writes docs/openapi.json from the routes, or exits 1 when the committed one is stale. */
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiOf } from '../platform/openapi/openapi';
import { withEmptyApp } from './openapi/empty-app';

const FILE = 'docs/openapi.json';

async function main(words: readonly string[]): Promise<number> {
  const document = `${JSON.stringify(await withEmptyApp(openApiOf), null, 2)}\n`;
  if (words.includes('--check')) {
    if (readFileSync(FILE, 'utf8') === document) return 0;
    process.stderr.write(`${FILE} is stale: run "npm run openapi" and commit it.\n`);
    return 1;
  }
  writeFileSync(FILE, document);
  return 0;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
