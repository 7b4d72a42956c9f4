/** A patient found by the beginning of a name, a number or a birth date. What is typed never stands in an address. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../api/client';
import { ProblemNote } from './problem-note';
import { dateInWords, nameInWords } from './words';

const TYPING_MS = 250;

export function PatientChoice({ onChoose }: { readonly onChoose: (patientId: string) => void }) {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { data, error } = useQuery({ queryKey: ['patients', 'found', text], queryFn: () => ask(api.POST('/v1/patients/search', { body: { text } })), enabled: text !== '', staleTime: 0 });
  return (
    <Stack gap="xs">
      <TextInput type="search" label="Find the patient" description="The beginning of the family name, the whole chart number, or the birth date (1958‑04‑02)" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} maw="32rem" autoComplete="off" />
      {error !== null && <ProblemNote problem={error} />}
      {data !== undefined && text !== '' && <Text size="sm" role="status">{data.items.length === 0 ? 'Nobody is found.' : `${data.items.length}${data.more ? ' and more' : ''} found`}</Text>}
      <Group gap="xs">{text !== '' && (data?.items ?? []).map(({ patientId, name, birthDate }) => <Button key={patientId} variant="default" onClick={() => onChoose(patientId)}>{nameInWords(name)}, born {dateInWords(birthDate)}</Button>)}</Group>
    </Stack>
  );
}
