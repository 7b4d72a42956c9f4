/**
 * How an earliest day is counted. Pure. The record says from which day, and the policy that was asked how long; a row keeps the first,
 * and the second is read from the policy it names when somebody asks.
 */
import { addMonths, toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import type { Criterion, Kind, PolicyRef } from '../criteria/types';
import type { RecordedAssessment } from '../criteria/recorded';
import { KIND_LABELS } from '../criteria/narrate';
import { requirementInWords } from '../criteria/requirement-in-words';
import { leavesWindowOn } from '../evidence/history';
import type { Arithmetic, ArithmeticPart } from '../deadlines';

/** One criterion that time alone will meet: on which day, counted from which. */
export interface CountedWait {
  readonly criterion: string;
  /** Its name alone, written in one order: a row that is written anew from the log is the same text. */
  readonly policy: Pick<PolicyRef, 'id' | 'version'>;
  readonly on: PlainDate;
  /** Left out where the day and the policy's length tell it. */
  readonly from?: PlainDate;
}

/** Of several targets the last day. */
export function waitFor(kind: Kind, { policy: { id, version }, findings }: RecordedAssessment): CountedWait | undefined {
  let last: CountedWait | undefined;
  for (const finding of findings) {
    const on = finding.found['earliestOn'] ?? finding.found['allowedFrom'];
    if (finding.kind !== kind || finding.outcome === 'met' || typeof on !== 'string' || (last !== undefined && last.on >= on)) continue;
    const from = BEGINNINGS.map((name) => finding.found[name]).find((value) => typeof value === 'string');
    last = { criterion: finding.criterion, policy: { id, version }, on, ...(from !== undefined && { from }) };
  }
  return last;
}

/** Names under which a finding says the day that its months or years began. */
const BEGINNINGS = ['onsetOn', 'surgeryOn', 'ablationOn'] as const;

const FROM_WHAT: { readonly [K in Kind]?: string } = {
  'block-interval': 'block before it', 'repeat-interval': 'last ablation', 'pain-duration': 'beginning', 'epidural-spacing': 'last epidural',
  'session-limit': 'session that leaves the window', 'no-recent-intraarticular': 'injection into a joint', 'rediagnosis-after-gap': 'ablation that helped',
};

/** `criterionOf`: as the named policy asks it; undefined where the policy cannot be read any more. */
export function earliestDayArithmetic(waits: readonly CountedWait[], criterionOf: (wait: CountedWait) => Criterion | undefined): Arithmetic | undefined {
  const known = waits.flatMap((wait) => {
    const criterion = criterionOf(wait);
    return criterion === undefined ? [] : [{ wait, criterion, part: partOf(wait, criterion) }];
  });
  if (known.length === 0) return undefined;
  const sentences = known.map(({ wait: { on }, criterion: { kind, required } }) => `${KIND_LABELS[kind]}: ${lowered(requirementInWords(kind, required))}; met from ${on}.`);
  return { sentence: sentences.join(' '), parts: known.flatMap(({ part }) => (part === undefined ? [] : [part])) };
}

function partOf({ on, from, policy }: CountedWait, { kind, required, source }: Criterion): ArithmeticPart | undefined {
  const length = lengthOf(required as Readonly<Record<string, unknown>>);
  const began = length === undefined ? from : length.unit in DAYS_PER ? toPlainDate(toDay(on) - length.count * DAYS_PER[length.unit as keyof typeof DAYS_PER]) : from ?? leftOn(on, length.count);
  if (began === undefined) return undefined;
  return { from: began, fromWhat: FROM_WHAT[kind] ?? 'day on record', ...length, rule: `${policy.id}@${policy.version}`, source };
}

const DAYS_PER = { 'calendar-days': 1, weeks: 7 } as const;
const LENGTHS = [['daysMin', 'calendar-days'], ['weeksMin', 'weeks'], ['monthsMin', 'months'], ['windowMonths', 'months'], ['yearsMin', 'years']] as const;

/** The policy's own figure. Where it names two together the requirement says both in words. */
function lengthOf(required: Readonly<Record<string, unknown>>): { readonly count: number; readonly unit: (typeof LENGTHS)[number][1] } | undefined {
  // Of a diagnosis asked again the years are the wait; its months are those of the relief.
  const named = LENGTHS.filter(([name]) => typeof required[name] === 'number' && !(name === 'monthsMin' && 'yearsMin' in required));
  const [only, ...more] = named;
  return only === undefined || more.length > 0 ? undefined : { count: required[only[0]] as number, unit: only[1] };
}

const DAYS_LOOKED_AT = 4;

/** The session that leaves a rolling window of so many months on this day. */
function leftOn(on: PlainDate, months: number): PlainDate | undefined {
  const about = addMonths(toDay(on), -months);
  for (let day = about - DAYS_LOOKED_AT; day <= about + DAYS_LOOKED_AT; day++) if (leavesWindowOn(day, months) === toDay(on)) return toPlainDate(day);
  return undefined;
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
