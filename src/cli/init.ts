/**
 * `npm run init -- --name "Riverbend Pain Clinic" --time-zone America/New_York [--state OH]`
 * Creates a real, empty practice and prints one key per role, once. Exit 0: created. 1: refused, nothing changed. 2: wrong usage.
 */
import { parseArgs } from 'node:util';
import { isRejection } from '../../machines/kernel/rejection';
import { isTimeZone } from '../platform/clock/clock';
import { dataLocation, describeLocation } from '../platform/config/data-location';
import { openStore } from '../platform/database/open-store';
import { StoreRefusal } from '../platform/database/store-errors';
import { createPractice } from './init/create-practice';
import { welcome } from './init/welcome';

const USAGE = `usage: npm run init -- --name "Riverbend Pain Clinic" --time-zone America/New_York [--state OH]
  --name       the practice's name, as packets print it
  --time-zone  IANA zone of the practice: decides which day is today
  --state      two letters; only for the example that is printed at the end
PATHGATE_DATABASE names another database than data/pathgate.db: a SQLite file or postgres://user@host/database.
`;
const NAME_CHARS_MAX = 200;

interface Options {
  readonly name: string;
  readonly timeZone: string;
  readonly state: string | undefined;
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}`);
    return 2;
  }
  const { practice: config } = dataLocation();
  try {
    const store = await openStore(config);
    try {
      const created = await createPractice(store, options.name, options.timeZone);
      if (isRejection(created)) {
        process.stderr.write(`${created.message}\n`);
        return 1;
      }
      process.stdout.write(welcome(created, describeLocation(config), options.state));
      return 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** A sentence when something is wrong. */
function readOptions(args: readonly string[]): Options | string {
  let values: { name?: string; 'time-zone'?: string; state?: string };
  try {
    ({ values } = parseArgs({ args: [...args], options: { name: { type: 'string' }, 'time-zone': { type: 'string' }, state: { type: 'string' } } }));
  } catch (error) {
    return (error as Error).message;
  }
  const name = values.name?.trim() ?? '';
  const timeZone = values['time-zone'] ?? '';
  if (name === '' || name.length > NAME_CHARS_MAX) return `--name: a name of 1 to ${NAME_CHARS_MAX} characters is needed.`;
  if (!isTimeZone(timeZone)) return '--time-zone: an IANA zone is needed, such as America/New_York or America/Phoenix.';
  if (values.state !== undefined && !/^[A-Z]{2}$/.test(values.state)) return '--state: two capital letters are needed, such as OH.';
  return { name, timeZone, state: values.state };
}

main(process.argv.slice(2)).then((code) => void (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`init failed: ${(error as Error).message}\nNothing was printed, so no key is lost; correct the cause and run it again.\n`);
  process.exitCode = 1;
});
