/** How near a day is, and how it is counted: from which day, how many, by which rule of which source; or the letter that stands in its place. */
import { Badge, List, Text, VisuallyHidden } from '@mantine/core';
import type { Schemas } from '../api/client';
import { dateInWords, datesInWords, spaced } from './words';

const STATES: Readonly<Record<string, { readonly word: string; readonly color: string }>> = {
  overdue: { word: 'Overdue', color: 'red.9' }, 'due-today': { word: 'Today', color: 'red.9' }, contested: { word: 'Perhaps over: sources differ', color: 'orange.9' }, 'due-soon': { word: 'Soon', color: 'orange.9' }, 'due-later': { word: 'Later', color: 'gray.7' },
};

export function DeadlineState({ state }: { readonly state: string }) {
  const { word, color } = STATES[state] ?? { word: state, color: 'gray.7' };
  return <Badge color={color} variant="filled" radius="sm" tt="none">{word}</Badge>;
}

interface ArithmeticProps {
  readonly arithmetic: Schemas['Deadline']['arithmetic'];
  readonly overriddenBy?: Schemas['Deadline']['overriddenBy'];
  /** Of which day, for who hears it among others. */
  readonly of?: string;
}

export function DeadlineArithmetic({ arithmetic, overriddenBy, of }: ArithmeticProps) {
  return (
    <>
      {overriddenBy !== undefined && <Text size="sm">The payer's letter says {dateInWords(overriddenBy.date)}; it stands in place of the count.</Text>}
      {arithmetic !== undefined && (
        <details>
          <summary>How this day is counted{of !== undefined && <VisuallyHidden>: {of}</VisuallyHidden>}</summary>
          <Text size="sm">{datesInWords(arithmetic.sentence)}</Text>
          <List size="sm">{arithmetic.parts.map((part, index) => <List.Item key={index}>{partInWords(part)}</List.Item>)}</List>
        </details>
      )}
    </>
  );
}

function partInWords({ from, fromWhat, count, unit, rule, source }: Schemas['DeadlinePart']): string {
  const counted = count === undefined ? '' : `, ${count} ${(unit ?? 'days').replaceAll('-', ' ')}`;
  const by = source !== undefined ? `${source.title}, ${source.document}${source.section === undefined ? '' : `, ${source.section}`}` : rule === 'practice-reminder' ? 'the practice\'s own reminder, no payer\'s rule' : spaced(rule);
  return `${dateInWords(from)} (${datesInWords(fromWhat)})${counted}: ${by}`;
}
