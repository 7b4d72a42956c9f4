/** What was looked at, and how it is. `warn`: works, and somebody should act; `bad`: a promise does not hold, or soon will not. */
export type State = 'ok' | 'warn' | 'bad';

export interface Line {
  readonly state: State;
  /** Two or three words. */
  readonly what: string;
  readonly found: string;
  /** What to do; nothing to do when left out. */
  readonly remedy?: string;
}

export function ok(what: string, found: string): Line {
  return { state: 'ok', what, found };
}

export function warn(what: string, found: string, remedy: string): Line {
  return { state: 'warn', what, found, remedy };
}

export function bad(what: string, found: string, remedy: string): Line {
  return { state: 'bad', what, found, remedy };
}

export function printed({ state, what, found, remedy }: Line): string {
  return `${state.padEnd(4)}  ${what}: ${found}${remedy === undefined ? '' : `. ${remedy}`}\n`;
}
