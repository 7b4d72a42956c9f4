/** One patient of a source beside who it may be: the same particulars in the same order, and where they agree, said in words. */
import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { PatientChoice } from '../../parts/patient-choice';
import { instantInWords, nameInWords } from '../../parts/words';
import { Candidate, LookedUp } from './candidate';
import { HeldActs } from './held-acts';
import { Particulars } from './particulars';
import { REASONS, type Held } from './words';

interface Props {
  readonly held: Held;
  readonly onDecided: (answer: Schemas['HeldPatientAnswer']) => void;
  readonly onAgain: () => void;
}

export function HeldCard({ held, onDecided, onAgain }: Props) {
  const [looked, setLooked] = useState<string>();
  const { key, source, reason, state, person, candidates, statements } = held;
  const who = person.name === null ? `${key} of ${source}` : nameInWords(person.name);
  const isWaiting = state === 'waiting';
  const shown = candidates.some(({ patientId }) => patientId === looked) ? undefined : looked;
  return (
    <Card withBorder component="article" aria-label={who}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <Title order={2} size="h4">{who}</Title>
          <Badge variant="outline" color="gray" c="inherit" radius="sm" tt="none" className="whole">{statements === 1 ? '1 statement waits' : `${statements} statements wait`}</Badge>
        </Group>
        <Text>{isWaiting ? REASONS[reason] : <Outcome held={held} />}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <Card withBorder component="section" aria-label={`As ${source} has the person`} bg="var(--mantine-color-default-hover)">
            <Title order={3} size="h6">As {source} has the person</Title>
            <Particulars name={person.name} birthDate={person.birthDate} identifiers={person.identifiers} also={[['Key there', key], ...(person.sex === null ? [] : [['Sex', person.sex] as const])]} />
          </Card>
          {candidates.map((candidate) => <Candidate key={candidate.patientId} held={held} candidate={candidate} onDecided={onDecided} onAgain={onAgain} />)}
          {isWaiting && shown !== undefined && <LookedUp held={held} patientId={shown} onDecided={onDecided} onAgain={onAgain} />}
        </SimpleGrid>
        {isWaiting && <PatientChoice label={candidates.length === 0 ? 'Find a patient of ours' : 'Find another patient of ours'} onChoose={setLooked} />}
        {isWaiting && <HeldActs held={held} who={who} onDecided={onDecided} onAgain={onAgain} />}
      </Stack>
    </Card>
  );
}

function Outcome({ held: { state, decidedBy, decidedAt, decidedWhy } }: { readonly held: Held }) {
  const what = { waiting: '', linked: 'Said to be somebody of ours', registered: 'Registered as somebody new', dismissed: 'Left out' }[state];
  return <>{what} by {decidedBy}, {instantInWords(decidedAt)}{decidedWhy === null ? '' : `: ${decidedWhy}`}</>;
}
