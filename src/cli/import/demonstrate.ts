/** `npm run import -- --demo`: a procedure log with the faults such files have, read into an empty practice that is gone afterwards. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection } from '../../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { ImportRuns, parseMapping, refusalInWords, runInWords, type ImportParts } from '../../imports';
import { announcePackets } from '../../packets';
import { patientProjector } from '../../patients';
import { systemClock } from '../../platform/clock/clock';
import { openStore } from '../../platform/database/open-store';
import { PracticeLog } from '../../platform/practice-log/practice-log';
import { createPractice } from '../init/create-practice';

/** From the root of the project, where npm runs. */
const SAMPLE = join('test', 'imports', 'samples', 'ehr-procedure-log');
const SHOWN_MAX = 25;

export async function demonstrate(say: (text: string) => void): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'pathgate-import-'));
  const store = await openStore({ kind: 'sqlite', file: join(directory, 'demo.db') });
  try {
    const practice = await createPractice(store, 'Sample Practice', 'America/New_York');
    const mapping = parseMapping(JSON.parse(readFileSync(join(SAMPLE, 'mapping.json'), 'utf8')));
    if (isRejection(practice) || isRejection(mapping)) throw new Error('the sample cannot be read');
    const [only] = await store.practices.list();
    if (only === undefined) throw new Error('the sample practice is missing');
    const parts: ImportParts = { store, clock: systemClock, practiceLog: new PracticeLog(store.streams, SHIPPED_POLICIES), projector: patientProjector, announce: announcePackets };
    const importer = { practice: only, actor: 'command-line', role: 'admin' };
    const runs = new ImportRuns(parts, directory);
    const file = 'procedure-log.csv';
    say(`${join(SAMPLE, file)}, read as ${join(SAMPLE, 'mapping.json')} says. The practice it is read into is empty, and gone afterwards.\n\n`);
    for (const [heading, record, partial] of [['A dry run', false, false], ['For the record: refused as a whole where anything is refused', true, false], ['For the record, what is not refused', true, true], ['The same again', true, true]] as const) {
      const run = await runs.proceed(await runs.begin(importer, mapping, 'sample', { files: [join(SAMPLE, file)], record, partial, role: importer.role }), importer);
      if (run === undefined) return 1;
      say(`${heading}\n${runInWords(run)}`);
      if (!record) for (const refusal of runs.refusals(run.importId, 0, SHOWN_MAX) ?? []) say(`${refusalInWords(refusal, [file])}\n`);
      say('\n');
    }
    say('Your own: write a mapping (docs/import.md), then npm run -s import -- FILE --mapping MAPPING.json\n');
    return 0;
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
