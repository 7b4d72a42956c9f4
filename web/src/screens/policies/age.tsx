/** How old the reading of a policy is, and whether it wants to be read again. */
import { Badge, Group, Text } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { dateInWords, daysInWords } from '../../parts/words';
import type { Policy } from './words';

export function Age({ policy: { readOn, ageDays, reviewBy, reviewDue = false } }: { readonly policy: Policy }) {
  if (readOn === null || readOn === undefined) return <Text size="sm">Not said when it was read</Text>;
  return (
    <Group gap={4}>
      <Text size="sm" span>Read {dateInWords(readOn)}{ageDays === null || ageDays === undefined ? '' : `, ${daysInWords(-ageDays)}`}</Text>
      {reviewDue ? <Badge color="yellow" variant="filled" autoContrast tt="none" leftSection={<IconClock size={12} aria-hidden />}>Review due since {dateInWords(reviewBy)}</Badge>
        : reviewBy !== null && reviewBy !== undefined && <Text size="sm" span c="dimmed">again by {dateInWords(reviewBy)}</Text>}
    </Group>
  );
}
