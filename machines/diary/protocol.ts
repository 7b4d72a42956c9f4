/**
 * A practice's protocol for its patients' diaries: how long a diary stays open, when an entry is due, how long its link answers afterwards.
 * Pure. Codes: `invalid-diary-protocol`, `diary-protocol-unchanged`.
 */
import type { ActorId, Instant } from '../kernel/ids';
import { MINUTES_PER_HOUR } from '../kernel/quantities';
import { reject, type Fault, type Rejection } from '../kernel/rejection';
import usual from './usual-protocol.json';

/** Of a procedure whose relief is a series of scores. */
export interface SeriesProtocol {
  /** Hours after the procedure until which entries are taken. */
  readonly closesAfterHours: number;
  /** Hours after the procedure at which the patient is asked, in ascending order; none lies after the close. */
  readonly dueAtHours: readonly number[];
}

export interface DiaryProtocol {
  readonly block: SeriesProtocol;
  readonly epidural: SeriesProtocol;
  /** One entry a day; `daysAfter` the planned end in which missed days may still be written down. */
  readonly trial: { readonly plannedDays: number; readonly daysAfter: number };
  /** Days for which a closed diary's link still says that it is closed and whom to call. */
  readonly linkDaysAfterClose: number;
}

export interface DiaryProtocolChanged {
  readonly type: 'DiaryProtocolChanged';
  readonly protocol: DiaryProtocol;
  readonly by: ActorId;
  readonly at: Instant;
}

const { about: _, ...protocol } = usual;
export const DEFAULT_DIARY_PROTOCOL: DiaryProtocol = protocol;

export type DiaryKind = 'block' | 'epidural' | 'scs-trial';

/** What a diary's window rests on besides the protocol. */
export interface DiaryOf {
  readonly kind: DiaryKind;
  /** Of a trial, where it is planned to last otherwise than usual. */
  readonly plannedDays?: number;
}

const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** Minutes from the start of the procedure until the diary closes. */
export function closesAfterMinutes({ kind, plannedDays }: DiaryOf, { trial, ...series }: DiaryProtocol): number {
  if (kind === 'scs-trial') return ((plannedDays ?? trial.plannedDays) + trial.daysAfter) * MINUTES_PER_DAY;
  return Math.round(series[kind].closesAfterHours * MINUTES_PER_HOUR);
}

/** Minutes after the procedure at which the patient is asked. */
export function dueAtMinutes(kind: Exclude<DiaryKind, 'scs-trial'>, of: DiaryProtocol): readonly number[] {
  return of[kind].dueAtHours.map((hours) => Math.round(hours * MINUTES_PER_HOUR));
}

export function decideDiaryProtocol(wanted: DiaryProtocol, before: DiaryProtocol, given: { readonly actor: ActorId; readonly recordedAt: Instant }): readonly DiaryProtocolChanged[] | Rejection {
  const faults = [...faultsOf(wanted.block, '/block'), ...faultsOf(wanted.epidural, '/epidural')];
  if (faults.length > 0) return reject('invalid-diary-protocol', 'The hours do not fit each other: ascending, each once, none after the diary has closed.', { faults, pointer: faults[0]?.pointer });
  if (isSame(wanted, before)) return reject('diary-protocol-unchanged', 'This is the protocol already: there is nothing to record.');
  return [{ type: 'DiaryProtocolChanged', protocol: wanted, by: given.actor, at: given.recordedAt }];
}

function faultsOf({ closesAfterHours, dueAtHours }: SeriesProtocol, pointer: string): readonly Fault[] {
  return dueAtHours.flatMap((hours, index) => {
    const at = `${pointer}/dueAtHours/${index}`;
    if (hours > closesAfterHours) return [{ pointer: at, code: 'after-close', message: 'lies after the diary has closed' }];
    const last = dueAtHours[index - 1];
    return last !== undefined && hours <= last ? [{ pointer: at, code: 'not-ascending', message: 'must lie after the hour before it' }] : [];
  });
}

function isSame(a: DiaryProtocol, b: DiaryProtocol): boolean {
  const figures = ({ block, epidural, trial, linkDaysAfterClose }: DiaryProtocol): string =>
    [[block.closesAfterHours, ...block.dueAtHours], [epidural.closesAfterHours, ...epidural.dueAtHours], [trial.plannedDays, trial.daysAfter, linkDaysAfterClose]].map((row) => row.join()).join(';');
  return figures(a) === figures(b);
}
