/** `npm run -s openapi [-- --check]`: writes docs/openapi.json from the routes, or exits 1 when the committed one is stale. */
import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../create-app';
import { systemClock } from '../platform/clock/clock';
import { openStore } from '../platform/database/open-store';
import { Log } from '../platform/logging/log';
import { openApiOf } from '../platform/openapi/openapi';

const FILE = 'docs/openapi.json';

async function main(words: readonly string[]): Promise<number> {
  const document = `${JSON.stringify(await describeApi(), null, 2)}\n`;
  if (words.includes('--check')) {
    if (readFileSync(FILE, 'utf8') === document) return 0;
    process.stderr.write(`${FILE} is stale: run "npm run openapi" and commit it.\n`);
    return 1;
  }
  writeFileSync(FILE, document);
  return 0;
}

/** Routes exist once the application is put together, and that takes a store: an empty one, thrown away. */
async function describeApi(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-openapi-'));
  const storeConfig = { kind: 'sqlite', file: join(folder, 'empty.db') } as const;
  try {
    const running = await createApp({ store: await openStore(storeConfig), storeConfig, clock: systemClock, log: new Log('silent'), demo: false });
    const document = openApiOf(running.app);
    await running.close();
    return document;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
