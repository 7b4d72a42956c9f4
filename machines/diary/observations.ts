/** What was answered, as the record takes it: scores of a series, or one day of a trial. Pure. */
import type { Observation, TrialDay } from '../evidence/fact';
import type { PlainDate } from '../kernel/calendar';
import { SKIPPED, type Answers, type Question } from './questions';

/** The moment an entry speaks of, and how much later it was written down. */
export type Moment =
  | { readonly minutes: number; readonly recalledAfterMinutes?: number }
  | { readonly on: PlainDate; readonly recalledAfterDays?: number };

/** One observation, or one of each side. Questions that were not answered leave their field out. */
export function observationsOf(answers: Answers, moment: Moment): readonly (Observation | TrialDay)[] {
  return 'on' in moment ? [trialDay(answers, moment)] : scores(answers, moment);
}

function scores(answers: Answers, moment: Extract<Moment, { minutes: number }>): readonly Observation[] {
  const flags = [...(answers.pill === 'yes' ? ['analgesic' as const] : []), ...(answers.slept === 'yes' ? ['slept' as const] : [])];
  const kind = answers.pill === 'yes' ? said(answers, 'pill-kind') : undefined;
  const activity = said(answers, 'activity');
  const shared = {
    ...(activity !== undefined && { activity }), source: 'patient' as const, ...(flags.length > 0 && { flags }),
    ...(kind !== undefined && { analgesic: kind as NonNullable<Observation['analgesic']> }),
    ...(moment.recalledAfterMinutes !== undefined && { recalledAfterMinutes: moment.recalledAfterMinutes }),
  };
  return ([['pain', undefined], ['pain-left', 'left'], ['pain-right', 'right']] as const).flatMap(([question, side]) => {
    const score = said(answers, question);
    return score === undefined ? [] : [{ minutes: moment.minutes, score: Number(score), ...(side !== undefined && { side }), ...shared }];
  });
}

function trialDay(answers: Answers, moment: Extract<Moment, { on: PlainDate }>): TrialDay {
  const [score, worst, goal, medicine, sleep] = (['day-pain', 'day-worst', 'goal', 'medicine', 'sleep'] as const).map((question) => said(answers, question));
  return {
    on: moment.on, ...(score !== undefined && { score: Number(score) }), ...(worst !== undefined && { worstScore: Number(worst) }),
    ...(goal !== undefined && { goalMet: goal === 'yes' }), ...(medicine !== undefined && { medicine: medicine as NonNullable<TrialDay['medicine']> }),
    ...(sleep !== undefined && { sleep }), source: 'patient', ...(moment.recalledAfterDays !== undefined && { recalledAfterDays: moment.recalledAfterDays }),
  };
}

function said(answers: Answers, question: Question): string | undefined {
  const value = answers[question];
  return value === SKIPPED ? undefined : value;
}
