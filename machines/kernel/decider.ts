import type { Rejection } from './rejection';

/**
 * Decides what happens and folds what happened. Pure: time, ids and policies arrive in `given`.
 * `decide` evaluates policy; `evolve` never does, so replaying a log under later policies gives the recorded history.
 */
export interface Decider<Command, State, Event, Given> {
  readonly initialState: State;
  decide(command: Command, state: State, given: Given): readonly Event[] | Rejection;
  evolve(state: State, event: Event): State;
}

/** Folds events onto a state, in order. */
export function fold<State, Event>(evolve: (state: State, event: Event) => State, state: State, events: readonly Event[]): State {
  let folded = state;
  for (const event of events) folded = evolve(folded, event);
  return folded;
}
