import { Text } from '@mantine/core';
import { Fragment } from 'react';
import { dateInWords, nameInWords, spaced } from '../../parts/words';

export interface Person {
  readonly name: { readonly family: string; readonly given: string } | null;
  readonly birthDate: string | null;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
}

/** A difference is a word behind the value, and no colour alone. */
export function Particulars({ name, birthDate, identifiers, also = [], beside }: Person & { readonly also?: readonly (readonly [string, string])[]; readonly beside?: Person }) {
  const numbers = identifiers.map(({ kind, value }) => [kind === 'mrn' ? 'Chart number' : spaced(kind), value, compared(value, beside?.identifiers.filter((one) => one.kind === kind).map((one) => one.value))] as const);
  const rows: readonly (readonly [string, string, string?])[] = [
    ['Name', name === null ? 'not said' : nameInWords(name), compared(foldedName(name), beside === undefined || beside.name === null ? undefined : [foldedName(beside.name)])],
    ['Born', birthDate === null ? 'not said' : dateInWords(birthDate), compared(birthDate ?? '', beside === undefined || beside.birthDate === null ? undefined : [beside.birthDate])],
    ...numbers, ...also,
  ];
  return (
    <dl style={{ display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: '0.75rem', margin: '0.25rem 0' }}>
      {rows.map(([what, value, agrees = '']) => (
        <Fragment key={`${what} ${value}`}><Text component="dt" size="sm" c="dimmed">{what}</Text><Text component="dd" size="sm" m={0} className="tabular">{value}{agrees !== '' && <Text span inherit fw={agrees === 'differs' ? 700 : 400}> ({agrees})</Text>}</Text></Fragment>
      ))}
    </dl>
  );
}

const foldedName = (name: Person['name']): string => (name === null ? '' : nameInWords(name).toLowerCase());

/** Nothing is said of what the other does not have. */
function compared(value: string, others: readonly string[] | undefined): string {
  if (others === undefined || others.length === 0 || value === '') return '';
  return others.includes(value) ? 'the same' : 'differs';
}
