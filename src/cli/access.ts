/** `npm run -s access [-- --check]`: writes docs/access.md from the table of permissions and the routes, or exits 1 when the committed one is stale. */
import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { routesOf } from '../platform/http/methods';
import { accessPage } from './access/access-page';
import { withEmptyApp } from './openapi/empty-app';

const FILE = 'docs/access.md';

async function main(words: readonly string[]): Promise<number> {
  const page = await withEmptyApp((app) => accessPage(routesOf(app.getHttpAdapter().getInstance() as unknown as FastifyInstance)));
  if (words.includes('--check')) {
    if (existsSync(FILE) && readFileSync(FILE, 'utf8') === page) return 0;
    process.stderr.write(`${FILE} is stale: run "npm run access" and commit it.\n`);
    return 1;
  }
  writeFileSync(FILE, page);
  return 0;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
