/** `npm run migrate -- up | down N | status`: the schema of the configured store, both directions. Exit 0 done, 1 refused, 2 misused. */
import { existsSync } from 'node:fs';
import { dataLocation } from '../platform/config/data-location';
import { withMigrations, type Migrations } from '../platform/database/migrations';
import { StoreRefusal } from '../platform/database/store-errors';

const USAGE = 'usage: migrate up | down N [--erase-the-record] | status   (PATHGATE_DATABASE names another database than data/pathgate.db)';

async function main(words: readonly string[]): Promise<number> {
  const [command = '', count = ''] = words;
  if (command === 'up') return run(async (migrations) => report('applied', await migrations.up()));
  if (command === 'status') return run(async (migrations) => (await migrations.status()).forEach(({ name, applied }) => say(`${applied ? 'applied' : 'pending'}  ${name}`)));
  if (command === 'down' && /^[1-9]\d?$/.test(count)) return run((migrations) => down(migrations, Number(count), words.includes('--erase-the-record')));
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

/** The first migration holds the log: taking it back erases every patient's record, so it is asked for by name. */
async function down(migrations: Migrations, steps: number, mayErase: boolean): Promise<void> {
  const applied = (await migrations.status()).filter((each) => each.applied);
  if (steps >= applied.length && applied.length > 0 && !mayErase) {
    throw new StoreRefusal(`Going down ${steps} would erase the record itself. Go down ${applied.length - 1}, or repeat with --erase-the-record.`);
  }
  report('taken back', await migrations.down(steps));
}

function report(what: string, names: readonly string[]): void {
  say(names.length === 0 ? 'nothing to do' : names.map((name) => `${what}  ${name}`).join('\n'));
}

async function run(work: (migrations: Migrations) => Promise<void>): Promise<number> {
  const { practice } = dataLocation();
  // Opening it would make an empty file, and from then on a start would look for a practice in it instead of serving the demo.
  if (practice.kind === 'sqlite' && !existsSync(practice.file)) throw new StoreRefusal(`There is no ${practice.file}: npm run init makes it, with its schema.`);
  await withMigrations(practice, work);
  return 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
