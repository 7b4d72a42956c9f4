/**
 * What row-level security costs on PostgreSQL: logs read and commits made through the store, with the policies and without them, in turns on one
 * database; of one practice, and of many one after the other, where each connection is told of another practice again and again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore } from '../src/platform/database/open-store';
import type { Store } from '../src/platform/database/store';
import { commitOf, noted } from '../test/support/commits';
import { createDatabaseOn, startPostgres } from '../test/support/postgres';
import { limitRow, median, rateRow, type Row } from './support/measure';

const PRACTICES = 50;
const STREAMS = 20;
const EVENTS = 5;
const AT_ONCE = 32;
const TICKS_PER_SECOND = 100;

interface Measured {
  readonly perSecond: number;
  /** Of the processors, this process's and the server's together. */
  readonly cpuMs: number;
}

export async function rowSecurityBench(isQuick: boolean): Promise<readonly Row[]> {
  const { rounds, seconds } = isQuick ? { rounds: 3, seconds: 1 } : { rounds: 9, seconds: 4 };
  const server = await startPostgres();
  const url = await createDatabaseOn(server.adminUrl);
  const store = await openStore({ kind: 'postgres', url });
  try {
    await fill(store);
    const works = worksOn(store);
    const measured = works.map(() => ({ without: [] as Measured[], held: [] as Measured[] }));
    for (let round = 0; round < rounds; round++) {
      for (const side of round % 2 === 0 ? ['without', 'held'] as const : ['held', 'without'] as const) {
        await setPolicies(url, side === 'held');
        for (const [index, { run }] of works.entries()) {
          // Statements are planned anew after the tables were altered.
          await measure(server.dataDirectory, run, 0.3);
          measured[index]?.[side].push(await measure(server.dataDirectory, run, seconds));
        }
      }
    }
    return works.flatMap(({ name }, index) => rowsOf(name, measured[index] ?? { without: [], held: [] }));
  } finally {
    await store.close();
    await server.stop();
  }
}

async function fill(store: Store): Promise<void> {
  for (let practice = 0; practice < PRACTICES; practice++) {
    await store.practices.create({ id: `p${practice}`, name: 'Bench', timeZone: 'America/New_York', demo: false });
    await Promise.all(Array.from({ length: STREAMS }, (_, stream) => store.commit(commitOf({ practice: `p${practice}`, stream: `s${stream}`, expectedVersion: 0, events: Array.from({ length: EVENTS }, (__, n) => noted(`n${n}`)) }))));
  }
}

function worksOn(store: Store): readonly { readonly name: string; readonly run: () => Promise<unknown> }[] {
  let n = 0;
  const one = (): string => 'p0';
  const many = (): string => `p${n % PRACTICES}`;
  const read = (practice: () => string) => (): Promise<unknown> => store.read(practice(), `s${n++ % STREAMS}`);
  const list = (practice: () => string) => (): Promise<unknown> => (n++, store.reads.worklist(practice(), {}, STREAMS));
  const commit = (practice: () => string) => (): Promise<unknown> => store.commit(commitOf({ practice: practice(), stream: `new${n++}`, expectedVersion: 0, events: [noted('n')] }));
  return [
    { name: "logs read, one practice's", run: read(one) }, { name: 'logs read, of 50 practices in turn', run: read(many) },
    { name: "lists of 20 rows, one practice's", run: list(one) }, { name: 'lists of 20 rows, of 50 practices in turn', run: list(many) },
    { name: 'commits, one practice\'s', run: commit(one) }, { name: 'commits, of 50 practices in turn', run: commit(many) },
  ];
}

async function measure(dataDirectory: string, run: () => Promise<unknown>, seconds: number): Promise<Measured> {
  const [startedAt, cpuBefore, serverBefore] = [performance.now(), process.cpuUsage(), serverCpuMs(dataDirectory)];
  let done = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      await run();
      done += 1;
    }
  }));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: (done * 1000) / (performance.now() - startedAt), cpuMs: ((user + system) / 1000 + serverCpuMs(dataDirectory) - serverBefore) / done };
}

/** Of the server's processes, which stay while the store's connections do. Linux counts it; elsewhere the service's own is what is left. */
function serverCpuMs(dataDirectory: string): number {
  const postmaster = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
  let processes: readonly string[];
  try {
    processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return 0;
  }
  const ticks = processes.map((pid) => {
    try {
      const [, parent, ...rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      return parent === postmaster ? Number(rest[9]) + Number(rest[10]) : 0;
    } catch {
      return 0;
    }
  });
  return (ticks.reduce((sum, each) => sum + each, 0) * 1000) / TICKS_PER_SECOND;
}

async function setPolicies(url: string, held: boolean): Promise<void> {
  const client = new Client({ connectionString: url, options: '-c pathgate.door=maintenance' });
  await client.connect();
  const { rows } = await client.query<{ name: string }>("SELECT DISTINCT quote_ident(tablename) AS name FROM pg_policies WHERE schemaname = 'public'");
  for (const { name } of rows) await client.query(`ALTER TABLE ${name} ${held ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`);
  await client.end();
}

/** Each round's two sides are beside each other in time: the median of their ratios. */
function rowsOf(name: string, { without, held }: { readonly without: readonly Measured[]; readonly held: readonly Measured[] }): readonly Row[] {
  const of = (side: readonly Measured[], what: keyof Measured): number => median(side.map((each) => each[what]));
  const cpuRatio = median(held.map(({ cpuMs }, round) => cpuMs / (without[round]?.cpuMs ?? cpuMs)));
  return [
    rateRow(name, of(held, 'perSecond'), 200, { name: 'without policies', rate: of(without, 'perSecond') }),
    limitRow('  of the processors, times without policies', cpuRatio, 1.25, 'x', `${(of(without, 'cpuMs') * 1000).toFixed(0)} us each without, ${(of(held, 'cpuMs') * 1000).toFixed(0)} us with`),
  ];
}
