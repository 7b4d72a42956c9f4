/**
 * `node -r ./scripts/typescript.cjs test/reliability/upgrade/write-fixture.ts`: has an earlier commit's own program write a practice on both
 * engines, and keeps the databases as SQL beside what that program said of every patient. Needs the repository's history and PostgreSQL.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { todayIn } from '../../../src/platform/clock/clock';
import type { DatabaseLocation } from '../../support/engines';
import { createDatabaseOn, startPostgres } from '../../support/postgres';
import { checkOut, OLD_COMMIT, runCommand, startProgram } from './old-program';
import { dump } from './sql-dump';
import { sayingsOf, staffOf, tellStory, type Keys } from './upgrade-story';

const ZONE = 'America/New_York';
const ROLES = ['clinician', 'auth-staff', 'admin', 'auditor'] as const;

export interface Fixture {
  readonly commit: string;
  readonly today: string;
  readonly keys: Keys;
  readonly patients: readonly string[];
  readonly said: Readonly<Record<string, unknown>>;
}

async function write(root: string, location: DatabaseLocation): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'pathgate-earlier-data-'));
  const { stdout, status, stderr } = runCommand(root, 'init', ['--name', 'Upgrade Pain Clinic (synthetic)', '--time-zone', ZONE], location, directory);
  if (status !== 0) throw new Error(stderr);
  const keys = Object.fromEntries(ROLES.map((role) => [role, new RegExp(`^ *${role} +(\\S+)$`, 'm').exec(stdout)?.[1] ?? ''])) as unknown as Keys;
  const program = await startProgram(root, location, directory);
  const staff = staffOf(program.address, keys);
  const today = todayIn(ZONE, new Date().toISOString());
  const [patients, said] = await (async () => {
    const told = await tellStory(staff, today);
    return [told, await sayingsOf(staff, told, today)] as const;
  })().finally(() => program.stop());
  const fixture: Fixture = { commit: OLD_COMMIT, today, keys, patients, said };
  writeFileSync(join(__dirname, `${location.engine}.said.json`), `${JSON.stringify(fixture)}\n`);
  writeFileSync(join(__dirname, `${location.engine}.sql.gz`), gzipSync(dump(location), { level: 9 }));
  rmSync(directory, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const { root, remove } = checkOut(OLD_COMMIT);
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-fixture-'));
  const server = await startPostgres();
  try {
    await write(root, { engine: 'sqlite', file: join(folder, 'pathgate.db') });
    await write(root, { engine: 'postgres', url: await createDatabaseOn(server.adminUrl) });
  } finally {
    await server.stop();
    remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
