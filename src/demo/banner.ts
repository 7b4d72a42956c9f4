/** What `npm start` prints once the demo practice listens: that it is synthetic, where to look, and lines that work when pasted. */
import { toDay } from '../../machines/kernel/calendar';
import { PRACTICE_ROLES } from '../platform/auth/permissions';
import type { DemoPractice } from './open-demo-practice';

const RULE = '='.repeat(96);

/** `address` without a slash at its end: `http://127.0.0.1:3000`. */
export function demoBanner(demo: DemoPractice, address: string): string {
  return [
    RULE,
    'DEMO PRACTICE (synthetic patients): nobody here is real. Do not document real patients in it.',
    ...ageNotice(demo),
    'A practice of your own: npm run init -- --name "..." --time-zone America/New_York',
    RULE,
    '',
    'Look here',
    `  ${address}/               the staff app: sign in as one of the people below`,
    `  ${address}/openapi.json   every endpoint, for programs`,
    '',
    'People, one per role, all with one password',
    `  names         ${PRACTICE_ROLES.join(', ')}`,
    `  password      ${demo.keys.password}`,
    '',
    'Keys, one per role (of the demo practice only)',
    ...PRACTICE_ROLES.map((role) => `  ${role.padEnd(13)} ${demo.keys[role]}`),
    '',
    'Patients',
    ...demo.patients.flatMap(({ registration, patientId, lesson }) => [`  ${patientId}  ${registration.name.family}, ${registration.name.given}`, `      ${lesson}`]),
    '',
    'Paste these',
    ...examples(demo, address).flatMap(({ says, line }) => [`  # ${says}`, `  ${line}`, '']),
    RULE,
    '',
  ].join('\n');
}

/** The stories do not move by themselves: nothing is rewritten behind a reader's back. */
function ageNotice({ createdOn, today, directory }: DemoPractice): readonly string[] {
  const days = toDay(today) - toDay(createdOn);
  if (days < 1) return [];
  return [`Its dates were set on ${createdOn}, ${days} day${days === 1 ? '' : 's'} ago. To move them to today: stop, rm ${directory}/demo.db*, start again.`];
}

export interface Example {
  /** A word for tests and documents. */
  readonly name: string;
  readonly says: string;
  readonly line: string;
}

export function examples(demo: DemoPractice, address: string): readonly Example[] {
  const { keys, ready, createdOn } = demo;
  const by = (role: 'clinician' | 'nurse' | 'auth-staff' | 'biller'): string => `-H 'Authorization: Bearer ${keys[role]}'`;
  const patient = (key: string) => demo.patients.find((candidate) => candidate.key === key);
  const waiting = patient('block-2-too-early');
  const first = patient('ready-for-block-1');
  const body = first === undefined ? '' : JSON.stringify({ fact: blockResult(targetsOf(first), createdOn) });
  const facts = `${address}/v1/patients/${first?.patientId ?? ''}/facts`;
  const post = `-H 'Content-Type: application/json' -H 'Idempotency-Key: demo-block-1' -d '${body}'`;
  return [
    { name: 'worklist', says: 'the worklist', line: `curl -s ${by('auth-staff')} '${address}/v1/worklist'` },
    { name: 'status', says: 'where a patient stands, and why', line: `curl -s ${by('clinician')} '${address}/v1/patients/${waiting?.patientId ?? ''}/status'` },
    { name: 'dry-run', says: 'what a block result would change (stores nothing)', line: `curl -s ${by('nurse')} ${post} '${facts}?dryRun=true'` },
    { name: 'document', says: 'document that block result; repeat the line and the answer is the same', line: `curl -s -i ${by('nurse')} ${post} '${facts}'` },
    {
      name: 'service-lines', says: 'what the biller bills for that block, once it is documented',
      line: `curl -s ${by('biller')} -H 'Content-Type: application/json' -d '{"dateOfService":"${createdOn}","claimType":"professional"}' '${address}/v1/patients/${first?.patientId ?? ''}/service-lines'`,
    },
    ...(ready === undefined ? [] : [{
      name: 'packet', says: 'the packet of the patient who is ready for the ablation',
      line: `curl -s ${by('auth-staff')} -H 'Accept: application/pdf' -o packet.pdf '${address}/v1/patients/${ready.patientId}/packets/${ready.packetId}'`,
    }]),
    { name: 'why', says: 'positions, findings and earliest dates, in another terminal', line: `npm run -s why -- ${waiting?.patientId ?? ''}` },
  ];
}

function targetsOf(patient: DemoPractice['patients'][number]) {
  const opened = patient.steps.find((step) => 'command' in step && step.command.type === 'OpenEpisode');
  return opened !== undefined && 'command' in opened && opened.command.type === 'OpenEpisode' ? opened.command.plan.targets : [];
}

/** A first block with good relief, done on the day the demo was made: the line stays the same line on later days. */
function blockResult(targets: readonly unknown[], occurredOn: string) {
  return {
    type: 'block', occurredOn, technique: 'medial-branch', purpose: 'diagnostic', targets,
    agent: 'bupivacaine', concentrationPercent: 0.5, volumeMlPerTarget: 0.5, steroid: false, guidance: 'fluoroscopy', sedation: 'none', setting: '24',
    relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 1 }, { minutes: 180, score: 1 }, { minutes: 360, score: 1 }], durationHours: 6 },
  };
}
