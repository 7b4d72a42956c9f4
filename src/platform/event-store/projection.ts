import type { PracticeId } from '../../../machines/kernel/ids';
import type { PracticeState } from '../../../machines/practice';
import type { NewEvent, ProjectionWrite, PublicEventWrite, StreamId } from './event-store';

/**
 * The rows that a stream's state stands for. Pure and complete: live commits and `npm run rebuild` both write what this answers,
 * so a row that a state no longer has must be answered as a delete for as long as the state can name it.
 */
export interface Projector<State> {
  project(practice: PracticeId, stream: StreamId, state: State, version: number): readonly ProjectionWrite[];
  /** What programs outside are told of the events that follow a state; `version` is the first one's. Pure, and of the log alone: the same whoever replays it. */
  publish?(stream: StreamId, before: State, events: readonly NewEvent[], version: number): readonly PublicEventWrite[];
  /** The same under what a practice's log says: rows may follow its directory too. When that changes, the daily run writes them anew. */
  under?(practice: PracticeState): Projector<State>;
}

/** A projector that follows no practice's log is the same under every one. */
export function projectorUnder<State>(projector: Projector<State>, practice: PracticeState): Projector<State> {
  return projector.under?.(practice) ?? projector;
}
