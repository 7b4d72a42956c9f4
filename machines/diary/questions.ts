/** What a diary asks, one question after the other, and what an answer may be. Words stand with the pages; here are codes. Pure. */
import { ANALGESIC_KINDS, MEDICINE_TAKEN, type Fact } from '../evidence/fact';
import type { Side } from '../kernel/anatomy';
import type { DiaryKind } from './protocol';

export const QUESTIONS = ['pain', 'pain-left', 'pain-right', 'activity', 'pill', 'pill-kind', 'slept', 'day-pain', 'day-worst', 'goal', 'medicine', 'sleep'] as const;
export type Question = (typeof QUESTIONS)[number];
export type Answers = Readonly<Partial<Record<Question, string>>>;

/** Not answered, and said so: nothing is recorded for it. */
export const SKIPPED = 'skip';
const SCORES: readonly string[] = Array.from({ length: 11 }, (_, score) => String(score));
const YES_NO: readonly string[] = ['yes', 'no'];
export const ACTIVITIES = ['lying', 'sitting', 'standing', 'walking', 'bending', 'rising-from-chair', 'climbing-stairs', 'household'] as const;

export const CHOICES: Readonly<Record<Question, readonly string[]>> = {
  pain: SCORES, 'pain-left': SCORES, 'pain-right': SCORES, activity: ACTIVITIES, pill: YES_NO, 'pill-kind': ANALGESIC_KINDS, slept: YES_NO,
  'day-pain': SCORES, 'day-worst': SCORES, goal: YES_NO, medicine: MEDICINE_TAKEN, sleep: ['well', 'interrupted', 'badly'],
};

/** Without these an entry says nothing. */
const SCORE_QUESTIONS: readonly Question[] = ['pain', 'pain-left', 'pain-right', 'day-pain'];

export function mayBeSkipped(question: Question): boolean {
  return !SCORE_QUESTIONS.includes(question);
}

/** Told in the order in which they are asked. */
export function questionsOf(kind: DiaryKind, sides: readonly Side[], answers: Answers): readonly Question[] {
  if (kind === 'scs-trial') return ['day-pain', 'day-worst', 'goal', 'medicine', 'sleep'];
  const scores: readonly Question[] = sides.length === 0 ? ['pain'] : sides.map((side) => `pain-${side}` as const);
  return [...scores, 'activity', 'pill', ...(answers.pill === 'yes' ? ['pill-kind' as const] : []), 'slept'];
}

export function firstOpen(questions: readonly Question[], answers: Answers): Question | undefined {
  return questions.find((question) => answers[question] === undefined);
}

export type AnswerFault = 'choose-one' | 'worst-below-most';

/** Undefined: the answer can be taken. */
export function faultOf(question: Question, value: string | undefined, answers: Answers): AnswerFault | undefined {
  if (value === SKIPPED && mayBeSkipped(question)) return undefined;
  if (value === undefined || !CHOICES[question].includes(value)) return 'choose-one';
  return question === 'day-worst' && Number(value) < Number(answers['day-pain'] ?? 0) ? 'worst-below-most' : undefined;
}

/** With the answer taken; what no longer follows from it is dropped. */
export function answered(answers: Answers, question: Question, value: string): Answers {
  const { [question]: _, ...rest } = answers;
  const next: Answers = { ...rest, [question]: value };
  if (question === 'pill' && value !== 'yes') return without(next, 'pill-kind');
  if (question === 'day-pain' && faultOf('day-worst', next['day-worst'], next) !== undefined) return without(next, 'day-worst');
  return next;
}

function without(answers: Answers, question: Question): Answers {
  const { [question]: _, ...rest } = answers;
  return rest;
}

/**
 * The sides that are asked one by one: of a block on both sides, because a score without a side belongs to neither there.
 * Empty: one score for the whole.
 */
export function sidesAsked(fact: Fact): readonly Side[] {
  if (fact.type !== 'block') return [];
  const first = fact.targets[0]?.side;
  if (first !== undefined && first !== 'bilateral' && fact.targets.every(({ side }) => side === first)) return [];
  const named = fact.targets.map(({ side }) => side);
  return (['left', 'right'] as const).filter((side) => named.includes(side) || named.includes('bilateral'));
}
