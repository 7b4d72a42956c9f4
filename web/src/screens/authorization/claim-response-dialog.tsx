/** The payer's own message, pasted or as a file: what would be read of it is shown before anything is recorded. */
import { Alert, Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, request, type Schemas } from '../../api/client';
import { positionInWords } from '../../parts/authorization-words';
import { ProblemNote } from '../../parts/problem-note';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite, WriteNote } from '../../parts/record-write';
import { DeterminationCard } from './determination-card';

type Answer = Schemas['ClaimResponseAnswer'];

interface Props {
  readonly patientId: string;
  readonly authorizationId: string;
  readonly version: number;
  readonly onClose: () => void;
}

export function ClaimResponseDialog({ patientId, authorizationId, version, onClose }: Props) {
  const [text, setText] = useState('');
  const address = `/v1/patients/${encodeURIComponent(patientId)}/authorizations/${encodeURIComponent(authorizationId)}/claim-response`;
  const send = async (query: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer> => await (await request(address + query, { method: 'POST', body, headers: { 'content-type': 'application/fhir+json', ...headers } })).json() as Answer;
  const reading = useMutation({ mutationFn: (body: string) => send('?dryRun=true', body, {}) });
  const write = useRecordWrite(patientId, version, (body: string, headers) => send('', body, { ...headers }), { done: 'The payer\'s answer is recorded as it came.', onDone: onClose });
  const read = reading.variables === text ? reading.data : undefined;
  const change = (next: string): void => {
    setText(next);
    write.clear();
  };
  return (
    <RecordDialog title="The payer's answer, as it came" action={read === undefined ? 'Show what it says' : 'Record it'} write={write} onClose={onClose} size="xl" onSend={() => (read === undefined ? reading.mutate(text) : write.send(text))}
      note={<>{reading.error !== null && reading.variables === text && <NotRead problem={reading.error} />}<WriteNote write={write} /></>}>
      <Textarea label="ClaimResponse, or the bundle that holds it (FHIR, JSON)" description="It is kept byte for byte as a document of the patient" required autosize minRows={6} maxRows={14} value={text} onChange={(event) => change(event.currentTarget.value)} styles={{ input: { fontFamily: 'ui-monospace, monospace' } }} />
      <Group><FileButton accept="application/json,application/fhir+json,.json" onChange={(file) => { if (file !== null) void file.text().then(change); }}>{(props) => <Button variant="default" size="xs" {...props}>Take it from a file</Button>}</FileButton></Group>
      {read !== undefined && (
        <Alert color="lagoon" title="Nothing is recorded yet. This is what is read:" aria-live="polite">
          <Stack gap="sm">
            <DeterminationCard determination={read.determination} patientId={patientId} />
            <Text size="sm">The authorization would stand so: {positionInWords(read.authorization.position)}.</Text>
            {read.deviations.length > 0 && <div><Text size="sm" fw={600}>Not as the published guide says:</Text><List size="sm">{read.deviations.map(({ pointer, message }) => <List.Item key={`${pointer} ${message}`}>{pointer}: {message}</List.Item>)}</List></div>}
          </Stack>
        </Alert>
      )}
    </RecordDialog>
  );
}

/** What is no JSON was most often copied in part. */
function NotRead({ problem }: { readonly problem: unknown }) {
  return (
    <Stack gap="xs">
      <ProblemNote problem={problem} title="Not read" />
      {problem instanceof Problem && problem.code === 'invalid-json' && <Text size="sm">Copy the whole message once more, from its first brace to its last, or take it from the file. What you pasted is still here.</Text>}
    </Stack>
  );
}
