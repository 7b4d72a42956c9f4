/**
 * Whether somebody is there. What the app asks by itself, because something changed elsewhere, must not keep a session awake that
 * nobody sits in front of: such requests say so, and the service lets the session end.
 */
const SIGNS = ['pointerdown', 'keydown', 'focus'] as const;
/** What is asked for later than this after the last sign of a person, the app asks for by itself. */
const OWN_MS = 60_000;
export const BACKGROUND_HEADER = 'pathgate-background';
/** Of a request that nobody is there for, however lately somebody was. */
export const ON_ITS_OWN: Readonly<Record<string, string>> = { [BACKGROUND_HEADER]: '1' };

/** Said here, because tests of what is no page read this file too, and their types know no window. */
const page = globalThis as unknown as { addEventListener?(sign: string, seen: () => void, options: object): void };

let lastSignAt = Date.now();
for (const sign of SIGNS) page.addEventListener?.(sign, () => { lastSignAt = Date.now(); }, { passive: true, capture: true });

export function sinceLastSignMs(): number {
  return Date.now() - lastSignAt;
}

export function isOnItsOwn(): boolean {
  return sinceLastSignMs() > OWN_MS;
}
