/** `npm run bench [-- --quick]`: a table of speeds, each beside a baseline measured in the same run. */
import { assessBench } from './assess.bench';
import { printTable, type Row } from './support/measure';

async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const rows: Row[] = [];
  rows.push(...(await assessBench(isQuick)));
  printTable(rows);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
