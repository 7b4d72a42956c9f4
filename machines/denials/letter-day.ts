/** A day that the payer's letter states, with the letter: it stands in place of the arithmetic, which is still told. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState, LetterDeadline } from '../authorization';
import type { AppealLevel, ByLetter } from './ladder';

type Said = ByLetter & { readonly on: PlainDate };

export function letterOf({ letterDays = [] }: Pick<AuthorizationState, 'letterDays'>, kind: LetterDeadline, documents: readonly { readonly id: string; readonly title: string }[]): Said | undefined {
  const day = letterDays.find((each) => each.kind === kind);
  if (day === undefined) return undefined;
  const { on, documentId, reason } = day;
  const title = documents.find(({ id }) => id === documentId)?.title;
  return { on, documentId, reason, ...(title !== undefined && { title }) };
}

export function letterInWords({ on, title, reason }: Said, without?: string): string {
  return `The payer's letter${title === undefined ? '' : ` "${title}"`} says ${on} (${reason}).${without === undefined ? '' : ` Without it: ${without}`}`;
}

/** The level with the letter's last day; no other reading stands beside it. */
export function levelByLetter(reckoned: AppealLevel, letter: Said | undefined): AppealLevel {
  if (letter === undefined) return reckoned;
  const { contested: _, ...level } = reckoned;
  const { on: dueOn, ...byLetter } = letter;
  return { ...level, dueOn, arithmetic: letterInWords(letter, level.arithmetic), byLetter };
}
