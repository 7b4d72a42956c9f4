/** Who it is: birth date, numbers, the coverages that pay today. */
import { Badge, Group, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { dateInWords, spaced } from '../../parts/words';

export function PersonLine({ patient: { birthDate, identifiers, version }, today }: { readonly patient: Schemas['Patient']; readonly today: string }) {
  const numbers = identifiers.map(({ kind, value }) => `${kind === 'mrn' ? 'chart' : spaced(kind).toLowerCase()} ${value}`).join(', ');
  return <Text size="sm">Born {dateInWords(birthDate)} ({ageOn(birthDate, today)}){numbers !== '' && `; ${numbers}`}; record version {version}</Text>;
}

export function Coverages({ coverages, today }: { readonly coverages: Schemas['Patient']['coverages']; readonly today: string }) {
  const now = coverages.filter(({ from, to }) => (from === undefined || from <= today) && (to === undefined || to >= today)).sort((one, other) => one.order - other.order);
  if (now.length === 0) return <Badge color="red.9" variant="filled" radius="sm" tt="none" className="whole">No coverage today: nothing can be assessed</Badge>;
  return (
    <Group gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Coverages today">
      {now.map(({ order, payer, line, state, memberId, to }) => (
        <li key={`${order} ${payer}`}><Badge variant="outline" color="gray" c="inherit" radius="sm" tt="none" className="whole">{[`${order}. ${spaced(payer)}`, line === undefined ? '' : spaced(line), state ?? '', memberId === undefined ? '' : `member ${memberId}`, to === undefined ? '' : `to ${dateInWords(to)}`].filter((part) => part !== '').join(', ')}</Badge></li>
      ))}
    </Group>
  );
}

function ageOn(birthDate: string, today: string): string {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0);
  return `${years} years`;
}
