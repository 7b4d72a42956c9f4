/**
 * Suites on a PostgreSQL whose large tables are partitioned by practice: `node -r ./scripts/typescript.cjs test/support/partitioned.ts test/reliability/event-store ...`.
 * The committed schema is made once, partitioned by the script that is deployed, and every database of a test is a copy of that one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { withMigrations } from '../../src/platform/database/migrations';
import { createDatabaseOn, startPostgres } from './postgres';

const ROOT = join(__dirname, '../..');
const PARTITIONS = 8;

/** The script, its one variable filled in as psql does. */
export async function partition(url: string): Promise<void> {
  await withMigrations({ kind: 'postgres', url }, (migrations) => migrations.up());
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`BEGIN; ${readFileSync(join(ROOT, 'deploy/partition-by-practice.sql'), 'utf8').replace(":'partitions'", `'${PARTITIONS}'`)} COMMIT;`);
  } finally {
    await client.end();
  }
}

async function main(args: readonly string[]): Promise<void> {
  const server = await startPostgres();
  try {
    const url = await createDatabaseOn(server.adminUrl);
    await partition(url);
    const jest = spawn(process.execPath, [join(ROOT, 'node_modules/.bin/jest'), '--testNamePattern', 'postgres', ...args], {
      cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATHGATE_TEST_POSTGRES: server.adminUrl, PATHGATE_TEST_TEMPLATE: new URL(url).pathname.slice(1) },
    });
    const [code] = (await once(jest, 'exit')) as [number | null];
    process.exitCode = code ?? 1;
  } finally {
    await server.stop();
  }
}

if (require.main === module) void main(process.argv.slice(2));
