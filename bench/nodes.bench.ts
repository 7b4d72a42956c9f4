/**
 * One, two and four nodes of the service on one PostgreSQL, all on this machine, at the same offered rate of mixed work with deliveries to a receiver: what a request costs of the
 * nodes' processors and of the server's. What must hold of the record meanwhile is test/reliability/nodes.spec.ts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabaseOn, startPostgres } from '../test/support/postgres';
import { cpuSecondsOf, cpuSecondsWithChildren } from '../test/support/cpu-seconds';
import { offer } from '../test/support/mixed-work';
import { startNodes } from '../test/reliability/support/start-nodes';
import type { Row } from './support/measure';

const COUNTS = [1, 2, 4];
const PER_SECOND = 20;
const POPULATION = { patients: 40, contested: 8, waiting: 4 };
/** Of each node: its share of the pieces until its code is compiled. */
const WARMING_SECONDS_PER_NODE = 10;
/** What they look for while nothing is asked: jobs, deliveries, budgets. */
const IDLE_MS = 10_000;

export async function nodesBench(isQuick: boolean): Promise<readonly Row[]> {
  const server = await startPostgres();
  try {
    const rows: Row[] = [];
    let alone: number | undefined;
    for (const count of COUNTS) {
      const measured = await measureNodes(server, count, isQuick ? 20 : 60);
      alone ??= measured.perCpuSecond;
      const ratio = measured.perCpuSecond / alone;
      rows.push({ what: `${count} node${count === 1 ? '' : 's'} on one PostgreSQL, ${PER_SECOND} pieces of work a second: requests for each second of the nodes' processors`, figure: measured.perCpuSecond.toFixed(0),
        baseline: measured.text, ratio: `${ratio.toFixed(2)}x`, goal: 'printed', isMet: true });
    }
    return rows;
  } finally {
    await server.stop();
  }
}

async function measureNodes(server: Awaited<ReturnType<typeof startPostgres>>, count: number, seconds: number): Promise<{ readonly perCpuSecond: number; readonly text: string }> {
  const nodes = await startNodes({ engine: 'postgres', url: await createDatabaseOn(server.adminUrl) }, count, POPULATION);
  try {
    await offer(nodes.clinic, { perSecond: PER_SECOND, seconds: WARMING_SECONDS_PER_NODE * count });
    await nodes.settled();
    await nodes.receiver.forget();
    const serverPid = Number(readFileSync(join(server.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const used = (): readonly [number, number] => [nodes.servers.reduce((sum, { process: { pid = 0 } }) => sum + (cpuSecondsOf(pid) ?? Number.NaN), 0), cpuSecondsWithChildren(serverPid) ?? Number.NaN];
    const before = used();
    const outcome = await offer(nodes.clinic, { perSecond: PER_SECOND, seconds });
    await nodes.settled();
    const [ofNodes, ofServer] = used().map((each, index) => each - (before[index] ?? 0)) as [number, number];
    const [atRest] = used();
    await delay(IDLE_MS);
    const idle = ((used()[0] - atRest) * 1000) / IDLE_MS;
    if (outcome.faults.length > 0) throw new Error(outcome.faults.slice(0, 5).join('\n'));
    const sorted = [...outcome.latenciesMs].sort((a, b) => a - b);
    const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(0);
    const { delivered } = await nodes.receiver.state();
    return {
      perCpuSecond: outcome.requests / ofNodes,
      text: `${outcome.requests} requests in ${outcome.seconds.toFixed(1)} s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${delivered.length} deliveries; nodes ${ofNodes.toFixed(1)} s of the processor, PostgreSQL ${ofServer.toFixed(1)} s; idle, the nodes take ${idle.toFixed(3)} s of it a second`,
    };
  } finally {
    await nodes.stop();
  }
}
