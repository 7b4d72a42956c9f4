/** While an approval holds, and after: when it ends, whether a day is taken for it, what is left of it. Pure. */
import type { PlainDate } from '../kernel/calendar';
import { lastDetermination, lastValidDayOf, type AuthorizationState, type LastValidDay } from '../authorization';
import type { ApprovalUse } from './approval-use';
import { plusDays, PRACTICE_REMINDER, REMINDERS } from './read-clocks';
import { dated, reminder, sourceOf, type Dated } from './of-request';

/** Its last day; where nobody knows one, the day on which to ask. */
export function approvalEnds(authorization: AuthorizationState): Dated | undefined {
  const last = lastValidDayOf(beforeLetter(authorization));
  const decidedOn = lastDetermination(authorization)?.decidedOn;
  if (last !== undefined) return dated('approval-expires', last.on, endsInWords(last), [endsBecause(last)], last.until);
  if (decidedOn === undefined) return undefined;
  return reminder('last-day-missing', decidedOn, 'decision', REMINDERS.lastDayMissingDays, 'Nobody has recorded the last valid day of this approval, and no rule on file says it; to be asked');
}

/** Unused, or with units left. */
export function expired(authorization: AuthorizationState, { units: { approved, used } }: ApprovalUse): Dated | undefined {
  const on = authorization.expiredOn ?? lastValidDayOf(authorization)?.on;
  const left = approved - used;
  const unused = used === 0 ? 'no service is on record for it' : `${left} of ${approved} approved units ${left === 1 ? 'was' : 'were'} left`;
  return on === undefined ? undefined : dated('expired', on, `The approval was last valid on ${on}, and ${unused}: request again, or acknowledge that it lapsed.`,
    [{ from: on, fromWhat: 'last valid day', rule: 'approval' }]);
}

/** One of: a day is taken that the approval covers, or none is. Once something is performed nobody is hurried to take another. */
export function schedule(authorization: AuthorizationState, { scheduledOn, units }: ApprovalUse): Dated | undefined {
  const last = lastValidDayOf(authorization);
  const decision = lastDetermination(authorization);
  if (decision === undefined || (scheduledOn === undefined && units.used > 0)) return undefined;
  const first = decision.validFrom ?? decision.decidedOn;
  if (scheduledOn !== undefined && scheduledOn >= first && (last === undefined || scheduledOn <= last.on)) {
    return dated('planned-service', scheduledOn, `The service is planned for ${scheduledOn}: document it, or plan another day that the approval covers.`, [{ from: scheduledOn, fromWhat: 'planned day', rule: 'plan' }]);
  }
  const wanted = plusDays(decision.decidedOn, REMINDERS.scheduleWithinDays);
  const on = last !== undefined && last.on < wanted ? last.on : wanted;
  const why = scheduledOn === undefined ? 'no day is planned' : `the planned day, ${scheduledOn}, is not one that the approval covers`;
  return dated('approved-not-scheduled', on, `Approved on ${decision.decidedOn}, and ${why}: plan one by ${on}${last === undefined ? '' : `; the last that every reading counts is ${last.on}`}.`,
    [{ from: decision.decidedOn, fromWhat: 'decision', count: REMINDERS.scheduleWithinDays, unit: 'calendar-days', rule: PRACTICE_REMINDER }]);
}

/** Begun, and nearly used: the next request takes its time. */
export function unitsRunOut(authorization: AuthorizationState, { units: { approved, used }, scheduledOn }: ApprovalUse): Dated | undefined {
  const left = approved - used;
  if (used === 0 || left > REMINDERS.unitsLeftMax) return undefined;
  const last = lastValidDayOf(authorization);
  const decidedOn = lastDetermination(authorization)?.decidedOn;
  const [on, fromWhat]: readonly [PlainDate | undefined, string] = scheduledOn !== undefined ? [scheduledOn, 'planned day'] : last !== undefined ? [last.on, 'last valid day'] : [decidedOn, 'decision'];
  return on === undefined ? undefined : dated('units-run-out', on, `${left} of ${approved} approved units ${left === 1 ? 'is' : 'are'} left: request the next before ${on}.`, [{ from: on, fromWhat, count: left, rule: PRACTICE_REMINDER }]);
}

/** As the arithmetic had it before a letter said otherwise. */
function beforeLetter(authorization: AuthorizationState): AuthorizationState {
  const letter = authorization.letterDays?.find(({ kind }) => kind === 'approval-expires');
  const last = lastDetermination(authorization);
  if (letter === undefined || last === undefined) return authorization;
  return { ...authorization, determinations: authorization.determinations.map((one) => (one === last ? statedTo(one, letter.was) : one)) };
}

function statedTo<D extends { readonly validTo?: PlainDate }>({ validTo: _, ...stated }: D, was: PlainDate | undefined) {
  return { ...stated, ...(was !== undefined && { validTo: was }) };
}

function endsInWords({ on, until, program, decidedOn }: LastValidDay): string {
  if (program === undefined) return `The approval is valid to ${on}, the last day that the payer stated.`;
  return `The approval is valid to ${on}: ${program.validity.days} days, the day of the decision, ${decidedOn}, the first${until === on ? '' : `; of ${until} the sources do not agree`}.`;
}

function endsBecause({ on, program, decidedOn }: LastValidDay): Dated['arithmetic']['parts'][number] {
  if (program === undefined) return { from: on, fromWhat: 'last valid day stated by the payer', rule: 'payer' };
  return { from: decidedOn, fromWhat: 'decision', count: program.validity.days - 1, unit: 'calendar-days', rule: program.id, ...sourceOf(program.sources[program.validity.source]) };
}
