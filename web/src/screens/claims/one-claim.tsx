/** One claim: from the service lines of a day, typed, or pasted; checked as often as it is changed. */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask, Problem } from '../../api/client';
import { useToday } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { PatientChoice } from '../../parts/patient-choice';
import { PatientLine } from '../../parts/patient-line';
import { ProblemNote } from '../../parts/problem-note';
import { ClaimForm } from './claim-form';
import { ClaimResult } from './claim-result';
import { bodyOf, emptyClaim, fromJson, type Claim, type ClaimCheck, type ClaimState } from './claim-state';

interface Props {
  readonly patientId: string | undefined;
  readonly dateOfService: string | undefined;
  readonly onChoose: (patientId: string | undefined) => void;
}

export function OneClaim({ patientId, dateOfService, onChoose }: Props) {
  const today = useToday();
  const [claim, setClaim] = useState<ClaimState | undefined>(() => (patientId === undefined ? undefined : emptyClaim(patientId, dateOfService ?? today)));
  const { mutate, data, error, isPending, variables } = useMutation({ mutationFn: async (body: Claim) => await ask(api.POST('/v1/claims/check', { body, headers: { accept: 'application/json' } })) as ClaimCheck });
  const start = (chosen: ClaimState): void => {
    setClaim(chosen);
    onChoose(chosen.patientId);
  };
  const again = (): void => {
    setClaim(undefined);
    onChoose(undefined);
  };
  if (claim === undefined) return <Start onStart={start} today={today} />;
  const body = bodyOf(claim);
  const isOfThis = JSON.stringify(variables) === JSON.stringify(body);
  const check = (event: FormEvent): void => {
    event.preventDefault();
    mutate(body);
  };
  return (
    <form onSubmit={check}>
      <Stack>
        <Group justify="space-between"><PatientLine patientId={claim.patientId} /><Button size="xs" variant="default" onClick={again}>Another patient</Button></Group>
        <ClaimForm claim={claim} onChange={setClaim} faults={error instanceof Problem && isOfThis ? error.errors : []} />
        <Group><Button type="submit" loading={isPending}>Check the claim</Button></Group>
        <div aria-live="polite">
          {error !== null && isOfThis && <ProblemNote problem={error} title="It could not be checked" />}
          {data !== undefined && (isOfThis ? <ClaimResult check={data} /> : <Text size="sm" c="dimmed">The claim was changed since it was checked: check it again.</Text>)}
        </div>
      </Stack>
    </form>
  );
}

function Start({ onStart, today }: { readonly onStart: (claim: ClaimState) => void; readonly today: string }) {
  const [text, setText] = useState('');
  const [complaint, setComplaint] = useState('');
  const paste = (): void => {
    const found = fromJson(text);
    if (typeof found === 'string') setComplaint(found);
    else onStart(found);
  };
  return (
    <Stack maw="48rem">
      <EmptyState title="Whose claim is it?">Find the patient to start from the service lines of a day, or paste a claim.</EmptyState>
      <PatientChoice onChoose={(patientId) => onStart(emptyClaim(patientId, today))} />
      <Textarea label="Or paste a claim (JSON)" autosize minRows={3} maxRows={12} value={text} onChange={(event) => { setText(event.currentTarget.value); setComplaint(''); }} error={complaint === '' ? undefined : complaint} />
      <Group><Button variant="default" disabled={text.trim() === ''} onClick={paste}>Take the pasted claim</Button></Group>
    </Stack>
  );
}
