/** Every simple path of a map, found by xstate's own graph: one edge per place an event can lead to. */
import { getSimplePaths } from 'xstate/graph';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { next, type MapEvent } from '../../machines/kernel/statechart';

export interface Leg {
  readonly from: string;
  readonly event: MapEvent;
  readonly to: string;
}

/** Paths from the first position, each never twice at the same one. */
export function simplePaths(machine: AnyStateMachine, events: readonly MapEvent[]): readonly (readonly Leg[])[] {
  const paths = getSimplePaths(machine, {
    events: (state: AnyMachineSnapshot) => onePerPlace(machine, String(state.value), events),
    serializeState: (state: AnyMachineSnapshot) => String(state.value),
  } as Parameters<typeof getSimplePaths<typeof machine>>[1]);
  return paths.map((path) => {
    const [first, ...rest] = path.steps as { readonly state: AnyMachineSnapshot; readonly event: MapEvent }[];
    let from = String((first as { readonly state: AnyMachineSnapshot }).state.value);
    return rest.map(({ state, event }) => {
      const leg = { from, event, to: String(state.value) };
      from = leg.to;
      return leg;
    });
  });
}

/** Every single move of the map, self-moves included. */
export function allLegs(machine: AnyStateMachine, events: readonly MapEvent[]): readonly Leg[] {
  return Object.keys(machine.states).flatMap((from) => events.flatMap((event) => {
    const to = next(machine, from, event);
    return to === undefined ? [] : [{ from, event, to }];
  }));
}

/**
 * What each event leads to, position by position, as `word: position`. Assessments of a step are words too: `+rfa` eligible, `-rfa` not,
 * `!rfa` not, because the response fell short, `-rfa after performed` not, where the procedures lead to `performed`.
 */
export function movesOf(machine: AnyStateMachine, events: Readonly<Record<string, MapEvent>>, judged: readonly (readonly [step: string, ...after: readonly string[]])[]): Readonly<Record<string, readonly string[]>> {
  const assessed = (step: string, over: object): MapEvent => ({ type: 'assessed', step, eligible: false, fellShort: false, requested: false, after: 'elsewhere', ...over });
  const words: readonly (readonly [string, MapEvent])[] = [...Object.entries(events), ...judged.flatMap(([step, ...afters]) => [
    [`+${step}`, assessed(step, { eligible: true, fellShort: true })], [`-${step}`, assessed(step, {})], [`!${step}`, assessed(step, { fellShort: true })],
    ...afters.map((after) => [`-${step} after ${after}`, assessed(step, { after })] as const),
  ] as const)];
  return Object.fromEntries(Object.keys(machine.states).map((from) => [from, words.flatMap(([word, event]) => {
    const to = next(machine, from, event);
    return to === undefined ? [] : [`${word}: ${to}`];
  })]));
}

/** Field by field, every combination. */
export function combinations(type: string, fields: Readonly<Record<string, readonly (string | boolean)[]>>): readonly MapEvent[] {
  return Object.entries(fields).reduce<readonly MapEvent[]>((events, [field, values]) => events.flatMap((event) => values.map((value) => ({ ...event, [field]: value }))), [{ type }]);
}

function onePerPlace(machine: AnyStateMachine, position: string, events: readonly MapEvent[]): readonly MapEvent[] {
  const places = new Map<string, MapEvent>();
  for (const event of events) {
    const to = next(machine, position, event);
    if (to !== undefined && !places.has(to)) places.set(to, event);
  }
  return [...places.values()];
}
