/**
 * What staff note about a need for an authorization: whose it is, until when it is put off, what was said about it. Keyed by episode and step,
 * because a need is there before any authorization is. Who and when are the log's; what was said is read from the log, never printed in a packet.
 */
import { unreachable } from '../kernel/assert';
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, EpisodeId } from '../kernel/ids';
import type { Step } from '../criteria/types';

interface OfNeed {
  readonly episodeId: EpisodeId;
  readonly step: Step;
}

export type NeedEvent =
  | ({ readonly type: 'NeedAssigned'; readonly owner: ActorId } & OfNeed)
  | ({ readonly type: 'NeedUnassigned' } & OfNeed)
  | ({ readonly type: 'NeedSnoozed'; readonly until: PlainDate } & OfNeed)
  | ({ readonly type: 'NeedUnsnoozed' } & OfNeed)
  | ({ readonly type: 'NeedCommented'; readonly text: string } & OfNeed);

const NOTES: ReadonlySet<string> = new Set<NeedEvent['type']>(['NeedAssigned', 'NeedUnassigned', 'NeedSnoozed', 'NeedUnsnoozed', 'NeedCommented']);

/** Of the work, and nothing of the record. */
export function isNote(event: { readonly type: string }): event is NeedEvent {
  return NOTES.has(event.type);
}

export type NeedCommand =
  /** Left out: nobody's. */
  | ({ readonly type: 'AssignNeed'; readonly owner?: ActorId } & OfNeed)
  /** Left out: no longer put off. */
  | ({ readonly type: 'SnoozeNeed'; readonly until?: PlainDate } & OfNeed)
  | ({ readonly type: 'CommentOnNeed'; readonly text: string } & OfNeed);

export interface NeedNotes extends OfNeed {
  readonly owner?: ActorId;
  readonly snoozedUntil?: PlainDate;
  /** How many. */
  readonly comments: number;
}

export function notesOf(needs: readonly NeedNotes[] | undefined, { episodeId, step }: OfNeed): NeedNotes {
  return needs?.find((each) => each.episodeId === episodeId && each.step === step) ?? { episodeId, step, comments: 0 };
}

export function evolveNeeds(needs: readonly NeedNotes[] | undefined, event: NeedEvent): readonly NeedNotes[] {
  const before = notesOf(needs, event);
  const after = evolve(before, event);
  return needs?.includes(before) === true ? needs.map((each) => (each === before ? after : each)) : [...(needs ?? []), after];
}

function evolve(before: NeedNotes, event: NeedEvent): NeedNotes {
  const { owner: _, ...unassigned } = before;
  const { snoozedUntil: __, ...awake } = before;
  switch (event.type) {
    case 'NeedAssigned': return { ...before, owner: event.owner };
    case 'NeedUnassigned': return unassigned;
    case 'NeedSnoozed': return { ...before, snoozedUntil: event.until };
    case 'NeedUnsnoozed': return awake;
    case 'NeedCommented': return { ...before, comments: before.comments + 1 };
    default: return unreachable(event);
  }
}
