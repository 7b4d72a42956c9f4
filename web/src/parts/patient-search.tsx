/** Looking for a patient by the beginning of a name, a number or a birth date. What is typed never stands in an address. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../api/client';

const TYPING_MS = 250;

export function usePatientSearch() {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), TYPING_MS);
  const found = useQuery({ queryKey: ['patients', 'found', text], queryFn: () => ask(api.POST('/v1/patients/search', { body: { text } })), enabled: text !== '', staleTime: 0 });
  return { typed, setTyped, text, found };
}

export function PatientSearchBox({ label, typed, onType }: { readonly label: string; readonly typed: string; readonly onType: (typed: string) => void }) {
  return <TextInput type="search" label={label} description="The beginning of the family name, the whole chart number, or the birth date (1958‑04‑02)" leftSection={<IconSearch size={18} aria-hidden />} value={typed} onChange={(event) => onType(event.currentTarget.value)} maw="32rem" autoComplete="off" />;
}
