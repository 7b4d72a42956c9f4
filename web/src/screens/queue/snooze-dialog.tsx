/** Put off until a day: until then it is in the view All alone. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useToday } from '../../api/session';
import { dateInWords } from '../../parts/words';
import type { Change } from './need-work';

interface DialogProps {
  readonly about: string;
  readonly isSnoozed: boolean;
  readonly isWorking: boolean;
  readonly onChange: (change: Change, done: string) => void;
  readonly onClose: () => void;
}

const CHOICES = [['Tomorrow', 1], ['In 3 days', 3], ['In a week', 7], ['In 2 weeks', 14]] as const;
const DAY_MS = 86_400_000;

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function SnoozeDialog({ about, isSnoozed, isWorking, onChange, onClose }: DialogProps) {
  const today = useToday();
  const [day, setDay] = useState('');
  const snooze = (until: string): void => onChange({ what: 'snooze', to: until }, `${about}: put off until ${dateInWords(until)}.`);
  return (
    <Modal opened onClose={onClose} title="Snooze" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={(event) => { event.preventDefault(); if (day !== '') snooze(day); }}>
        <Stack>
          <Text size="sm">{about}. Until the day it comes back it is in the view All only.</Text>
          <Group gap="xs">{CHOICES.map(([label, days], index) => <Button key={label} variant="default" loading={isWorking} onClick={() => snooze(dayAfter(today, days))} {...(index === 0 && { 'data-autofocus': true })}>{label}</Button>)}</Group>
          <TextInput type="date" label="Or until" min={dayAfter(today, 1)} value={day} onChange={(event) => setDay(event.currentTarget.value)} maw="16rem" />
          <Group><Button type="submit" disabled={day === ''} loading={isWorking}>Snooze</Button>{isSnoozed && <Button variant="default" loading={isWorking} onClick={() => onChange({ what: 'snooze', to: null }, `${about}: no longer put off.`)}>Bring it back now</Button>}</Group>
        </Stack>
      </form>
    </Modal>
  );
}
