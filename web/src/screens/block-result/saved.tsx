/** After saving: recorded, or on this device and on its way. */
import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconClockUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Schemas } from '../../api/client';
import { onSent } from '../../offline/sender';
import { useEntries } from '../../offline/use-entries';
import { RefusalNote } from '../../offline/waiting';
import { Result } from '../../parts/outcome';
import { dateInWords, spaced, stepInWords } from '../../parts/words';
import { useOnline } from '../../offline/use-online';

interface SavedProps {
  readonly patientId: string;
  readonly entryIds: readonly string[];
  readonly what: string;
}

export function Saved({ patientId, entryIds, what }: SavedProps) {
  const online = useOnline();
  const entries = useEntries();
  const [answer, setAnswer] = useState<Schemas['FactAnswer']>();
  useEffect(() => onSent((sent) => { if (entryIds.includes(sent.entry.id)) setAnswer(sent.answer as Schemas['FactAnswer']); }), [entryIds]);
  const left = (entries ?? []).filter(({ id }) => entryIds.includes(id));
  const refused = left.find(({ state }) => state === 'refused');
  const isRecorded = entries !== undefined && left.length === 0;
  return (
    <Stack aria-live="polite">
      {refused?.refusal !== undefined && <><RefusalNote refusal={refused.refusal} /><Group><Button component="a" href={`/app${refused.address}`}>Open what was typed</Button></Group></>}
      {refused === undefined && (isRecorded
        ? <Alert color="green" icon={<IconCircleCheck aria-hidden />} title={`Recorded: ${what}`}>It stands in the patient's record.</Alert>
        : <Alert color="lagoon" icon={<IconClockUp aria-hidden />} title={online ? 'Saved on this device, being sent' : 'Saved on this device'}>{online ? 'The service has not answered yet. It is sent again by itself until it has.' : 'There is no connection. It is sent by itself, once, as soon as there is one; you may go on with the next patient.'}</Alert>)}
      {answer?.episodes.map(({ episodeId, position, steps: [step] }) => (
        <Stack key={episodeId} gap={4}>
          <Title order={2} size="h4">Now: {spaced(position)}</Title>
          {step !== undefined && <Group gap="xs"><Text>Next: {stepInWords(step.step)}</Text>{'result' in step && <Result result={step.result} />}</Group>}
          {step !== undefined && 'earliestOn' in step && typeof step.earliestOn === 'string' && <Text>Possible from {dateInWords(step.earliestOn)}.</Text>}
        </Stack>
      ))}
      <Group>
        {answer !== undefined && <Button renderRoot={(props) => <Link to="/patients/$patientId/facts/$factId/documentation" params={{ patientId, factId: answer.factId }} {...props} />}>Check the note</Button>}
        {answer !== undefined && <Button variant="default" renderRoot={(props) => <Link to="/patients/$patientId/block-result" params={{ patientId }} search={{ factId: answer.factId }} {...props} />}>Add a later score</Button>}
        <Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>To the patient</Anchor>
      </Group>
    </Stack>
  );
}
