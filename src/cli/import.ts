/**
 * `npm run -s import -- FILE... --source NAME [--mapping FILE] [--record] [--partial]`: reads what other systems wrote, says what would be stored,
 * and stores it when told to. `--save FILE` saves a mapping, `--mapping NAME` alone prints one. Exit 0 done, 1 refused or unreadable, 2 misused, 3 cut off.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { writeFileSync } from 'node:fs';
import { isRejection } from '../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { findMapping, ImportRuns, parseMapping, recordMapping, refusalInWords, runInWords, type Importer, type ImportParts, type Mapping } from '../imports';
import { announcePackets } from '../packets';
import { patientProjector } from '../patients';
import { systemClock } from '../platform/clock/clock';
import { readConfig } from '../platform/config/config';
import { openStore } from '../platform/database/open-store';
import { parseStrictJson } from '../platform/json/strict-json';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { demonstrate } from './import/demonstrate';
import { practiceOf } from './practice-of';

const USAGE = `usage: npm run -s import -- FILE... --source NAME [--record] [--partial] [--report FILE.csv] [--practice ID]
  --source NAME    whose files they are: a mapping that was saved, or one that ships (fhir-r4)
  --mapping FILE   the mapping itself, instead of a saved one; alone: prints the saved or shipped one of that name
  --save FILE      saves a mapping for its source
  --record         stores it when nothing is refused; left out: a dry run
  --partial        with --record: stores what is not refused
  --report FILE    everything that was not taken, as CSV
  --demo           a messy sample, read into an empty practice of its own
`;
const ACTOR = 'command-line';
const SHOWN_MAX = 40;
const PAGE = 5_000;
const OPTIONS = {
  source: { type: 'string' }, mapping: { type: 'string' }, save: { type: 'string' }, record: { type: 'boolean' }, partial: { type: 'boolean' }, report: { type: 'string' }, practice: { type: 'string' }, demo: { type: 'boolean' },
} as const;

async function main(args: string[]): Promise<number> {
  const { values, positionals: files } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  if (values.demo === true) return demonstrate((text) => process.stdout.write(text));
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) return fail(`There is no file ${missing}.`, 2);
  if (files.length === 0 && values.save === undefined && values.mapping === undefined) return fail(USAGE, 2);
  const config = readConfig();
  const store = await openStore(config.store);
  try {
    const practice = await practiceOf(store, values.practice);
    if (typeof practice === 'string') return fail(practice, 2);
    const parts: ImportParts = { store, clock: systemClock, practiceLog: new PracticeLog(store.streams, SHIPPED_POLICIES), projector: patientProjector, announce: announcePackets };
    const importer: Importer = { practice, actor: ACTOR, role: 'admin' };
    if (values.save !== undefined) return await save(values.save, parts, importer);
    const mapping = await mappingOf(values, files.length === 0, parts, importer);
    if (typeof mapping === 'string') return fail(mapping, 2);
    if (files.length === 0) return print(mapping);
    const runs = new ImportRuns(parts, config.location.directory);
    process.once('SIGINT', () => runs.stop());
    process.once('SIGTERM', () => runs.stop());
    return await run(runs, parts, importer, mapping, files, values);
  } finally {
    await store.close();
  }
}

async function run(runs: ImportRuns, { store }: ImportParts, importer: Importer, mapping: Mapping, files: readonly string[], { record = false, partial = false, report }: { readonly record?: boolean; readonly partial?: boolean; readonly report?: string }): Promise<number> {
  const sha256 = await digestOf(files);
  const cutOff = record ? await store.imports.unfinishedOf(importer.practice.id, mapping.source, sha256) : undefined;
  if (cutOff !== undefined) process.stderr.write(`going on with import ${cutOff.importId}, which was cut off\n`);
  const begun = cutOff ?? (await runs.begin(importer, mapping, sha256, { files: files.map((file) => resolve(file)), record, partial, role: importer.role }));
  const done = await runs.proceed(begun, importer, (state, count) => void (process.stderr.isTTY && process.stderr.write(`\r${state} ${count}   `)));
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (done === undefined) return fail(`import ${begun.importId} was cut off: run the same command again, and it goes on where it was`, 3);
  process.stdout.write(runInWords(done));
  const names = files.map((file) => basename(file));
  const shown = runs.refusals(done.importId, 0, SHOWN_MAX + 1) ?? [];
  for (const refusal of shown.slice(0, SHOWN_MAX)) process.stdout.write(`${refusalInWords(refusal, names)}\n`);
  if (shown.length > SHOWN_MAX) process.stdout.write(`  and more: --report FILE.csv writes all ${done.counts['refusals'] ?? ''}\n`);
  if (report !== undefined) writeReport(report, runs, done.importId, names);
  if (done.state === 'checked' || done.state === 'unreadable' || done.state === 'refused') runs.discardFiles(done.importId);
  if (done.state === 'checked' && (done.counts['refusals'] ?? 0) === 0) process.stdout.write('Nothing is refused: add --record to store it.\n');
  if ((done.counts['patients-held'] ?? 0) > 0 && done.state === 'recorded') process.stdout.write('Patients wait for somebody to decide who they are: GET /v1/imports/held, or Imports in the staff app.\n');
  return done.state === 'recorded' || done.state === 'checked' ? 0 : 1;
}

function writeReport(file: string, runs: ImportRuns, importId: string, names: readonly string[]): void {
  const rows: (readonly (string | number)[])[] = [['file', 'row', 'entry', 'place', 'code']];
  for (let after = 0; ;) {
    const page = runs.refusals(importId, after, PAGE) ?? [];
    rows.push(...page.map(({ file: index, row, entry, place, code }) => [names[index] ?? '', row, entry, place, code]));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.seq;
  }
  writeFileSync(file, stringify(rows, { escape_formulas: true }), { mode: 0o600 });
}

async function mappingOf({ source, mapping: file }: { readonly source?: string; readonly mapping?: string }, isPrinted: boolean, parts: ImportParts, importer: Importer): Promise<Mapping | string> {
  if (file !== undefined && (existsSync(file) || !isPrinted)) {
    const mapping = readMapping(file);
    if (typeof mapping === 'string' || source === undefined || source === mapping.source) return mapping;
    return `The mapping is of ${mapping.source}, not of ${source}.`;
  }
  const name = file ?? source;
  if (name === undefined) return USAGE;
  const found = findMapping(name, (await parts.practiceLog.newest(importer.practice.id)).state);
  return found ?? `No mapping is saved for ${name}: save one with --save FILE, or name the file with --mapping.`;
}

function readMapping(file: string): Mapping | string {
  if (!existsSync(file)) return `There is no file ${file}.`;
  const parsed = parseStrictJson(readFileSync(file));
  const mapping = isRejection(parsed) ? parsed : parseMapping(parsed.value);
  if (!isRejection(mapping)) return mapping;
  return [mapping.message, ...(mapping.faults ?? []).map(({ pointer, message }) => `  ${pointer || '/'} ${message}`)].join('\n');
}

async function save(file: string, parts: ImportParts, importer: Importer): Promise<number> {
  const mapping = readMapping(file);
  if (typeof mapping === 'string') return fail(mapping, 1);
  await recordMapping(parts, importer, mapping);
  process.stdout.write(`saved for ${mapping.source}: npm run -s import -- FILE... --source ${mapping.source}\n`);
  return 0;
}

function print(mapping: Mapping): number {
  process.stdout.write(`${JSON.stringify(mapping, null, 2)}\n`);
  return 0;
}

async function digestOf(files: readonly string[]): Promise<string> {
  const digest = createHash('sha256');
  for (const file of files) for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) digest.update(chunk);
  return digest.digest('hex');
}

function fail(text: string, code: number): number {
  process.stderr.write(`${text.endsWith('\n') ? text : `${text}\n`}`);
  return code;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
