/**
 * A real PostgreSQL for tests: `postgres` as a direct child, its own temporary data directory and port on 127.0.0.1,
 * fsync, full_page_writes and synchronous_commit as shipped (on). A killed server is this process's child, never a zombie of init.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';

const START_SECONDS_MAX = 60;

export interface PostgresServer {
  /** Connection string of its `postgres` database; `createDatabaseOn` makes fresh ones beside it. */
  readonly adminUrl: string;
  readonly dataDirectory: string;
  /** Waits until the server is gone. SIGKILL is a crash (its children die with it), SIGINT the fast shutdown. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** After `kill`: the same data directory and port again, recovered. */
  restart(): Promise<void>;
  /** Ends the server and removes its directory. */
  stop(): Promise<void>;
}

/** The folder that holds `initdb` and `postgres`, newest version first; undefined when the system has none. */
export function findPostgres(path: string = process.env.PATH ?? '', packaged = '/usr/lib/postgresql'): string | undefined {
  const versions = foldersOf(packaged).sort((a, b) => Number(b) - Number(a));
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...versions.map((version) => join(packaged, version, 'bin'))];
  return folders.find((folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')));
}

/** Starts a server; `more` are settings as `name=value`. Throws when PostgreSQL is not installed: a test that needs it may not pass without. */
export async function startPostgres(more: readonly string[] = []): Promise<PostgresServer> {
  const binaries = findPostgres();
  if (binaries === undefined) {
    throw new Error('PostgreSQL is not installed (no initdb and postgres found): sudo apt-get install postgresql, or npm test -- --without=postgres');
  }
  const owner = ownerOfServer();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'pathgate-postgres-'));
  if (owner) chownSync(dataDirectory, owner.uid, owner.gid);
  const removeDirectory = (): void => rmSync(dataDirectory, { recursive: true, force: true });
  const run = { cwd: dataDirectory, env: { ...process.env, LC_ALL: 'C' }, ...owner };
  execFileSync(join(binaries, 'initdb'), ['-D', dataDirectory, '-U', 'pathgate', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions'], { ...run, stdio: 'pipe' });

  const port = await freePort();
  const adminUrl = `postgres://pathgate@127.0.0.1:${port}/postgres`;
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'shared_buffers=64MB', ...more];
  let child: ChildProcess;
  let stderr = '';
  const killNow = (): void => {
    child.kill('SIGQUIT');
    removeDirectory();
  };
  const start = async (): Promise<void> => {
    child = spawn(join(binaries, 'postgres'), ['-D', dataDirectory, ...settings.flatMap((setting) => ['-c', setting])], { ...run, stdio: ['ignore', 'ignore', 'pipe'] });
    stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-4000)));
    await answers(adminUrl, () => (child.exitCode ?? child.signalCode) === null, () => stderr);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    if ((child.exitCode ?? child.signalCode) !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await start();
  process.once('exit', killNow);

  return {
    adminUrl,
    dataDirectory,
    kill,
    restart: () => startAgain(start),
    async stop() {
      process.removeListener('exit', killNow);
      await kill('SIGINT');
      removeDirectory();
    },
  };
}

/** A fresh, empty database, or a copy of the one that test/support/partitioned.ts has made; answers its connection string. Suites in several processes share one server, so the name is random. */
export async function createDatabaseOn(adminUrl: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = process.env['PATHGATE_TEST_TEMPLATE'];
  await statement(adminUrl, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

export async function dropDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  const name = admin.pathname.slice(1);
  admin.pathname = '/postgres';
  await statement(admin.toString(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** The children of a killed server take a moment to notice, and until then the new one refuses the directory. */
async function startAgain(start: () => Promise<void>, triesLeft = 20): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (triesLeft === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
    await startAgain(start, triesLeft - 1);
  }
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function answers(url: string, isAlive: () => boolean, output: () => string): Promise<void> {
  const deadline = Date.now() + START_SECONDS_MAX * 1000;
  for (;;) {
    try {
      return await statement(url, 'SELECT 1');
    } catch (error) {
      if (!isAlive() || Date.now() > deadline) throw new Error(`PostgreSQL did not start: ${String(error)}\n${output()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** `postgres` refuses to run as root, so root runs it as the system user its package made. */
function ownerOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new Error('PostgreSQL cannot run as root and there is no user "postgres": sudo apt-get install postgresql');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function foldersOf(path: string): string[] {
  try {
    return readdirSync(path);
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
