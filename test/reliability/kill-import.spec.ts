/** kill -9 of the command in the middle of an import: run again, it goes on; everything is on record once, and a control that forgets a row is seen. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { configOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';

const ROOT = join(__dirname, '../..');
const PATIENTS = 400;
const SCORES = 5;
const DEATHS_MIN = 3;
const MINUTES = 60_000;
const MAPPING = {
  source: 'old-system', format: 'csv', registers: true,
  patient: { key: { column: 'MRN' }, identifiers: [{ kind: 'mrn', from: { column: 'MRN' } }], family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'Born', as: 'date' } },
  entries: [{ name: 'score', id: { column: 'Id' }, fact: { type: 'score', occurredOn: { column: 'Day', as: 'date' }, instrument: 'NRS', value: { column: 'Score', as: 'number' } } }],
};

describeEachEngine('kill -9 of an import', (under) => {
  it('loses nothing, records nothing twice, and goes on where it was', async () => {
    const location = await under.freshDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'pathgate-kill-import-'));
    const [file, mapping] = [join(folder, 'scores.csv'), join(folder, 'mapping.json')];
    const rows = Array.from({ length: PATIENTS * SCORES }, (_, row) => `M${row % PATIENTS},Example,No${row % PATIENTS},1950-01-01,r${row},2026-0${1 + Math.floor(row / PATIENTS)}-15,${row % 10}`);
    // Of one person each: the same name and date of birth twice would be for a person to decide.
    writeFileSync(file, ['MRN,Last,First,Born,Id,Day,Score', ...rows].join('\n'));
    writeFileSync(mapping, JSON.stringify(MAPPING));
    const store = await openStore(configOf(location));
    await store.practices.create({ id: 'spine', name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
    try {
      const env = { ...process.env, PATHGATE_DATA: folder, PATHGATE_DATABASE: location.engine === 'sqlite' ? location.file : location.url };
      const start = (): ChildProcess => spawn(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(ROOT, 'src/cli/import.ts'), file, '--mapping', mapping, '--record'], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
      let deaths = 0;
      for (let reached = 0; deaths < DEATHS_MIN; deaths++) {
        const child = start();
        const ended = once(child, 'exit');
        const before = reached;
        while (child.exitCode === null && (reached = (await factsIn(store)).length) < before + (PATIENTS * SCORES) / (DEATHS_MIN + 2)) await delay(5);
        child.kill('SIGKILL');
        const [code, signal] = (await ended) as [number | null, string | null];
        expect([code, signal]).toEqual([null, 'SIGKILL']);
      }
      const begun = await factsIn(store);
      expect(begun.length).toBeGreaterThan(0);
      expect(begun.length).toBeLessThan(PATIENTS * SCORES);
      const last = start();
      let said = '';
      last.stderr?.on('data', (chunk: Buffer) => void (said += chunk.toString()));
      expect([(await once(last, 'exit'))[0], said]).toEqual([0, expect.stringContaining('going on with import')]);

      const facts = await factsIn(store);
      expect(lostOrTwice(facts)).toEqual([]);
      expect(lostOrTwice(facts.slice(1))).toHaveLength(1);
      const [run, ...others] = await store.imports.list('spine', 10);
      expect([run?.state, others]).toEqual(['recorded', []]);
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 10 * MINUTES);
});

async function factsIn(store: Store): Promise<readonly string[]> {
  const rows = await store.sql.of('spine').query("SELECT stream_id, data FROM event WHERE practice_id = 'spine' AND type = 'FactDocumented'", []);
  return rows.map(({ stream_id, data }) => `${String(stream_id)} ${Buffer.from(data as Uint8Array).toString()}`.replace(/^.*"occurredOn":"([^"]+)".*"value":(\d+).*$/, (_, day: string, score: string) => `${String(stream_id)} ${day} ${score}`));
}

/** Each patient of the file has one score a month: what stands for another number of them. */
function lostOrTwice(facts: readonly string[]): readonly string[] {
  const counted = new Map<string, number>();
  for (const fact of facts) counted.set(fact, (counted.get(fact) ?? 0) + 1);
  const twice = [...counted].filter(([, count]) => count > 1).map(([fact]) => fact);
  return counted.size === PATIENTS * SCORES ? twice : [...twice, `${PATIENTS * SCORES - counted.size} lost`];
}
