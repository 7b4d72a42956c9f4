/**
 * `npm run -s audit -- verify | report | export`: is the record what was recorded, who did what, and the audit as a file. Reads one snapshot; a service may
 * run meanwhile. Exit 0 done and intact, 1 broken or refused, 2 misused.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FORMATS, type Format } from '../audit';
import { dataLocation, describeLocation, type DataLocation } from '../platform/config/data-location';
import type { StoreConfig } from '../platform/database/migrations';
import { openReadOnly } from '../platform/database/open-read-only';
import { openStore } from '../platform/database/open-store';
import type { Practice } from '../platform/database/practices';
import type { AuditFilter } from '../platform/database/audit-trail';
import type { ReadingSql } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { StoreRefusal } from '../platform/database/store-errors';
import { periodOf } from './audit/period';
import { accessLines, reportLines } from './audit/report-text';
import { verificationLines, verifyTold } from './audit/verification-text';
import { writeFile } from './audit/write-file';
import { practiceOf } from './practice-of';

const USAGE = `usage: npm run -s audit -- verify [--practice ID] [--anchors DIR]
       npm run -s audit -- report [--practice ID] [--from DAY] [--to DAY] [--patient ID] [--json]
       npm run -s audit -- export [--practice ID] [--from DAY] [--to DAY] [--format ${FORMATS.join('|')}] [--out FILE]`;

const OPTIONS = { practice: { type: 'string' }, anchors: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, patient: { type: 'string' }, json: { type: 'boolean' }, format: { type: 'string' }, out: { type: 'string' } } as const;
type Verb = 'verify' | 'report' | 'export';
const TAKEN: Readonly<Record<Verb, readonly (keyof typeof OPTIONS)[]>> = { verify: ['practice', 'anchors'], report: ['practice', 'from', 'to', 'patient', 'json'], export: ['practice', 'from', 'to', 'format', 'out'] };

async function main(args: string[]): Promise<number> {
  const { values, positionals: [verb = '', ...more] } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  if (!isVerb(verb) || more.length > 0 || Object.keys(values).some((name) => !(TAKEN[verb] as readonly string[]).includes(name))) return fail(USAGE, 2);
  const format = FORMATS.find((each) => each === (values.format ?? 'jsonl'));
  if (format === undefined) return fail(USAGE, 2);
  const location = dataLocation();
  const config = location.isPracticeConfigured ? location.practice : location.demo;
  if (config.kind === 'sqlite' && !existsSync(config.file)) throw new StoreRefusal(`There is no ${describeLocation(config)}: npm start or npm run init makes it.`);
  const practices = await audited(config, values.practice, verb, values.patient);
  if (typeof practices === 'string') return fail(practices, 2);
  if (verb === 'verify') return verify(config, practices, values.anchors ?? location.anchors);
  const [practice] = practices as readonly [Practice];
  const period = periodOf(values.from, values.to, practice.timeZone);
  if (period === undefined) return fail('A day is written as 2026-11-30.', 2);
  return withSnapshot(config, (sql) => (verb === 'report' ? report(sql, practice, period, values.patient, values.json === true) : exportTo(sql, practice, period, format, values.out)));
}

function isVerb(word: string): word is Verb {
  return word in TAKEN;
}

/** On the audit before anything is told. Verifying takes every practice where none is named. */
async function audited(config: StoreConfig, id: string | undefined, verb: Verb, patient: string | undefined): Promise<readonly Practice[] | string> {
  const store = await openStore(config);
  try {
    const practices = verb === 'verify' && id === undefined ? await store.practices.list() : await practiceOf(store, id);
    if (typeof practices === 'string') return practices;
    const list = Array.isArray(practices) ? (practices as readonly Practice[]) : [practices as Practice];
    for (const practice of list) await auditCommand(store, practice, verb, patient);
    return list;
  } finally {
    await store.close();
  }
}

async function auditCommand(store: Store, { id }: Practice, verb: Verb, patient: string | undefined): Promise<void> {
  const [action, resource] = patient !== undefined ? ['export-patient:accesses', `patient/${patient}`] : verb === 'verify' ? ['verify-log', 'log'] : [`${verb === 'report' ? 'read' : 'export'}-audit`, 'audit'];
  await store.audit(id, { actorId: 'command-line', role: 'admin', action, resource, outcome: 'allowed', requestId: 'audit' });
}

async function verify(config: StoreConfig, practices: readonly Practice[], anchors: DataLocation['anchors']): Promise<number> {
  let isBroken = false;
  for (const practice of practices) {
    // A snapshot of its own: it begins after the anchors were looked at.
    const verification = await withSnapshot(config, (sql) => verifyTold(sql, practice, anchors, tell));
    told(verificationLines(practice.id, verification, anchors));
    isBroken ||= verification.result === 'broken';
  }
  return isBroken ? 1 : 0;
}

async function report(sql: Pick<ReadingSql, 'of'>, practice: Practice, period: AuditFilter, patient: string | undefined, isJson: boolean): Promise<number> {
  told(patient === undefined ? await reportLines(sql, practice, period, isJson, (rows) => tell(`${rows} rows of the audit`)) : await accessLines(sql, practice, patient, isJson));
  return 0;
}

async function exportTo(sql: Pick<ReadingSql, 'of'>, practice: Practice, period: AuditFilter, format: Format, file: string | undefined): Promise<number> {
  await writeFile(sql, practice.id, period, format, file);
  return 0;
}

async function withSnapshot<T>(config: StoreConfig, work: (sql: Pick<ReadingSql, 'of'>) => Promise<T>): Promise<T> {
  const snapshot = await openReadOnly(config, true);
  try {
    return await work(snapshot.sql);
  } finally {
    await snapshot.close();
  }
}

/** How far it is, on one line of the terminal. */
function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}

function told(lines: readonly string[]): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function fail(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = (error as { code?: unknown } | null)?.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 2 : 1;
});
