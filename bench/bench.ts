/**
 * `npm run bench [-- --quick] [-- assess|facts|status|plan|coding|packet|what-if|import|verify|service|nodes|million|row-security|web]`: a table of speeds, each beside a baseline measured in the
 * same run. Ends well also where a goal is missed: the column says so. `web` needs a
 * browser (`npm run bench:web`), `row-security` PostgreSQL, `million` much room and time: they are run when they are named.
 */
import { cpus, loadavg } from 'node:os';
import { printTable, type Row } from './support/measure';

/** Loaded when its turn comes: a bench that measures this process starts it clean. */
const BENCHES: Readonly<Record<string, () => (isQuick: boolean) => Promise<readonly Row[]>>> = {
  /* eslint-disable @typescript-eslint/no-require-imports */
  assess: () => (require('./assess.bench') as typeof import('./assess.bench')).assessBench,
  facts: () => (require('./facts.bench') as typeof import('./facts.bench')).factsBench,
  status: () => (require('./status.bench') as typeof import('./status.bench')).statusBench,
  plan: () => (require('./plan.bench') as typeof import('./plan.bench')).planBench,
  coding: () => (require('./coding.bench') as typeof import('./coding.bench')).codingBench,
  packet: () => (require('./packet.bench') as typeof import('./packet.bench')).packetBench,
  'what-if': () => (require('./what-if.bench') as typeof import('./what-if.bench')).whatIfBench,
  import: () => (require('./import.bench') as typeof import('./import.bench')).importBench,
  verify: () => (require('./verify.bench') as typeof import('./verify.bench')).verifyBench,
  service: () => (require('./service.bench') as typeof import('./service.bench')).serviceBench,
  nodes: () => (require('./nodes.bench') as typeof import('./nodes.bench')).nodesBench,
  million: () => (require('./million.bench') as typeof import('./million.bench')).millionBench,
  'row-security': () => (require('./row-security.bench') as typeof import('./row-security.bench')).rowSecurityBench,
  web: () => (require('./web.bench') as typeof import('./web.bench')).webBench,
  /* eslint-enable @typescript-eslint/no-require-imports */
};

const WHEN_NAMED: readonly string[] = ['web', 'million', 'row-security'];

async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const named = args.filter((arg) => !arg.startsWith('--'));
  const stranger = named.find((name) => !(name in BENCHES));
  if (stranger !== undefined) throw new Error(`there is no bench ${stranger}: one of ${Object.keys(BENCHES).join(', ')}`);
  const loadBefore = loadavg()[0] ?? 0;
  const rows: Row[] = [];
  for (const name of named.length > 0 ? named : Object.keys(BENCHES).filter((name) => !WHEN_NAMED.includes(name))) rows.push(...(await (BENCHES[name] as (typeof BENCHES)[string])()(isQuick)));
  const [processor] = cpus();
  process.stdout.write(`${isQuick ? 'Quick run' : 'Full run'} on ${cpus().length} x ${processor?.model.trim()}, Node.js ${process.versions.node}, ${process.platform}; ` +
    `load when it began ${loadBefore.toFixed(1)}, when it ended ${(loadavg()[0] ?? 0).toFixed(1)}\n\n`);
  printTable(rows);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
