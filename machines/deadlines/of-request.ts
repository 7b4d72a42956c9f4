/** While a request is out: by when it must go, be decided, be answered. At most one of these at a time. Pure. */
import type { PlainDate, TimeUnit } from '../kernel/calendar';
import { askedProgram, type AskedFor, type AuthorizationState, type DeterminationContent } from '../authorization';
import { decisionsOf, lastDenial } from '../denials';
import { decidedBy, requestBy } from '../programs/payer-days';
import { appealDecisionClock, clockSource, decisionClock, inWords, over, PRACTICE_REMINDER, REMINDERS, RESUBMISSION } from './read-clocks';
import type { ArithmeticPart, Deadline } from './deadline';

export type Dated = Pick<Deadline, 'kind' | 'on' | 'until' | 'arithmetic'>;

export function submissionDue(authorization: AuthorizationState): Dated | undefined {
  const { issued, dateOfService, expedited } = authorization;
  const requestedOn = issued[issued.length - 1]?.issuedOn;
  const program = askedProgram(authorization);
  const latest = program === undefined || dateOfService === undefined || expedited === true ? undefined : requestBy(program, dateOfService);
  if (program !== undefined && latest !== undefined && dateOfService !== undefined) {
    const on = requestedOn !== undefined && requestedOn > latest ? requestedOn : latest;
    const decision = program.decision.findLast(({ from }) => from <= latest);
    return dated('submission-due', on, `To be sent by ${on}: the payer has ${decision?.calendarDays ?? 0} calendar days, and the service is asked for ${dateOfService}.`,
      [{ from: dateOfService, fromWhat: 'requested date of service', count: -(decision?.calendarDays ?? 0), unit: 'calendar-days', rule: program.id, ...sourceOf(program.sources[decision?.source ?? '']) }]);
  }
  const from = requestedOn ?? dateOfService;
  return from === undefined ? undefined : reminder('submission-due', from, requestedOn === undefined ? 'requested date of service' : 'request', REMINDERS.submitWithinDays, 'To be sent');
}

export function decisionDue(authorization: AuthorizationState): Dated | undefined {
  const { submittedOn, asked, expedited = false } = authorization;
  if (submittedOn === undefined) return undefined;
  const program = askedProgram(authorization);
  const clock = decisionClock({ expedited, ...(program !== undefined && { program: program.id }), ...(asked?.line !== undefined && { line: asked.line }) }, submittedOn);
  if (clock !== undefined) {
    const { count, unit, id, source } = clock;
    return after('decision-due', { from: submittedOn, fromWhat: 'submission', count, unit, rule: id, ...sourceOf(clockSource(source)) }, 'The payer must have decided');
  }
  const decision = expedited ? undefined : program?.decision.findLast(({ from }) => from <= submittedOn);
  if (program === undefined || decision === undefined || decidedBy(program, submittedOn) === undefined) {
    return reminder('follow-up', submittedOn, 'submission', REMINDERS.followUpDays, 'No rule on file says how long this payer may take; to be asked about');
  }
  return after('decision-due', { from: submittedOn, fromWhat: 'submission', count: decision.calendarDays, unit: 'calendar-days', rule: program.id, ...sourceOf(program.sources[decision.source]) }, 'The payer must have decided');
}

/** The payer's own day, of several the first. */
export function pendedAnswerDue({ decidedOn: pendedOn, asked = [] }: DeterminationContent): Dated {
  const [first] = asked.filter((one): one is AskedFor & { readonly dueOn: PlainDate } => one.dueOn !== undefined).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  if (first !== undefined) {
    const { dueOn, text } = first;
    return dated('pended-answer-due', dueOn, `What the payer asks for is to be sent by ${dueOn}, the day that it named on ${pendedOn} (${text}).`, [{ from: dueOn, fromWhat: 'day named by the payer', rule: 'payer' }]);
  }
  return reminder('pended-answer-due', pendedOn, 'the payer\'s question', REMINDERS.pendedAnswerDays, 'The letter\'s own day is not recorded; what the payer asks for is to be sent');
}

export function appealDecisionDue(authorization: AuthorizationState): Dated | undefined {
  const { appeal, asked } = authorization;
  if (appeal === undefined) return undefined;
  const denial = lastDenial(authorization);
  // The clocks on file are those of the first level.
  const isFirst = denial === undefined || decisionsOf(authorization, denial).length === 1;
  const clock = isFirst ? appealDecisionClock(asked?.line) : undefined;
  if (clock === undefined) return reminder('follow-up', appeal.filedOn, 'appeal', REMINDERS.followUpDays, 'No rule on file says how long this payer may take over an appeal; to be asked about');
  const { count, unit, source } = clock;
  return after('appeal-decision-due', { from: appeal.filedOn, fromWhat: 'appeal', count, unit, rule: clock.id, ...sourceOf(clockSource(source)) }, 'The appeal must be decided');
}

/** A request that was not affirmed may be sent again without limit where the program says so; by `on` it is still decided in time. */
export function resubmission(authorization: AuthorizationState, decidedOn: PlainDate): Dated | undefined {
  const { dateOfService } = authorization;
  const program = askedProgram(authorization);
  if (program === undefined || !RESUBMISSION.programs.includes(program.id)) return undefined;
  const latest = dateOfService === undefined ? undefined : requestBy(program, dateOfService);
  const isInTime = latest !== undefined && latest >= decidedOn;
  const on = isInTime ? latest : decidedOn;
  const days = program.decision.findLast(({ from }) => from <= on)?.calendarDays ?? 0;
  return dated('resubmission', on, isInTime
    ? `It may be sent again without limit since ${decidedOn}; sent by ${on} it is decided by the requested date of service, ${dateOfService ?? ''}.`
    : `It may be sent again without limit since ${decidedOn}; the requested date of service no longer leaves the payer its ${days} calendar days: name a later one.`,
  [{ from: decidedOn, fromWhat: 'decision', rule: program.id, ...sourceOf(clockSource(RESUBMISSION.source)) },
    ...(!isInTime || dateOfService === undefined ? [] : [{ from: dateOfService, fromWhat: 'requested date of service', count: -days, unit: 'calendar-days' as const, rule: program.id }])]);
}

/** A day of the practice's own habit. */
export function reminder(kind: Deadline['kind'], from: PlainDate, fromWhat: string, days: number, what: string): Dated {
  return after(kind, { from, fromWhat, count: days, unit: 'calendar-days', rule: PRACTICE_REMINDER }, what);
}

export function after(kind: Deadline['kind'], part: ArithmeticPart & { readonly count: number; readonly unit: TimeUnit }, what: string): Dated {
  const on = over(part.from, part.count, part.unit);
  return dated(kind, on, `${what} by ${on}: ${inWords(part.count, part.unit)} after the ${part.fromWhat.replace(/^the /, '')} of ${part.from}${part.rule === PRACTICE_REMINDER ? ', the practice\'s own reminder' : ''}.`, [part]);
}

export function dated(kind: Deadline['kind'], on: PlainDate, sentence: string, parts: readonly ArithmeticPart[], until?: PlainDate): Dated {
  return { kind, on, ...(until !== undefined && until !== on && { until }), arithmetic: { sentence, parts } };
}

export function sourceOf(source: ArithmeticPart['source']): Pick<ArithmeticPart, 'source'> {
  return source === undefined ? {} : { source };
}

