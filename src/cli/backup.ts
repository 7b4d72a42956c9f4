/** `npm run backup -- --to DIR [--keep N]`: the whole database while it is in use, verified. Exit 0 done, 1 refused and nothing left behind, 2 misused. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findBackups, makeBackup, removeOldBackups } from '../backups';
import { systemClock } from '../platform/clock/clock';
import { dataLocation, describeLocation } from '../platform/config/data-location';
import { compareMigrations, type StoreConfig } from '../platform/database/migrations';
import { openReadOnly } from '../platform/database/open-read-only';
import { openStore } from '../platform/database/open-store';
import { StoreRefusal } from '../platform/database/store-errors';

const USAGE = `usage: npm run backup -- --to DIR [--keep N]
  --to    the folder that holds backups, best on another disk; each gets a folder of its own in it
  --keep  how many finished ones stay, this one among them; left out: all
`;
const KEEP_MAX = 10_000;

async function main(args: string[]): Promise<number> {
  const { values: { to, keep } } = parseArgs({ args, options: { to: { type: 'string' }, keep: { type: 'string' } } });
  if (to === undefined || to === '' || (keep !== undefined && !(/^[1-9]\d*$/.test(keep) && Number(keep) <= KEEP_MAX))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const location = dataLocation();
  const config = location.isPracticeConfigured ? location.practice : location.demo;
  if (config.kind === 'sqlite' && !existsSync(config.file)) throw new StoreRefusal(`There is no ${describeLocation(config)}: npm start or npm run init makes it.`);
  await audit(config);
  const { folder, manifest: { contents, files } } = await makeBackup(config, location, to, systemClock.now(), tell);
  told(`${folder}: verified, ${contents.practices.length} practices, ${sum(contents.practices.map(({ events }) => events))} events, ${sum(files.map(({ bytes }) => bytes))} bytes`);
  if (keep !== undefined) for (const name of removeOldBackups(to, Number(keep), Date.parse(systemClock.now()))) told(`removed ${name}`);
  for (const name of findBackups(to).unfinished) told(`not finished, no backup: ${name}`);
  const isEncrypted = config.kind === 'sqlite' && config.keyFile !== undefined;
  process.stdout.write(`It holds the whole record and can be read by who has the files${isEncrypted ? ' and the key of PATHGATE_KEY_FILE: keep that apart from them' : ': keep it as you keep the database'}. Restore: npm run restore -- --from FOLDER\n`);
  return 0;
}

/** On the audit before anything leaves. A database that cannot be opened for writing is backed up all the more, and that is said. */
async function audit(config: StoreConfig): Promise<void> {
  try {
    // Opening would bring an older schema up to date, and a backup before that is what was asked for.
    const reading = await openReadOnly(config);
    const { pending } = await compareMigrations(reading.sql).finally(() => reading.close());
    if (pending.length > 0) throw new StoreRefusal(`the database is older than this program (${pending.join(', ')}), and writing would change it`);
    const store = await openStore(config);
    try {
      for (const { id } of await store.practices.list()) await store.audit(id, { actorId: 'command-line', role: 'admin', action: 'backup', resource: 'practice', outcome: 'allowed', requestId: 'backup' });
    } finally {
      await store.close();
    }
  } catch (error) {
    process.stderr.write(`This backup is not on the audit: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** How far it is, on one line of the terminal. */
function tell(pagesLeft: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${pagesLeft} pages to copy\u001b[K`);
}

function told(text: string): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`NOT BACKED UP  ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
