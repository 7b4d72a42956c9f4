/**
 * `npm run -s why -- PATIENT [--practice ID]`: where a stored patient stands, each finding in words, and the first possible
 * dates. Reads the database that `npm start` serves. Exit 0 told, 1 not there, 2 misused.
 */
import { parseArgs } from 'node:util';
import type { Policy } from '../../machines/criteria/types';
import { standingOf, type EpisodeStanding, type PatientState } from '../../machines/patient';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { systemClock, todayIn } from '../platform/clock/clock';
import { readConfig } from '../platform/config/config';
import { openStore } from '../platform/database/open-store';
import { PRACTICE_STREAM } from '../platform/event-store/event-store';
import { PATIENT_FOLD } from '../platform/patient-log/patient-record';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { practiceOf } from './practice-of';
import { stepInWords } from './step-in-words';

const USAGE = 'usage: npm run -s why -- PATIENT [--practice ID]';

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { practice: { type: 'string' } } });
  const [patientId] = positionals;
  if (patientId === undefined || patientId === PRACTICE_STREAM || positionals.length > 1) return fail(USAGE, 2);
  const store = await openStore(readConfig().store);
  try {
    const practice = await practiceOf(store, values.practice);
    if (typeof practice === 'string') return fail(practice, 2);
    const { state: { patient } } = await store.streams.load(practice.id, patientId, PATIENT_FOLD);
    if (patient.id === undefined) return fail(`There is no patient ${patientId} in the practice ${practice.id}.`, 1);
    await store.audit(practice.id, { actorId: 'command-line', role: 'admin', action: 'read-status', resource: `patient/${patientId}`, outcome: 'allowed', requestId: 'why' });
    const { policies } = await new PracticeLog(store.streams, SHIPPED_POLICIES).now(practice.id);
    say(told(patient, todayIn(practice.timeZone, systemClock.now()), policies));
    return 0;
  } finally {
    await store.close();
  }
}

function told(patient: PatientState, asOf: string, policies: readonly Policy[]): string {
  const standings = standingOf(patient, { asOf, policies });
  const head = `${patient.name?.family ?? ''}, ${patient.name?.given ?? ''}, born ${patient.birthDate ?? ''} (${patient.id ?? ''}), as of ${asOf}`;
  return [head, ...(standings.length === 0 ? ['  No episode.'] : standings.flatMap((each) => standing(each, policies)))].join('\n');
}

function standing({ pathway, region, plan, position, tags, assessments, authorizations, scheduled }: EpisodeStanding, policies: readonly Policy[]): readonly string[] {
  const targets = plan.targets.map(({ level, side }) => `${level} ${side}`).join(', ');
  return [
    '', `${pathway}, ${region}${targets === '' ? '' : `: ${targets}`}`,
    `  position ${position}${tags.length === 0 ? '' : ` (${tags.join(', ')})`}`,
    ...authorizations.map(({ step, position: at, stale }) => `  authorization for ${step}: ${at}${stale === undefined ? '' : `, stale: ${stale}`}`),
    ...scheduled.map(({ step, on }) => `  ${step} is scheduled for ${on}`),
    ...assessments.flatMap((assessment) => ('error' in assessment ? ['', `  ${assessment.step}: not assessed, ${assessment.error}`] : ['', ...stepInWords(assessment, policies)])),
  ];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

main(process.argv.slice(2)).then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
