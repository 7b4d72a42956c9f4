/** `npm run doctor [-- --backups DIR [--hours 26]]`: is everything as the promises need it? Exit 0 all well, or only warnings; 1 something is bad; 2 misused. */
import { parseArgs } from 'node:util';
import { examine, printed } from '../doctor';
import { systemClock } from '../platform/clock/clock';
import { dataLocation, describeLocation } from '../platform/config/data-location';

const USAGE = `usage: npm run doctor [-- --backups DIR [--hours N]]
  --backups  the folder that npm run backup writes to
  --hours    how old the newest may be; 26 when left out
`;
/** A backup each night, and two hours of grace. */
const HOURS_DEFAULT = '26';

async function main(args: string[]): Promise<number> {
  const { values: { backups, hours = HOURS_DEFAULT } } = parseArgs({ args, options: { backups: { type: 'string' }, hours: { type: 'string' } } });
  if (backups === '' || !/^[1-9]\d{0,4}$/.test(hours)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const location = dataLocation();
  const config = location.isPracticeConfigured ? location.practice : location.demo;
  process.stderr.write(`${describeLocation(config)}\n`);
  const lines = await examine(config, systemClock, backups === undefined ? undefined : { folder: backups, hoursMax: Number(hours) });
  for (const line of lines) process.stdout.write(printed(line));
  const count = (state: string): number => lines.filter((line) => line.state === state).length;
  process.stdout.write(`${count('ok')} ok, ${count('warn')} warn, ${count('bad')} bad\n`);
  return count('bad') === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
