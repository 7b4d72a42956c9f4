/**
 * A table of another system brought in by the built command, from its first byte to the last commit on SQLite FULL: read, matched, checked,
 * recorded; beside it the same file read by the same parser and nothing else. And the most memory that each took.
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { limitRow, rateRow, type Row } from './support/measure';
import { inFolder } from './support/processes';

const FACTS_PER_PATIENT = 20;
const MAPPING = {
  source: 'bench-table', format: 'csv', registers: true,
  patient: { key: { column: 'MRN' }, identifiers: [{ kind: 'mrn', from: { column: 'MRN' } }], family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'Born', as: 'date', format: 'MM/dd/yyyy' } },
  entries: [
    { name: 'score', when: [{ column: 'What', is: ['score'] }], id: { column: 'Id' }, fact: { type: 'score', occurredOn: { column: 'Day', as: 'date', format: 'MM/dd/yyyy' }, instrument: 'NRS', role: 'baseline', value: { column: 'Value', as: 'number' } } },
    { name: 'care', when: [{ column: 'What', is: ['therapy'] }], id: { column: 'Id' }, fact: { type: 'conservative-care', occurredOn: { column: 'Day', as: 'date', format: 'MM/dd/yyyy' }, modality: 'physical-therapy', visits: { column: 'Value', as: 'whole' }, response: 'failed' } },
  ],
};

export function importBench(isQuick: boolean): Promise<readonly Row[]> {
  const rows = isQuick ? 20_000 : 1_000_000;
  return inFolder(async (directory) => {
    const file = join(directory, 'table.csv');
    await writeTable(file, rows);
    const mapping = join(directory, 'mapping.json');
    writeFileSync(mapping, JSON.stringify(MAPPING));
    writeFileSync(join(directory, 'tell-memory.cjs'), "process.on('exit', () => process.stderr.write('\\nmost ' + process.resourceUsage().maxRSS));");
    const env = { ...process.env, PATHGATE_DATA: join(directory, 'data') };
    await run(['dist/src/cli/init.js', '--name', 'Bench', '--time-zone', 'America/New_York'], env);
    const first = await run(['dist/src/cli/import.js', file, '--mapping', mapping, '--record'], env);
    const again = await run(['dist/src/cli/import.js', file, '--mapping', mapping, '--record'], env);
    const parsed = await timed(async () => {
      for await (const record of createReadStream(file).pipe(parse()) as AsyncIterable<unknown>) void record;
    });
    const rate = { name: 'parsed alone', rate: rows / parsed };
    return [
      rateRow(`import of a table, ${rows} facts of ${rows / FACTS_PER_PATIENT} new patients, in any order`, rows / first.seconds, 3000, rate),
      limitRow('  most memory of the process', first.memoryMb, 400, 'MB', `${rows} rows`),
      rateRow('the same again: everything is on record', rows / again.seconds, 3000, rate),
    ];
  });
}

/** A patient's rows are far apart, as they are where a system writes by day. */
async function writeTable(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file);
  out.write('MRN,Last,First,Born,What,Id,Day,Value\n');
  const patients = rows / FACTS_PER_PATIENT;
  for (let row = 0; row < rows; row++) {
    const patient = row % patients;
    const turn = Math.floor(row / patients);
    const day = `${String((turn % 12) + 1).padStart(2, '0')}/${String((turn % 27) + 1).padStart(2, '0')}/2024`;
    const line = `B${patient},Bench,No${patient},01/0${(patient % 9) + 1}/19${50 + (patient % 40)},${turn % 4 === 0 ? 'therapy' : 'score'},r${row},${day},${(turn % 9) + 1}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

const KB_PER_MB = 1024;

/** `/usr/bin/time` is not everywhere: the process tells its own most memory when it ends. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ readonly seconds: number; readonly memoryMb: number }> {
  let said = '';
  const seconds = await timed(async () => {
    const child = spawn(process.execPath, ['-r', join(env['PATHGATE_DATA'] ?? '', '../tell-memory.cjs'), ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`${args[0] ?? ''} ended with ${code}: ${said.slice(0, 500)}`);
  });
  return { seconds, memoryMb: Number(/most (\d+)/.exec(said)?.[1] ?? 0) / KB_PER_MB };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
