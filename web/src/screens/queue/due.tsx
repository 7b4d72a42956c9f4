/** By when: how near first, then the day and what it is. An earliest day is a beginning and never late. */
import { Text } from '@mantine/core';
import { IconAlarm, IconClockExclamation } from '@tabler/icons-react';
import { deadlineInWords } from '../../parts/deadline-words';
import { dateInWords, daysInWords } from '../../parts/words';
import type { QueueItem } from './queue-filter';

export function DueCell({ dueOn, dueKind, daysLeft, snoozedUntil }: Pick<QueueItem, 'dueOn' | 'dueKind' | 'daysLeft' | 'snoozedUntil'>) {
  const snoozed = snoozedUntil !== null && <Text size="xs" className="queue-snoozed">Snoozed to {dateInWords(snoozedUntil)}</Text>;
  if (dueOn === null || daysLeft === null) return <><Text size="sm" c="dimmed">No day is due</Text>{snoozed}</>;
  if (dueKind === 'earliest-day') return <><Text size="sm">{daysLeft > 0 ? `From ${dateInWords(dueOn)}` : 'Open now'}</Text><Text size="xs" c="dimmed">{deadlineInWords(dueKind)}, {daysInWords(daysLeft)}</Text>{snoozed}</>;
  return (
    <>
      <span className="queue-due" data-near={nearness(daysLeft)}>{daysLeft < 0 && <IconClockExclamation size={15} aria-hidden />}{daysLeft === 0 && <IconAlarm size={15} aria-hidden />}{inWords(daysLeft)}</span>
      <Text size="xs" c="dimmed">{dateInWords(dueOn)}{dueKind !== null && ` · ${deadlineInWords(dueKind)}`}</Text>
      {snoozed}
    </>
  );
}

/** Only what is past or of today is marked: what is near is told by the number. */
function nearness(days: number): 'late' | 'today' | 'later' {
  return days < 0 ? 'late' : days === 0 ? 'today' : 'later';
}

function inWords(days: number): string {
  if (days === 0) return 'Today';
  const count = `${Math.abs(days)} day${Math.abs(days) === 1 ? '' : 's'}`;
  return days < 0 ? `${count} late` : `${count} left`;
}
