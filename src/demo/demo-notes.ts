/** What the demo practice's people have noted about the work on its patients, so that the queue has owners and a history from the first day. */
import { toDay, toPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import type { PatientCommand } from '../../machines/patient/events';
import type { PracticeRole } from '../platform/auth/permissions';
import type { DemoPatient } from './generator/synthetic-patient';

interface Note {
  /** Whose it is. */
  readonly owner?: PracticeRole;
  readonly text?: string;
  readonly snoozedDays?: number;
}

/** By the key of the patient's story. */
const NOTES: Readonly<Record<string, Note>> = {
  'ready-for-rfa': { owner: 'auth-staff' },
  'approved-not-scheduled': { owner: 'auth-staff', text: 'Left a message: the patient asks for a morning, and somebody to drive home.' },
  'wrong-side': { owner: 'clinician', text: 'The second block was on the other side, or was it written down so? To be looked up in the procedure note.' },
  'evaluation-without-clearance': { owner: 'nurse', text: 'Asked the psychologist\'s office for the page with the clearance.' },
  'block-1-failed': { text: 'The payer\'s portal still shows the request of last month.' },
  'repeat-due-next-month': { owner: 'auth-staff', snoozedDays: 14 },
};

/** Of the demo's account of a role. */
export function demoAccountId(role: PracticeRole): string {
  return `demo-account-${role}`;
}

/** What is noted about the need of the story's next step. */
export function notesAbout({ key, expected, steps }: DemoPatient, on: PlainDate): readonly PatientCommand[] {
  const opened = steps.flatMap((told) => ('command' in told && told.command.type === 'OpenEpisode' ? [told.command.episodeId] : []))[0];
  const note = NOTES[key];
  if (note === undefined || opened === undefined) return [];
  const need = { episodeId: opened, step: expected.nextStep };
  const { owner, text, snoozedDays } = note;
  return [
    ...(owner === undefined ? [] : [{ type: 'AssignNeed' as const, ...need, owner: demoAccountId(owner) }]), ...(text === undefined ? [] : [{ type: 'CommentOnNeed' as const, ...need, text }]),
    ...(snoozedDays === undefined ? [] : [{ type: 'SnoozeNeed' as const, ...need, until: toPlainDate(toDay(on) + snoozedDays) }]),
  ];
}
