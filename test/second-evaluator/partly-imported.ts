import { Draw } from './draw';
import type { History } from './record';

/** Some of the facts were imported, and nobody has attested them; drawn from the far end of the strip, so that the history itself stays what it was. */
export function partlyImported(history: History, strip: readonly number[]): History {
  const draw = new Draw([...strip].reverse());
  const percent = draw.pick([0, 20, 50]);
  return { ...history, unattested: history.facts.filter(() => draw.chance(percent)) };
}
