/**
 * The one door to xstate. Machines (`*.machine.ts`) are defined with `setup`; everyone else asks `next`, `can`,
 * `possibleEvents` and `describeMap`. No invoke, no after, no actions: time is an input, and a machine moves by `transition` only.
 * Our maps are flat: a position is the plain string of one state. Context is not used; what a guard reads is in the event.
 */
import { setup, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';

export { setup };
export type { AnyMachineSnapshot, AnyStateMachine };

/** An event of a map: flat, and every field from a small closed set, so that transitions can be remembered. */
export interface MapEvent {
  readonly type: string;
  readonly [field: string]: string | number | boolean;
}

/** `null`: the map does not take this event here. */
type Remembered = Map<string, string | null>;
const remembered = new WeakMap<AnyStateMachine, Remembered>();
const snapshots = new WeakMap<AnyStateMachine, Map<string, AnyMachineSnapshot>>();

/** The position after an event, or undefined when the map does not take it there (xstate would ignore it silently). */
export function next(machine: AnyStateMachine, position: string, event: MapEvent): string | undefined {
  let known = remembered.get(machine);
  if (known === undefined) remembered.set(machine, (known = new Map()));
  let key = position;
  for (const field in event) key += `|${String(event[field])}`;
  let to = known.get(key);
  // A transition is a pure function of a small domain: asked once, it holds for the life of the process.
  if (to === undefined) known.set(key, (to = ask(machine, position, event)));
  return to ?? undefined;
}

export function can(machine: AnyStateMachine, position: string, event: MapEvent): boolean {
  return next(machine, position, event) !== undefined;
}

export function initialPosition(machine: AnyStateMachine): string {
  return String(machine.root.initial.target[0]?.key);
}

/** Event types the map knows at a position, whatever their guards say. */
export function possibleEvents(machine: AnyStateMachine, position: string): readonly string[] {
  return describeMap(machine).states.find((state) => state.name === position)?.transitions.map((entry) => entry.event).filter(isFirst) ?? [];
}

export interface MapTransition {
  readonly event: string;
  /** The named guard with its parameters, in words: `is eligible (rfa)`. */
  readonly guard?: string;
  readonly to: string;
}

export interface MapState {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly final: boolean;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly transitions: readonly MapTransition[];
}

export interface MapDescription {
  readonly initial: string;
  readonly states: readonly MapState[];
}

const descriptions = new WeakMap<AnyStateMachine, MapDescription>();

/** The map as plain data, read from the executed machine: for the API, the drawings and the worklist's words. */
export function describeMap(machine: AnyStateMachine): MapDescription {
  let found = descriptions.get(machine);
  if (found === undefined) {
    const states = Object.values(machine.states).map((state) => ({
      name: state.key,
      description: state.description ?? '',
      tags: [...state.tags],
      final: state.type === 'final',
      meta: (state.meta ?? {}) as Record<string, unknown>,
      transitions: [...state.transitions.values()].flat().map((entry) => ({
        event: entry.eventType,
        ...(entry.guard !== undefined && { guard: wordsOf(entry.guard) }),
        to: entry.target?.[0]?.key ?? state.key,
      })),
    }));
    descriptions.set(machine, (found = { initial: initialPosition(machine), states }));
  }
  return found;
}

function ask(machine: AnyStateMachine, position: string, event: MapEvent): string | null {
  let known = snapshots.get(machine);
  if (known === undefined) snapshots.set(machine, (known = new Map()));
  let at = known.get(position);
  if (at === undefined) known.set(position, (at = machine.resolveState({ value: position, context: {} })));
  if (at.status !== 'active' || !at.can(event)) return null;
  const [after] = transition(machine, at, event);
  return String((after as AnyMachineSnapshot).value);
}

function wordsOf(guard: unknown): string {
  if (typeof guard === 'string') return spaced(guard);
  const { type, params } = guard as { readonly type: string; readonly params?: Readonly<Record<string, unknown>> };
  const values = Object.values(params ?? {}).map(String);
  return values.length === 0 ? spaced(type) : `${spaced(type)} (${values.join(', ')})`;
}

function spaced(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isFirst(value: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(value) === index;
}
