/** The door of the queue: what staff do about each need for an authorization. */
import views from './views.json';

export {
  CRITERIA_STATES, DECISION_STATES_TOLD, DIRECTORY_LACKS, DUE_KINDS, NEXT_ACTIONS, PACKET_STATES, QUEUE_VIEWS, STAGES,
  type CriteriaState, type DecisionState, type DecisionStateTold, type Due, type DueKind, type Need, type NextAction, type PacketState, type QueueView, type Stage, type Todo,
} from './need';
export { earliestDayArithmetic, type CountedWait } from './earliest-day';
export { needsOf } from './needs-of';
export const EXPIRING_WITHIN_DAYS: number = views.expiringWithinDays;
