/** `npm run restore -- --from DIR`: one backup into an empty place, verified before it counts. Exit 0 done, 1 refused and nothing left behind, 2 misused. */
import { parseArgs } from 'node:util';
import { BrokenBackup, restoreBackup, verifyBackup } from '../backups';
import { dataLocation, describeLocation } from '../platform/config/data-location';

const USAGE = `usage: npm run restore -- --from DIR [--check]
  --from   the folder of one backup
  --check  reads all of it and changes nothing
It goes into PATHGATE_DATABASE, or data/pathgate.db, where nothing may be yet; PATHGATE_DATA names another directory than data.
`;

async function main(args: string[]): Promise<number> {
  const { values: { from, check } } = parseArgs({ args, options: { from: { type: 'string' }, check: { type: 'boolean' } } });
  if (from === undefined || from === '') {
    process.stderr.write(USAGE);
    return 2;
  }
  const location = dataLocation();
  const { takenAt, contents } = check === true ? await verifyBackup(from) : await restoreBackup(from, location.practice, location);
  process.stdout.write(`${check === true ? `${from}: every byte is what was written` : `${describeLocation(location.practice)}: restored and verified`}, as of ${takenAt}\n`);
  for (const { id, events, streams, documents } of contents.practices) process.stdout.write(`  practice ${id}: ${streams} logs, ${events} events, ${documents} documents\n`);
  if (check !== true) process.stdout.write('Keys, accounts and sessions are as of then: revoke again what was revoked since. What waits to be sent may have been sent since: look at submissions before you start the service.\n');
  return 0;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof BrokenBackup ? 'NOT WHOLE' : 'NOT RESTORED'}  ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
