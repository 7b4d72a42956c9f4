/** Of what the service was told to send: that it is on its way, or why it could not be sent, and that it goes out again. */
import { Alert, Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { useRecordWrite, WriteNote } from './record-write';
import { dateInWords } from './words';

interface Props {
  readonly patientId: string;
  readonly submission: NonNullable<Schemas['Authorization']['submission']>;
  /** Of the patient's log, as it was seen. */
  readonly version: number;
}

export function ServiceSending({ patientId, submission, version }: Props) {
  const { state, payer, queuedOn, failure } = submission;
  if (state === 'answered') return null;
  if (state === 'queued') return <Group gap="sm" role="status"><Loader size="sm" aria-hidden /><Text size="sm">The service is sending it to {payer} since {dateInWords(queuedOn)}, again where it fails. The decision appears by itself.</Text></Group>;
  return (
    <Alert color="red" title="The service could not send it, and waits for a person">
      <Stack gap="sm">
        <Text size="sm">{failure?.reason} (tried {failure?.attempts === 1 ? 'once' : `${failure?.attempts ?? 0} times`})</Text>
        <Resend patientId={patientId} submission={submission} version={version} />
      </Stack>
    </Alert>
  );
}

function Resend({ patientId, submission: { id }, version }: Props) {
  const mayTrack = useMay('track-authorization');
  const [reason, setReason] = useState('');
  const write = useRecordWrite(patientId, version, (body: Schemas['ResendDto'], header) => ask(api.POST('/v1/submissions/{submissionId}/resend', { params: { path: { submissionId: id }, header }, body })), { done: 'The service tries again.' });
  if (!mayTrack) return <Text size="sm">Authorization staff put right what stands against it, and send it again.</Text>;
  return (
    <>
      <TextInput label="What was put right" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <WriteNote write={write} title="Not sent" />
      <Group><Button size="xs" loading={write.isSending} onClick={() => write.send(reason.trim() === '' ? {} : { reason })}>Send it again</Button></Group>
    </>
  );
}
