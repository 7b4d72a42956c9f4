import { toDay, type PlainDate } from '../../machines/kernel/calendar';
import { KIND_LABELS } from '../../machines/criteria/narrate';
import type { Criterion } from '../../machines/criteria/types';
import type { Directory } from '../../machines/directory';
import { earliestDayArithmetic, NEXT_ACTIONS, type CountedWait, type DecisionStateTold, type Need, type NextAction } from '../../machines/queue';
import type { NeedRow } from '../platform/event-store/projection-tables';

export interface Names {
  readonly directory: Directory;
  /** As the policy asks it that a wait names. */
  readonly criterionOf: (wait: CountedWait) => Criterion | undefined;
  readonly staff: ReadonlyMap<string, string>;
}

/** A need as it stands on a day. */
export function needView(row: NeedRow, today: PlainDate, names: Names) {
  const blockedBy = JSON.parse(row.blocked_by) as Need['blockedBy'];
  const view = bookingView(row, today, names);
  const arithmetic = view.dueKind === 'earliest-day' ? earliestDayArithmetic(blockedBy.flatMap(({ wait }) => wait ?? []), names.criterionOf) : undefined;
  return {
    ...view, comments: row.comments, ...(arithmetic !== undefined && { dueArithmetic: arithmetic }),
    blockedBy: blockedBy.map(({ kind, outcome }) => ({ kind, outcome, text: KIND_LABELS[kind] })),
  };
}

/** May-I-book: without what stands against the step and what staff said. */
export function bookingView(row: NeedRow, today: PlainDate, { directory, staff }: Names) {
  const isLater = row.until_on !== null && row.until_on < today;
  const [dueOn, dueKind] = isLater ? [row.later_due_on, row.later_due_kind] : [row.due_on, row.due_kind];
  const hasLapsed = row.expires_on !== null && row.expires_on < today;
  const code = hasLapsed ? 'acknowledge' : ((isLater ? row.later_action : row.action) ?? row.action) as NextAction;
  return {
    patientId: row.patient_id, name: { family: row.family, given: row.given }, version: row.version, episodeId: row.episode_id, authorizationId: row.authorization_id,
    step: row.step, pathway: row.pathway, region: row.region, targets: JSON.parse(row.targets) as unknown, payer: payerOf(row.payer, directory), delegate: payerOf(row.delegate, directory), directoryLacks: row.directory_lacks,
    stage: row.stage, criteria: row.criteria, packet: row.packet, decision: decisionOn(row, today, hasLapsed), nextAction: { code, words: NEXT_ACTIONS[code] },
    dueOn, dueKind, daysLeft: dueOn === null ? null : toDay(dueOn) - toDay(today), unitsLeft: row.units_left,
    owner: row.owner === null ? null : named(row.owner, staff.get(row.owner)), snoozedUntil: row.snoozed_until !== null && row.snoozed_until > today ? row.snoozed_until : null,
  };
}

function decisionOn({ decision, clock_on }: NeedRow, today: PlainDate, hasLapsed: boolean): DecisionStateTold {
  if (hasLapsed) return 'expired';
  return clock_on !== null && clock_on < today ? 'past-clock' : decision as DecisionStateTold;
}

function payerOf(id: string | null, { payers }: Directory) {
  return id === null ? null : named(id, payers.find((payer) => payer.id === id)?.name);
}

function named(id: string, name: string | undefined) {
  return { id, ...(name !== undefined && { name }) };
}
