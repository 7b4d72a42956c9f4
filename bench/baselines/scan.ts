/**
 * `scan.ts what-if|threads|floor FILE PRACTICE`: a process of its own that goes over a practice once and prints milliseconds and its memory.
 * `what-if` compares two policies for every patient, here; `threads` as the built service does, off this thread; `floor` reads the
 * same snapshots and parses them, and does nothing else.
 */
import { join } from 'node:path';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { Policy } from '../../machines/criteria/types';
import { systemClock, todayIn } from '../../src/platform/clock/clock';
import { openReadOnly } from '../../src/platform/database/open-read-only';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { comparePractice } from '../../src/what-if/compare-practice';

const PAGE = 200;
const BUILT = join(__dirname, '../../dist/src/what-if/compare-in-thread.js');

async function main(mode: string, file: string, practice: string): Promise<void> {
  const { sql, close } = await openReadOnly({ kind: 'sqlite', file });
  const startedAt = performance.now();
  const counted = mode === 'floor' ? await floor() : await whatIf(mode === 'threads');
  const milliseconds = performance.now() - startedAt;
  await close();
  // What the process took at most: the collector may have given some back.
  console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024, ...counted }));

  async function floor(): Promise<object> {
    let patients = 0;
    for (let after = ''; ;) {
      const rows = await sql.of(practice).query(`SELECT stream_id, state FROM snapshot WHERE practice_id = ? AND fold = ? AND stream_id > ? ORDER BY stream_id LIMIT ${PAGE}`, [practice, PATIENT_FOLD.name, after]);
      for (const { state } of rows) if ((JSON.parse((state as Buffer).toString('utf8')) as { readonly patient?: object }).patient !== undefined) patients++;
      if (rows.length < PAGE) return { patients };
      after = String(rows[rows.length - 1]?.['stream_id']);
    }
  }

  async function whatIf(isInThreads: boolean): Promise<object> {
    const of = (isCurrent: boolean): Policy => SHIPPED_POLICIES.find(({ id, effectiveTo }) => id === 'medicare-facet-cgs' && (effectiveTo === undefined) === isCurrent) as Policy;
    const change = { from: of(false), to: of(true), deciding: SHIPPED_POLICIES, asOf: todayIn('America/New_York', systemClock.now()) };
    const pages = isInThreads
      ? ((await import(BUILT)) as typeof import('../../src/what-if/compare-in-thread')).compareInThread({ config: { kind: 'sqlite', file }, practice, change })
      : comparePractice(sql, practice, change);
    let patients = 0;
    let episodes = 0;
    for await (const page of pages) {
      patients = page.done;
      ({ episodes } = page.tally);
    }
    return { patients, episodes };
  }
}

void main(process.argv[2] ?? '', process.argv[3] ?? '', process.argv[4] ?? '');
