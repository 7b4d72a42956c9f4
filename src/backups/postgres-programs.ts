/** `pg_dump` and `pg_restore`, which come with PostgreSQL. The password goes by the environment: a command line can be read by everybody on the machine. */
import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EVERY_PRACTICE } from '../platform/database/postgres-address';
import { StoreRefusal } from '../platform/database/store-errors';

const PACKAGED = '/usr/lib/postgresql';
const STDERR_CHARS_MAX = 2_000;

export type PostgresProgram = 'pg_dump' | 'pg_restore';

/** Newest version first: an older one refuses a newer server. Throws `StoreRefusal` where there is none. */
export function findProgram(name: PostgresProgram, path = process.env['PATH'] ?? '', packaged = PACKAGED): string {
  const folders = [...versionsIn(packaged).map((version) => join(packaged, version, 'bin')), ...path.split(delimiter).filter((folder) => folder !== '')];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found !== undefined) return found;
  const byHand = name === 'pg_dump' ? `PGOPTIONS='${EVERY_PRACTICE}' pg_dump --enable-row-security --no-privileges --format=custom --file=FILE "$PATHGATE_DATABASE"` : 'pg_restore --single-transaction --no-owner --dbname="$PATHGATE_DATABASE" FILE';
  throw new StoreRefusal(`${name} is not installed here. Install PostgreSQL's client programs (Debian, Ubuntu: apt-get install postgresql-client), or run where they are: ${byHand}`);
}

export async function runProgram(program: string, args: readonly string[], url: string): Promise<void> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  await outputOf(program, [...args, `--dbname=${address.toString()}`], { ...(password !== '' && { PGPASSWORD: password }) });
}

/** What the program wrote. Throws `StoreRefusal` with its last words where it failed. */
export async function outputOf(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-STDERR_CHARS_MAX)));
  const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve(exit ?? signal));
  });
  if (code !== 0) throw new StoreRefusal(`${program} ended with ${String(code)}: ${stderr.trim()}`);
  return stdout;
}

function versionsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
