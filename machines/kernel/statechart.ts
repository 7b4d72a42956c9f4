/**
 * The one door to xstate. Machines (`*.machine.ts`) are defined with `setup`; everyone else asks `next` and `can`.
 * No invoke, no after, no actions: time is an input, and a machine only ever moves by `transition`.
 */
import { setup, transition, initialTransition, getNextSnapshot, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';

export { setup, transition, initialTransition, getNextSnapshot };
export type { AnyMachineSnapshot, AnyStateMachine };
