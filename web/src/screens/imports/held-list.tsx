/** Patients of a source about whom a person decides; those decided about can be looked at again. */
import { Alert, Anchor, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { HeldCard } from './held-card';
import { useHeld } from './queries';
import { RefusalTable } from './refusals';
import { countsInWords, type Held } from './words';

const SHOWN: readonly { readonly value: Held['state']; readonly label: string }[] = [{ value: 'waiting', label: 'Waiting' }, { value: 'linked', label: 'Somebody of ours' }, { value: 'registered', label: 'Registered' }, { value: 'dismissed', label: 'Left out' }];

export function HeldList() {
  const search = useSearch({ from: '/imports' });
  const navigate = useNavigate();
  const [decided, setDecided] = useState<Schemas['HeldPatientAnswer']>();
  const state = SHOWN.find(({ value }) => value === search['show'])?.value ?? 'waiting';
  const held = useHeld(state);
  const items = held.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <NativeSelect label="Show" value={state} data={SHOWN.map((one) => ({ ...one }))} onChange={(event) => void navigate({ to: '/imports', search: { ...search, tab: 'people', show: event.currentTarget.value }, replace: true })} w={{ base: '100%', xs: '16rem' }} />
      {decided !== undefined && <Decided answer={decided} />}
      {held.error !== null && <ProblemNote problem={held.error} onAgain={() => void held.refetch()} />}
      {held.isPending && <Loading what="who waits" />}
      {held.data !== undefined && items.length === 0 && (state === 'waiting' ? (
        <EmptyState title="Nobody waits">Patients of an import wait here when the program cannot know who they are: the same name and date of birth under another number, a date of birth that differs, a chart number of two. An administrator imports; <Text span inherit ff="monospace">docs/import.md</Text> tells how, and <Text span inherit ff="monospace">npm run import -- --demo</Text> shows a sample.</EmptyState>
      ) : <Text c="dimmed">None.</Text>)}
      {items.map((one) => <HeldCard key={one.heldId} held={one} onDecided={setDecided} onAgain={() => void held.refetch()} />)}
      {held.hasNextPage && <Group><Button variant="default" loading={held.isFetchingNextPage} onClick={() => void held.fetchNextPage()}>Show more</Button></Group>}
    </Stack>
  );
}

/** What a decision brought, with the way to the record, as the card itself is gone. */
function Decided({ answer: { state, key, source, patientId, counts = {}, refusals = [] } }: { readonly answer: Schemas['HeldPatientAnswer'] }) {
  const said = countsInWords(counts).filter(({ name }) => name !== 'patients-registered');
  const title = state === 'dismissed' ? `${key} of ${source} is left out` : state === 'registered' ? `${key} of ${source} is registered` : `${key} of ${source} is known here from now on`;
  return (
    <Alert color="green" role="status" title={title}>
      {said.length > 0 && <Text size="sm">What the source says: {said.map(({ count, words }) => `${count} ${words}`).join('; ')}.</Text>}
      {patientId !== undefined && <Text size="sm"><Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>Open the patient</Anchor>. If it was somebody else, it can be undone there.</Text>}
      {refusals.length > 0 && <RefusalTable items={refusals} />}
    </Alert>
  );
}
