/** Conversations with the payer about a request: they move nothing and are kept. */
import { Button, Group, NativeSelect, NumberInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { channelInWords } from './authorization-words';
import { useRecordWrite, WriteNote } from './record-write';
import { instantInWords } from './words';

type Call = Schemas['CallDto'];
const CHANNELS: readonly Call['channel'][] = ['phone', 'portal', 'fax', 'mail'];

interface Props {
  readonly patientId: string;
  readonly authorizationId: string;
  readonly calls: Schemas['Authorization']['calls'];
}

export function CallLog({ patientId, authorizationId, calls = [] }: Props) {
  const [isOpen, setOpen] = useState(false);
  const mayLog = useMay('track-authorization');
  return (
    <Stack gap="sm">
      {calls.length === 0 ? <Text size="sm">No conversation is logged.</Text> : (
        <Stack component="ol" gap="xs" m={0} pl="lg">
          {calls.map(({ at, channel, spokeWith, reference, minutes, text }) => (
            <li key={`${at} ${spokeWith}`}>
              <Text size="sm" fw={600}>{instantInWords(at)}, {channelInWords(channel).toLowerCase()}, {spokeWith}{reference === undefined ? '' : `, number ${reference}`}{minutes === undefined ? '' : `, ${minutes} min`}</Text>
              <Text size="sm">{text}</Text>
            </li>
          ))}
        </Stack>
      )}
      {mayLog && !isOpen && <Group><Button size="xs" variant="default" onClick={() => setOpen(true)}>Log a conversation</Button></Group>}
      {isOpen && <CallForm patientId={patientId} authorizationId={authorizationId} onClose={() => setOpen(false)} />}
    </Stack>
  );
}

function CallForm({ patientId, authorizationId, onClose }: { readonly patientId: string; readonly authorizationId: string; readonly onClose: () => void }) {
  const [channel, setChannel] = useState<Call['channel']>('phone');
  const [spokeWith, setSpokeWith] = useState('');
  const [reference, setReference] = useState('');
  const [minutes, setMinutes] = useState<number>();
  const [text, setText] = useState('');
  const write = useRecordWrite(patientId, undefined, (body: Call, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/calls', { params: { path: { patientId, authorizationId }, header }, body })), { done: 'The conversation is logged.', onDone: onClose });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    write.send({ channel, spokeWith, text, ...(reference.trim() !== '' && { reference }), ...(minutes !== undefined && { minutes }) });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <NativeSelect label="How" value={channel} onChange={(event) => setChannel(event.currentTarget.value as Call['channel'])} data={CHANNELS.map((value) => ({ value, label: channelInWords(value) }))} />
          <TextInput label="Who was spoken to" required maxLength={120} value={spokeWith} onChange={(event) => setSpokeWith(event.currentTarget.value)} flex="1 1 12rem" />
          <TextInput label="The payer's number of the call" maxLength={200} value={reference} onChange={(event) => setReference(event.currentTarget.value)} flex="1 1 10rem" />
          <NumberInput label="Minutes" min={0} max={1440} w={110} value={minutes ?? ''} hideControls onChange={(value) => setMinutes(typeof value === 'number' ? value : undefined)} />
        </Group>
        <Textarea label="What was said" required autosize minRows={2} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <WriteNote write={write} />
        <Group><Button type="submit" size="xs" loading={write.isSending}>Log it</Button><Button size="xs" variant="default" onClick={onClose}>Back</Button></Group>
      </Stack>
    </form>
  );
}
