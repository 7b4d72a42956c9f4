/** The leads are out: when, and what was measured at the end against the beginning. A correction of the trial, which keeps the former statement. */
import { Button, Group, NumberInput, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, askWhole } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { only } from '../block-result/block-form';
import type { TrialFact } from './trial-days';

export function TrialEnd({ patientId, factId, trial, factVersion }: { readonly patientId: string; readonly factId: string; readonly trial: TrialFact; readonly factVersion: number | undefined }) {
  const [at, setAt] = useState('');
  const [walked, setWalked] = useState<Pair>({});
  const [dose, setDose] = useState<Pair>({});
  const { mutate, error, isPending } = useWrite({
    send: async (fact: TrialFact, key) => {
      // The version of the fact that was seen is what it replaces; the record may have moved in other places.
      const { etag = '' } = await askWhole(api.GET('/v1/patients/{patientId}', { params: { path: { patientId } } }));
      return ask(api.POST('/v1/patients/{patientId}/facts/{factId}/corrections', { params: { path: { patientId, factId }, header: { 'Idempotency-Key': key, 'If-Match': etag } }, body: { fact, reason: 'The trial has ended: the leads are out.', ...only({ replaces: factVersion }) } }));
    },
    onDone: () => notifications.show({ message: 'Recorded: the leads are out.', color: 'green' }),
    changes: [['patient', patientId], ['queue']],
  });
  const { function: measure, analgesic } = trial;
  const measured = walked.before !== undefined && walked.end !== undefined ? { measure: 'walking-minutes', baseline: walked.before, end: walked.end } : measure;
  const doses = dose.before !== undefined && dose.end !== undefined ? { unit: 'MME', baseline: dose.before, end: dose.end } : analgesic;
  return (
    <Paper withBorder p="md" component="section" aria-label="Leads out" className="not-printed">
      <form onSubmit={(event) => { event.preventDefault(); mutate({ ...trial, endedAt: withOffset(at), ...only({ function: measured, analgesic: doses }) }); }}>
        <Stack gap="sm">
          <Title order={2} size="h4">The leads are out</Title>
          <Text size="sm" c="dimmed">The day of the pull ends the trial; what the diary says of the last days then decides.</Text>
          <Group align="flex-end" gap="md">
            <TextInput type="datetime-local" label="Leads out at" required value={at} min={trial.startedAt.slice(0, 16)} onChange={(event) => setAt(event.currentTarget.value)} />
            {measure === undefined && <PairInput label="Minutes walked" value={walked} onChange={setWalked} />}
            {analgesic === undefined && <PairInput label="Dose a day, MME" value={dose} onChange={setDose} />}
            <Button type="submit" loading={isPending} disabled={at === ''}>Record the pull</Button>
          </Group>
          {error !== null && <ProblemNote problem={error} title="Not recorded" />}
        </Stack>
      </form>
    </Paper>
  );
}

interface Pair {
  readonly before?: number;
  readonly end?: number;
}

/** Both or neither: a figure at the end means nothing without the one before. */
function PairInput({ label, value, onChange }: { readonly label: string; readonly value: Pair; readonly onChange: (value: Pair) => void }) {
  const numeric = (given: string | number): number | undefined => (typeof given === 'number' ? given : undefined);
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput label={`${label}, before the trial`} min={0} w={210} onChange={(given) => onChange(only({ before: numeric(given), end: value.end }))} />
      <NumberInput label={`${label}, at the end`} min={0} w={210} onChange={(given) => onChange(only({ before: value.before, end: numeric(given) }))} />
    </Group>
  );
}

/** The wall clock where it was done, with its distance to UTC: the day of the pull is that day. */
function withOffset(local: string): string {
  const minutes = -new Date(local).getTimezoneOffset();
  const two = (number: number): string => String(Math.trunc(Math.abs(number))).padStart(2, '0');
  return `${local}:00${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
