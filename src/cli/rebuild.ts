/** `npm run rebuild [-- --check]`: every practice's lists written anew from the log, or only compared with it. Exit 0 done, 1 differs or failed. */
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { patientProjector } from '../patients';
import { dataLocation, describeLocation } from '../platform/config/data-location';
import { openStore } from '../platform/database/open-store';
import type { Store } from '../platform/database/store';
import { diffProjections, rebuildProjections } from '../platform/event-store/rebuild-projections';
import { projectorUnder, type Projector } from '../platform/event-store/projection';
import { PATIENT_FOLD, type PatientRecord } from '../platform/patient-log/patient-record';
import { PracticeLog } from '../platform/practice-log/practice-log';

async function main(words: readonly string[]): Promise<number> {
  const location = dataLocation(process.env);
  const config = location.isPracticeConfigured ? location.practice : location.demo;
  const store = await openStore(config);
  try {
    process.stderr.write(`${describeLocation(config)}\n`);
    const counts = [];
    for (const { id } of await store.practices.list()) counts.push(words.includes('--check') ? await check(store, id) : await rebuild(store, id));
    return counts.some((differences) => differences > 0) ? 1 : 0;
  } finally {
    await store.close();
  }
}

async function rebuild(store: Store, practice: string): Promise<number> {
  const patients = await rebuildProjections(store, practice, PATIENT_FOLD, await projectorOf(store, practice), (streams) => process.stderr.write(`\r${practice}: ${streams} patients`));
  process.stderr.write('\n');
  process.stdout.write(`${practice}: ${patients} patients rebuilt\n`);
  return 0;
}

async function projectorOf(store: Store, practice: string): Promise<Projector<PatientRecord>> {
  return projectorUnder(patientProjector, (await new PracticeLog(store.streams, SHIPPED_POLICIES).newest(practice)).state);
}

async function check(store: Store, practice: string): Promise<number> {
  const differences = await diffProjections(store, practice, PATIENT_FOLD, await projectorOf(store, practice));
  for (const { table, key, kind } of differences) process.stdout.write(`${practice}: ${kind} ${table} ${key}\n`);
  process.stdout.write(`${practice}: ${differences.length} differences\n`);
  return differences.length;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
