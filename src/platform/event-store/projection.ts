import type { PracticeId } from '../../../machines/kernel/ids';
import type { ProjectionWrite, StreamId } from './event-store';

/**
 * The rows that a stream's state stands for. Pure and complete: live commits and `npm run rebuild` both write what this answers,
 * so a row that a state no longer has must be answered as a delete for as long as the state can name it.
 */
export interface Projector<State> {
  project(practice: PracticeId, stream: StreamId, state: State, version: number): readonly ProjectionWrite[];
}
