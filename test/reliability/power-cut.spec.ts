/**
 * P1: the power goes. A store writes under strace; its disk is replayed up to a moment, what was not flushed is lost in part, and the
 * database must open, be whole, and hold everything that was acknowledged by then. `synchronous=NORMAL` loses (the control).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { sqlOver } from '../../src/platform/database/open-read-only';
import { openStore } from '../../src/platform/database/open-store';
import { verifyChain } from '../../src/platform/event-store/verify-chain';
import { seededChance, tellFigure, tiered, type Chance } from '../support/tier';
import { describeTraced } from '../support/tracing';
import { DiskModel } from './support/disk-model';
import { readTrace, traceWriter, type Call } from './support/disk-trace';
import { EVENTS_PER_COMMIT, type Acknowledged } from './support/write-all';

const PRACTICE = 'p';
const CUTS = tiered(500, 5_000);
const RUNS = tiered(1, 5);
const CONTROL_CUTS = 50;
const WRITES = 400;
const MINUTES = 60_000;
/** As many as are cut at any moment are cut just after something was acknowledged, where a loss is likeliest. */
const SHARE_AFTER_ACKNOWLEDGED = 0.5;

interface Outcome {
  readonly acknowledged: number;
  /** What is wrong; undefined when nothing is. */
  readonly fault?: string;
}

describeTraced('power cuts', () => {
  // Memory, where there is such a place: thousands of databases are written and thrown away.
  const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'pathgate-power-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  async function traced(isNormal: boolean, run: number): Promise<{ readonly folder: string; readonly calls: readonly Call[] }> {
    const folder = join(mkdtempSync(join(tmpdir(), 'pathgate-traced-')), 'data');
    mkdirSync(folder, { mode: 0o700 });
    const log = join(folder, '../calls.log');
    try {
      await traceWriter({ config: { kind: 'sqlite', file: join(folder, 'practice.db') }, practice: PRACTICE, creates: true, isNormal, writer: `run-${run}`, clients: 4, writes: WRITES, streams: 16 }, log);
      return { folder, calls: await readTrace(log, folder) };
    } finally {
      rmSync(join(folder, '..'), { recursive: true });
    }
  }

  async function cutAll(isNormal: boolean, run: number, cuts: number, chance: Chance): Promise<readonly Outcome[]> {
    const { folder, calls } = await traced(isNormal, run);
    const told = calls.flatMap(({ kind }, index) => (kind === 'said' ? [index + 1] : []));
    const moments = Array.from({ length: cuts }, () => (chance.next() < SHARE_AFTER_ACKNOWLEDGED ? (told[chance.below(told.length)] ?? 0) : chance.below(calls.length + 1))).sort((a, b) => a - b);
    const disk = new DiskModel(folder);
    const acknowledged: Acknowledged[] = [];
    const outcomes: Outcome[] = [];
    let at = 0;
    for (const moment of moments) {
      for (; at < moment; at++) {
        const call = calls[at] as Call;
        disk.apply(call);
        if (call.kind === 'said' && call.line.includes('"note"')) acknowledged.push(JSON.parse(call.line) as Acknowledged);
      }
      outcomes.push({ acknowledged: acknowledged.length, ...await faultAfter(disk.afterCut(chance), acknowledged) });
    }
    return outcomes;
  }

  async function faultAfter(files: ReadonlyMap<string, Buffer>, acknowledged: readonly Acknowledged[]): Promise<{ fault?: string }> {
    rmSync(scratch, { recursive: true });
    mkdirSync(scratch, { mode: 0o700 });
    for (const [path, bytes] of files) writeFileSync(join(scratch, basename(path)), bytes, { mode: 0o600 });
    const file = join(scratch, 'practice.db');
    try {
      // As the service starts: recovers, brings the schema up to date, checks.
      const store = await openStore({ kind: 'sqlite', file });
      await store.close();
      const fault = await faultIn(file, acknowledged);
      return fault === undefined ? {} : { fault };
    } catch (error) {
      return { fault: `does not open: ${String((error as Error).message)}` };
    }
  }

  it(`lose nothing that was acknowledged and damage nothing, ${CUTS} of them`, async () => {
    const chance = seededChance('power cuts');
    const outcomes: Outcome[] = [];
    for (let run = 0; run < RUNS; run++) outcomes.push(...await cutAll(false, run, CUTS / RUNS, chance));
    const faults = outcomes.filter(({ fault }) => fault !== undefined);
    tellFigure('P1', `${outcomes.length} simulated power cuts, ${outcomes.filter(({ acknowledged }) => acknowledged > 0).length} of them with acknowledged events, ${faults.length} lost or corrupt`);
    expect(faults).toEqual([]);
    expect(Math.max(...outcomes.map(({ acknowledged }) => acknowledged))).toBeGreaterThan(WRITES / 2);
  }, 60 * MINUTES);

  it('lose acknowledged events under synchronous=NORMAL (control)', async () => {
    const outcomes = await cutAll(true, 0, CONTROL_CUTS, seededChance('power cuts under NORMAL'));
    const lost = outcomes.filter(({ fault }) => fault?.startsWith('lost') === true).length;
    tellFigure('P1', `${lost} of ${CONTROL_CUTS} power cuts under synchronous=NORMAL lost acknowledged events`);
    expect(lost).toBeGreaterThan(0);
  }, 10 * MINUTES);
});

async function faultIn(file: string, acknowledged: readonly Acknowledged[]): Promise<string | undefined> {
  const db = new Database(file, { fileMustExist: true });
  try {
    const integrity = String(db.pragma('integrity_check(1)', { simple: true }));
    if (integrity !== 'ok') return `corrupt: ${integrity}`;
    const rows = db.prepare("SELECT stream_id || '@' || version AS place, json_extract(data, '$.note') AS note FROM event").all() as { place: string; note: string }[];
    const notes = new Map(rows.map(({ place, note }) => [place, note]));
    const lost = acknowledged.find(({ stream, version, note }) => notes.get(`${stream}@${version}`) !== note || notes.get(`${stream}@${version - 1}`) !== note);
    if (lost !== undefined) return `lost: ${lost.note} at ${lost.stream}@${lost.version}`;
    if (rows.length % EVENTS_PER_COMMIT !== 0) return 'half-done: a commit is there in part';
    const commits = rows.length / EVENTS_PER_COMMIT;
    const halves = ['idempotency', 'outbox', 'audit'].find((table) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()) !== commits);
    if (halves !== undefined) return `half-done: ${halves} does not say ${commits} commits`;
    const { bad } = await verifyChain(sqlOver(db), PRACTICE);
    return bad === undefined ? undefined : `chain: ${bad.stream}@${bad.version}`;
  } finally {
    db.close();
  }
}
