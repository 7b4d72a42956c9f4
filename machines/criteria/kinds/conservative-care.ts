import { addMonths, toDay, toPlainDate, type DayNumber } from '../../kernel/calendar';
import { any, type Outcome } from '../../kernel/outcome';
import type { ChartFact } from '../../evidence/chart';
import { finding, idsOf, type CriterionKind, type Evaluation } from '../evaluation';
import type { RequiredOf } from '../required';
import type { Found } from '../types';

type Required = RequiredOf['conservative-care'];
type Course = ChartFact<'conservative-care'>;

const DAYS_PER_WEEK = 7;

/**
 * Care that was tried and failed, was not tolerated, or is contraindicated with a reason. Without a figure presence is
 * asked (C10); with one, each course is compared alone (C1, C2): one that is long enough suffices.
 */
export const conservativeCare: CriterionKind<'conservative-care'> = {
  kind: 'conservative-care',
  shape: {
    responses: 'words', excludedModalities: 'words', modalities: { optional: 'words' }, weeksMin: { optional: 'count' }, monthsMin: { optional: 'count' },
    visitsMin: { optional: 'count' }, visitsWithinWeeks: { optional: 'count' }, endedWithinMonths: { optional: 'count' },
  },
  reads: [
    'conservative-care.endedOn', 'conservative-care.modality', 'conservative-care.occurredOn', 'conservative-care.reason',
    'conservative-care.response', 'conservative-care.startedOn', 'conservative-care.visits',
  ],
  evaluate(criterion, on) {
    const { required } = criterion;
    const courses = on.facts('conservative-care').filter((course) => countsAsCare(course, required));
    if (courses.length > 0 && courses.every((course) => course.fact.response === 'successful')) {
      return finding(criterion, { outcome: 'unmet', found: { response: 'successful' }, evidence: idsOf(courses) });
    }
    const outcomes = courses.map((course) => outcomeOf(course, required, on));
    const met = courses.filter((_, index) => outcomes[index] === 'met');
    if (met.length > 0) {
      return finding(criterion, { outcome: 'met', found: { modalities: met.map((course) => course.fact.modality), ...lengths(met, required) }, evidence: idsOf(met) });
    }
    const outcome = outcomes.length === 0 ? 'unknown' : any(outcomes);
    const found = courses.length === 0 ? {} : { courses: courses.length, ...lengths(courses, required) };
    const isAboutLength = courses.some((course) => hasFailed(course, required));
    return finding(criterion, { outcome, found, evidence: idsOf(courses), missing: outcome === 'unknown' ? [isAboutLength ? 'dates-and-visits-of-care' : 'failed-conservative-care'] : [] });
  },
};

function countsAsCare(course: Course, { excludedModalities, modalities }: Required): boolean {
  return !excludedModalities.includes(course.fact.modality) && (modalities === undefined || modalities.includes(course.fact.modality));
}

function hasFailed(course: Course, { responses }: Required): boolean {
  const { response, reason } = course.fact;
  if (response === undefined || !responses.includes(response)) return false;
  return response !== 'contraindicated' || reason !== undefined;
}

/** What one course alone would say; a course that did not fail can still turn out to, so it is unknown and never unmet. */
function outcomeOf(course: Course, required: Required, on: Evaluation): Outcome {
  if (!hasFailed(course, required)) return course.fact.response === 'successful' ? 'unmet' : 'unknown';
  // What must not be tried has no length.
  if (course.fact.response === 'contraindicated') return 'met';
  const outcomes: Outcome[] = [lengthOutcome(course, required, on), visitsOutcome(course, required, on), recencyOutcome(course, required, on)];
  return outcomes.includes('unmet') ? 'unmet' : outcomes.includes('unknown') ? 'unknown' : outcomes.includes('review') ? 'review' : 'met';
}

/** Care that goes on after the service has lasted until then. */
function lastDayOf(course: Course, on: Evaluation): DayNumber {
  return Math.min(toDay(course.fact.endedOn as string), on.dateOfService);
}

function lengthOutcome(course: Course, { weeksMin, monthsMin }: Required, on: Evaluation): Outcome {
  const { fact } = course;
  if (weeksMin === undefined && monthsMin === undefined) return 'met';
  if (fact.startedOn === undefined || fact.endedOn === undefined) return 'unknown';
  const [started, ended] = [toDay(fact.startedOn), lastDayOf(course, on)];
  if (weeksMin !== undefined && ended - started < weeksMin * DAYS_PER_WEEK) return 'unmet';
  return monthsMin !== undefined && ended < addMonths(started, monthsMin) ? 'unmet' : 'met';
}

/** Enough visits in a course that is longer than the weeks they must lie in: only people can tell when they were. */
function visitsOutcome({ fact }: Course, { visitsMin, visitsWithinWeeks }: Required, on: Evaluation): Outcome {
  if (visitsMin === undefined) return 'met';
  if (fact.visits === undefined) return 'unknown';
  if (fact.visits < visitsMin) return 'unmet';
  // How many of the visits had been made by the service is not recorded.
  if (fact.endedOn !== undefined && toDay(fact.endedOn) > on.dateOfService) return 'unknown';
  if (visitsWithinWeeks === undefined) return 'met';
  if (fact.startedOn === undefined || fact.endedOn === undefined) return 'unknown';
  return toDay(fact.endedOn) - toDay(fact.startedOn) <= visitsWithinWeeks * DAYS_PER_WEEK ? 'met' : 'review';
}

function recencyOutcome(course: Course, { endedWithinMonths }: Required, on: Evaluation): Outcome {
  if (endedWithinMonths === undefined) return 'met';
  if (course.fact.endedOn === undefined) return 'unknown';
  return addMonths(lastDayOf(course, on), endedWithinMonths) >= on.dateOfService ? 'met' : 'unmet';
}

/** Said only where the policy has a figure to compare with. */
function lengths(courses: readonly Course[], { weeksMin, monthsMin, visitsMin, endedWithinMonths }: Required): Found {
  return {
    ...(weeksMin === undefined && monthsMin === undefined ? {} : {
      daysOfCare: courses.map(({ fact }) => (fact.startedOn === undefined || fact.endedOn === undefined ? 'not known' : toDay(fact.endedOn) - toDay(fact.startedOn))),
    }),
    ...(visitsMin === undefined ? {} : { visits: courses.map(({ fact }) => fact.visits ?? 'not known') }),
    ...(endedWithinMonths === undefined ? {} : { careEndedOn: courses.map(({ fact }) => (fact.endedOn === undefined ? 'not known' : toPlainDate(toDay(fact.endedOn)))) }),
  };
}
