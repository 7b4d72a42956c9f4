/**
 * `npm run export -- practice --practice ID --out DIR | verify DIR | load DIR`: everything of a practice as files, whether they are whole, and back
 * into a database that does not hold it, of either engine. Exit 0 done, 1 refused or not whole, 2 misused.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { BrokenExport, exportPractice, loadPractice, verifyExport } from '../exports';
import { patientProjector } from '../patients';
import { hashPassword, newOneTimePassword } from '../platform/auth/passwords';
import { systemClock } from '../platform/clock/clock';
import { dataLocation, describeLocation } from '../platform/config/data-location';
import { openReadOnly } from '../platform/database/open-read-only';
import { openStore } from '../platform/database/open-store';
import { lockForService } from '../platform/database/service-lock';
import type { Store } from '../platform/database/store';
import { StoreRefusal } from '../platform/database/store-errors';
import { projectorUnder } from '../platform/event-store/projection';
import { rebuildProjections } from '../platform/event-store/rebuild-projections';
import { PATIENT_FOLD } from '../platform/patient-log/patient-record';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { practiceOf } from './practice-of';

const USAGE = `usage: npm run export -- practice [--practice ID] --out DIR
       npm run export -- verify DIR
       npm run export -- load DIR   (into PATHGATE_DATABASE, or data/pathgate.db)`;

async function main(args: string[]): Promise<number> {
  const { values, positionals: [verb, folder] } = parseArgs({ args, allowPositionals: true, options: { practice: { type: 'string' }, out: { type: 'string' } } });
  if (verb === 'practice' && folder === undefined && values.out !== undefined) return write(values.practice, values.out);
  if (verb === 'verify' && folder !== undefined) return verify(folder);
  if (verb === 'load' && folder !== undefined) return load(folder);
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

async function write(id: string | undefined, folder: string): Promise<number> {
  const location = dataLocation();
  const config = location.isPracticeConfigured ? location.practice : location.demo;
  if (config.kind === 'sqlite' && !existsSync(config.file)) throw new StoreRefusal(`There is no ${describeLocation(config)}: npm start or npm run init makes it.`);
  const store = await openStore(config);
  let practice: Awaited<ReturnType<typeof practiceOf>>;
  try {
    practice = await practiceOf(store, id);
    // On the audit before anything leaves, and so in what leaves.
    if (typeof practice !== 'string') await store.audit(practice.id, { actorId: 'command-line', role: 'admin', action: 'export-practice', resource: 'practice', outcome: 'allowed', requestId: 'export' });
  } finally {
    await store.close();
  }
  if (typeof practice === 'string') return fail(practice, 2);
  const snapshot = await openReadOnly(config, true);
  try {
    const { counts } = await exportPractice(snapshot.sql, practice, folder, systemClock.now(), ({ events, documents, audit }) => tell(`${events} events, ${documents} documents, ${audit} rows of the audit`));
    told(`${folder}: practice ${practice.id}, ${counts.streams} logs, ${counts.events} events, ${counts.documents} documents (${counts.documentBytes} bytes)`);
    process.stdout.write('It holds the whole record and can be read by who has the files: keep them as you keep the database. Verify: npm run export -- verify DIR\n');
    return 0;
  } finally {
    await snapshot.close();
  }
}

async function verify(folder: string): Promise<number> {
  const { practice, counts, exportedAt } = await verifyExport(folder, ({ events, documents }) => tell(`${documents} documents, ${events} events`));
  told(`whole: practice ${practice.id} "${practice.name}" as of ${exportedAt}, ${counts.streams} logs, ${counts.events} events, ${counts.documents} documents; every digest and every chain is what was written`);
  return 0;
}

async function load(folder: string): Promise<number> {
  const { practice: config } = dataLocation();
  // A service that runs on the database remembers lists that it would not see change.
  const lock = lockForService(config);
  try {
    const store = await openStore(config);
    try {
      const { practice, counts } = await loadPractice(store, folder, { now: systemClock.now(), rebuild: (practice) => rebuild(store, practice), onProgress: ({ what, done, of }) => tell(`${what}: ${done} of ${of}`) });
      const { name, password } = await administrator(store, practice.id);
      told(`${describeLocation(config)}: practice ${practice.id} "${practice.name}", ${counts.streams} logs, ${counts.events} events, ${counts.documents} documents`);
      process.stdout.write(`Its keys are revoked and its accounts disabled: nobody signs in with an export. Sign in as ${name} with ${password} (shown once, changed at first), and let people in again.\n`);
      return 0;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

async function rebuild(store: Store, practice: string): Promise<void> {
  const { state } = await new PracticeLog(store.streams, SHIPPED_POLICIES).newest(practice);
  await rebuildProjections(store, practice, PATIENT_FOLD, projectorUnder(patientProjector, state), (patients) => tell(`lists of ${patients} patients`));
}

/** A way in for one person; the names of those before are taken. */
async function administrator({ accounts }: Store, practice: string): Promise<{ readonly name: string; readonly password: string }> {
  const password = newOneTimePassword();
  const hashed = await hashPassword(password);
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'admin' : `admin-${number}`;
    if (await accounts.add(practice, { accountId: `loaded-${name}`, name, displayName: 'Administrator, after loading', role: 'admin', password: hashed, mustChangePassword: true })) return { name, password };
  }
}

/** How far it is, on one line of the terminal. */
function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}

function told(text: string): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(`${text}\n`);
}

function fail(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(error instanceof BrokenExport ? `NOT WHOLE  ${error.message}\n` : `${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
