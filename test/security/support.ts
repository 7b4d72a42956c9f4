/** A practice in a folder of its own, served and asked as an operator would: the service and the commands are processes. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKey } from '../../src/platform/auth/keys';
import { PRACTICE_ROLES, type PracticeRole } from '../../src/platform/auth/permissions';
import { openStore } from '../../src/platform/database/open-store';
import { startServer, type Server } from '../support/server';

export interface ServedPractice {
  readonly folder: string;
  readonly directory: string;
  readonly file: string;
  readonly keyFile: string | undefined;
  readonly keys: Readonly<Record<PracticeRole, string>>;
}

/** Not served yet. */
export async function makePractice(keyFile?: string): Promise<ServedPractice> {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-security-'));
  const directory = join(folder, 'data');
  mkdirSync(directory, { mode: 0o700 });
  const file = join(directory, 'pathgate.db');
  const store = await openStore({ kind: 'sqlite', file, ...(keyFile !== undefined && { keyFile }) });
  await store.practices.create({ id: 'riverbend', name: 'Riverbend', timeZone: 'America/New_York', demo: false });
  const keys = {} as Record<PracticeRole, string>;
  for (const role of PRACTICE_ROLES) {
    const { key, hash } = newKey();
    keys[role] = key;
    await store.keys.add('riverbend', { keyId: `key-${role}`, hash, role, label: role });
  }
  await store.close();
  return { folder, directory, file, keyFile, keys };
}

export function environmentOf({ directory, file }: Pick<ServedPractice, 'directory' | 'file'>, keyFile: string | undefined): Record<string, string> {
  return { PATHGATE_DATA: directory, PATHGATE_DATABASE: file, PATHGATE_KEY_FILE: keyFile ?? '' };
}

export function serve(practice: ServedPractice, environment: Readonly<Record<string, string>> = {}): Promise<Server> {
  return startServer({ engine: 'sqlite', file: practice.file }, { ...environmentOf(practice, practice.keyFile), ...environment });
}

export interface Asked {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** With a clinician's key; a string or bytes go as they are. */
export async function ask(server: Server, { keys }: ServedPractice, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const response = await fetch(server.address + path, {
    method, redirect: 'manual',
    headers: { authorization: `Bearer ${keys.clinician}`, ...(method !== 'GET' && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
  });
  return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
}

export interface FoundFile {
  readonly path: string;
  readonly content: Buffer;
}

export function filesIn(folder: string): readonly FoundFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile()).map((path) => ({ path, content: readFileSync(path) }));
}
