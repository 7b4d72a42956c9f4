/**
 * A table of another system, and a FHIR server's bulk export, brought in by the built command, from the first byte to the last commit on SQLite
 * FULL: read, matched, checked, recorded; beside it the same file read by the same parser and nothing else. And the most memory that each took,
 * and its processor time, which other work on the machine does not change much.
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { benchMapping, writeFhirFile } from './support/fhir-file';
import { limitRow, rateRow, type Row } from './support/measure';
import { inFolder } from './support/processes';

const FACTS_PER_PATIENT = 20;
const FACTS_PER_SECOND_MIN = 3000;
const MEMORY_MB_MAX = 400;
const MAPPING = {
  source: 'bench-table', format: 'csv', registers: true,
  patient: { key: { column: 'MRN' }, identifiers: [{ kind: 'mrn', from: { column: 'MRN' } }], family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'Born', as: 'date', format: 'MM/dd/yyyy' } },
  entries: [
    { name: 'score', when: [{ column: 'What', is: ['score'] }], id: { column: 'Id' }, fact: { type: 'score', occurredOn: { column: 'Day', as: 'date', format: 'MM/dd/yyyy' }, instrument: 'NRS', role: 'baseline', value: { column: 'Value', as: 'number' } } },
    { name: 'care', when: [{ column: 'What', is: ['therapy'] }], id: { column: 'Id' }, fact: { type: 'conservative-care', occurredOn: { column: 'Day', as: 'date', format: 'MM/dd/yyyy' }, modality: 'physical-therapy', visits: { column: 'Value', as: 'whole' }, response: 'failed' } },
  ],
};

export async function importBench(isQuick: boolean): Promise<readonly Row[]> {
  return [...(await fromTable(isQuick ? 20_000 : 1_000_000)), ...(await fromFhir(isQuick ? 1_000 : 10_000))];
}

function fromTable(rows: number): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const file = join(directory, 'table.csv');
    await writeTable(file, rows);
    const mapping = join(directory, 'mapping.json');
    writeFileSync(mapping, JSON.stringify(MAPPING));
    const env = await preparePractice(directory);
    const first = await run(['dist/src/cli/import.js', file, '--mapping', mapping, '--record'], env);
    const again = await run(['dist/src/cli/import.js', file, '--mapping', mapping, '--record'], env);
    const parsed = await timed(async () => {
      for await (const record of createReadStream(file).pipe(parse()) as AsyncIterable<unknown>) void record;
    });
    const rate = { name: 'parsed alone', rate: rows / parsed };
    return [
      rateRow(`import of a table, ${rows} facts of ${rows / FACTS_PER_PATIENT} new patients, in any order`, rows / first.seconds, FACTS_PER_SECOND_MIN, rate),
      ...costRows(first, rows, `${rows} rows`),
      rateRow('the same again: everything is on record', rows / again.seconds, FACTS_PER_SECOND_MIN, rate),
      ...costRows(again, rows, `${rows} rows`),
    ];
  });
}

/** Patients of every kind that the demo's generator tells, as they come: a third of the resources says nothing here. */
function fromFhir(patients: number): Promise<readonly Row[]> {
  return inFolder(async (directory) => {
    const file = join(directory, 'export.ndjson');
    const resources = await writeFhirFile(file, patients);
    const mapping = join(directory, 'mapping.json');
    writeFileSync(mapping, JSON.stringify(benchMapping()));
    const first = await run(['dist/src/cli/import.js', file, '--mapping', mapping, '--record'], await preparePractice(directory));
    const facts = Number(/ statements\n +(\d+) {2}new\n/.exec(first.said)?.[1] ?? 0);
    const parsed = await timed(async () => {
      for await (const line of createInterface(createReadStream(file))) JSON.parse(line);
    });
    return [
      rateRow(`import of a bulk export of FHIR, ${facts} facts of ${patients} new patients`, facts / first.seconds, FACTS_PER_SECOND_MIN),
      rateRow(`  its ${resources} resources`, resources / first.seconds, FACTS_PER_SECOND_MIN, { name: 'parsed alone', rate: resources / parsed }),
      ...costRows(first, facts, `${resources} resources`),
    ];
  });
}

function costRows({ processorSeconds, memoryMb }: Told, facts: number, what: string): readonly Row[] {
  return [limitRow('  processor time', processorSeconds, Math.round(facts / FACTS_PER_SECOND_MIN), 's', what), limitRow('  most memory of the process', memoryMb, MEMORY_MB_MAX, 'MB', what)];
}

/** An empty practice in the folder, and each process there tells what it took. */
async function preparePractice(directory: string): Promise<NodeJS.ProcessEnv> {
  writeFileSync(join(directory, 'tell.cjs'), "process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); process.stderr.write(`\\ntook ${maxRSS} ${userCPUTime + systemCPUTime}`); });");
  const env = { ...process.env, PATHGATE_DATA: join(directory, 'data') };
  await run(['dist/src/cli/init.js', '--name', 'Bench', '--time-zone', 'America/New_York'], env);
  return env;
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

/** What is kept for good would end the process here; without it the engine collects late on a large machine, and the figure would be the machine's. */
const HEAP = '--max-old-space-size=256';
const KB_PER_MB = 1024;
const MICROSECONDS = 1_000_000;

interface Told {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly memoryMb: number;
  /** On its standard output. */
  readonly said: string;
}

/** `/usr/bin/time` is not everywhere: the process tells what it took when it ends. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Told> {
  let [said, complaint] = ['', ''];
  const seconds = await timed(async () => {
    const child = spawn(process.execPath, ['-r', join(env['PATHGATE_DATA'] ?? '', '../tell.cjs'), HEAP, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => void (complaint += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`${args[0] ?? ''} ended with ${code}: ${complaint.slice(0, 500)}`);
  });
  const [, memoryKb, processor] = /took (\d+) (\d+)/.exec(complaint) ?? [];
  if (memoryKb === undefined || processor === undefined) throw new Error(`${args[0] ?? ''} did not tell what it took`);
  return { seconds, said, memoryMb: Number(memoryKb) / KB_PER_MB, processorSeconds: Number(processor) / MICROSECONDS };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
