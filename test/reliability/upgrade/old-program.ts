/** An earlier version of this program, out of this repository's history, beside today's; and either of them as a process. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseLocation } from '../../support/engines';
import { listeningAddress } from '../../support/listening-address';

export const TODAYS_ROOT = join(__dirname, '../../..');
/** The last one before events for programs, access that ends and the chained audit: its schema ends with migration 0010. */
export const OLD_COMMIT = '014f6827b065888df5edb00d78f566e33ec8b8f4';

/** False in a shallow clone, or in what was downloaded without its history. */
export function isInHistory(commit: string): boolean {
  return spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: TODAYS_ROOT }).status === 0;
}

/** A folder with the program as it was, and today's packages; `remove` takes it away again. */
export function checkOut(commit: string): { readonly root: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-earlier-'));
  const archive = execFileSync('git', ['archive', commit], { cwd: TODAYS_ROOT, maxBuffer: 1e9 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(join(TODAYS_ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { root: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Program {
  readonly address: string;
  /** SIGTERM; its exit code. */
  stop(): Promise<number | null>;
}

const nodeArgs = (root: string, file: string): string[] => ['-r', join(TODAYS_ROOT, 'scripts/typescript.cjs'), '-r', join(__dirname, 'sqlite-by-its-earlier-name.cjs'), '-r', join(__dirname, 'moved-clock.cjs'), join(root, file)];
/** Of every program that is started from here: how much earlier than it is. */
let msEarlier = 0;

export function setClock(instant: string): void {
  msEarlier = Date.now() - Date.parse(instant);
}

const environmentOf = (location: DatabaseLocation, directory: string) => ({ ...process.env, PATHGATE_TEST_MS_EARLIER: String(msEarlier), PORT: '0', LOG_LEVEL: 'error', PATHGATE_DATA: directory, PATHGATE_DATABASE: location.engine === 'sqlite' ? location.file : location.url });

export async function startProgram(root: string, location: DatabaseLocation, directory: string): Promise<Program> {
  const child = spawn(process.execPath, nodeArgs(root, 'src/main.ts'), { cwd: root, env: environmentOf(location, directory), stdio: ['ignore', 'pipe', 'pipe'] });
  const address = await listeningAddress(child, 'the service');
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      return ((await once(child, 'exit')) as [number | null])[0];
    },
  };
}

export function runCommand(root: string, name: string, args: readonly string[], location: DatabaseLocation, directory: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [...nodeArgs(root, `src/cli/${name}.ts`), ...args], { cwd: root, env: environmentOf(location, directory), encoding: 'utf8' });
}
