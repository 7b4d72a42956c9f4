import { Badge } from '@mantine/core';
import { STATES, type Run } from './words';

const COLORS: Readonly<Record<Run['state'], string>> = { reading: 'blue.9', checking: 'blue.9', recording: 'blue.9', checked: 'grape.8', recorded: 'green.9', refused: 'red.9', unreadable: 'red.9', discarded: 'gray.7' };

export function StateBadge({ state }: { readonly state: Run['state'] }) {
  return <Badge color={COLORS[state]} radius="sm" tt="none" className="whole">{STATES[state]}</Badge>;
}
