/**
 * Whether somebody is there. What the app asks by itself, because something changed elsewhere, must not keep a session awake that
 * nobody sits in front of: such requests say so, and the service lets the session end.
 */
const SIGNS = ['pointerdown', 'keydown', 'focus'] as const;
/** What is asked for later than this after the last sign of a person, the app asks for by itself. */
const OWN_MS = 60_000;
export const BACKGROUND_HEADER = 'pathgate-background';

let lastSignAt = Date.now();
for (const sign of SIGNS) window.addEventListener(sign, () => { lastSignAt = Date.now(); }, { passive: true, capture: true });

export function sinceLastSignMs(): number {
  return Date.now() - lastSignAt;
}

export function isOnItsOwn(): boolean {
  return sinceLastSignMs() > OWN_MS;
}
