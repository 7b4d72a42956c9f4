/**
 * P1 on a disk that fails: the kernel answers EIO to writes and flushes of the database's files, injected by strace. Callers are told, the
 * store goes on when the disk does, and what was acknowledged is there, whole. Where flushes fail unseen, NORMAL's control is the power cut.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openStore } from '../../src/platform/database/open-store';
import { describeTraced } from '../support/tracing';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { findFaults } from './support/find-faults';
import type { WriterOrder } from './support/store-writer';
import type { Acknowledged } from './support/write-all';

const ROOT = join(__dirname, '../..');
const PRACTICE = 'p';
const RUNS = tiered(2, 20);
const WRITES = 150;
const MINUTES = 60_000;
/** Each call that fails, and every how many of them: once in a while, so that the store lives on in between. */
const FAILURES = [['pwrite64', 400], ['fsync', 12]] as const;

describeTraced('a disk that fails', () => {
  it.each(FAILURES)('answers unavailable for a %s that failed, and loses nothing that was acknowledged', async (call, every) => {
    const chance = seededChance(`failures of ${call}`);
    let [failures, acknowledgedInAll] = [0, 0];
    for (let run = 0; run < RUNS; run++) {
      const folder = mkdtempSync(join(tmpdir(), 'pathgate-io-'));
      const config = { kind: 'sqlite', file: join(folder, 'practice.db') } as const;
      try {
        const store = await openStore(config);
        await store.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
        await store.close();
        const log = join(folder, 'calls.log');
        // Not the first calls: they are the start, and a start that fails is refused.
        const first = (call === 'fsync' ? 8 : 60) + chance.below(every);
        const acknowledged = await writeWith(['-o', log, '-e', `trace=${call}`, '-P', config.file, '-P', `${config.file}-wal`, '-e', `inject=${call}:error=EIO:when=${first}+${every}`],
          { config, practice: PRACTICE, writer: `run-${run}`, clients: 4, writes: WRITES, streams: 16, goesOn: true });
        expect(acknowledged).toHaveLength(WRITES);
        const after = await openStore(config);
        expect(await findFaults(after, PRACTICE, acknowledged)).toEqual([]);
        await after.close();
        failures += await injectedIn(log);
        acknowledgedInAll += acknowledged.length;
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
    tellFigure('P1', `${failures} failed calls of ${call}: ${acknowledgedInAll} commits acknowledged all the same, 0 lost or half-done`);
    expect(failures).toBeGreaterThan(0);
  }, 10 * MINUTES);
});

async function writeWith(options: readonly string[], order: WriterOrder): Promise<readonly Acknowledged[]> {
  const child = spawn('strace', [...options, process.execPath, '-r', join(ROOT, 'scripts/typescript.cjs'), join(__dirname, 'support/store-writer.ts'), JSON.stringify(order)], { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end('start\n');
  const acknowledged: Acknowledged[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Partial<Acknowledged>;
    if (said.note !== undefined) acknowledged.push(said as Acknowledged);
  }
  if (child.exitCode !== 0 && child.exitCode !== null) throw new Error(`the writer ended with ${child.exitCode}: ${stderr}`);
  return acknowledged;
}

async function injectedIn(log: string): Promise<number> {
  return (await readFile(log, 'utf8')).split('\n').filter((line) => line.includes('(INJECTED)')).length;
}
