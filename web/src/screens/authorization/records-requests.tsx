/** Records asked of another provider: what was asked, when to ask again, and that they came. */
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { usePatientDeadlines } from '../../api/patient';
import { useMay, useToday } from '../../api/session';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite } from '../../parts/record-write';
import { ChaseDialog, ReceiptDialog } from '../../parts/records-dialogs';
import { dateInWords } from '../../parts/words';

type RecordsRequest = Schemas['RecordsRequest'];
type Doing = { readonly kind: 'ask' } | { readonly kind: 'chase' | 'receive'; readonly request: RecordsRequest };

interface Props {
  readonly patientId: string;
  readonly episodeId: string;
  readonly version: number;
}

export function RecordsRequests({ patientId, episodeId, version }: Props) {
  const { data } = usePatientDeadlines(patientId);
  const mayTrack = useMay('track-authorization');
  const [doing, setDoing] = useState<Doing>();
  const requests = (data?.recordsRequests ?? []).filter((one) => one.episodeId === undefined || one.episodeId === episodeId);
  const common = { patientId, version, onClose: () => setDoing(undefined) };
  return (
    <Stack gap="sm">
      {requests.length === 0 && <Text size="sm">Nothing is asked for.</Text>}
      {requests.map((request) => (
        <div key={request.recordsRequestId}>
          <Text size="sm" fw={600}>{request.from}: {request.what}</Text>
          <Text size="sm">{request.received === undefined ? `Asked ${dateInWords(request.chasedOn.at(-1) ?? request.askedOn)}${request.chasedOn.length > 0 ? ` (${request.chasedOn.length + 1} times)` : ''}, ask again ${dateInWords(request.chaseOn)}.` : `Came ${dateInWords(request.received.on)}.`}</Text>
          {mayTrack && request.received === undefined && <Group gap="xs"><Button size="compact-sm" variant="subtle" px={6} onClick={() => setDoing({ kind: 'chase', request })}>Asked again</Button><Button size="compact-sm" variant="subtle" px={6} onClick={() => setDoing({ kind: 'receive', request })}>They came</Button></Group>}
        </div>
      ))}
      {mayTrack && <Group><Button size="xs" variant="default" onClick={() => setDoing({ kind: 'ask' })}>Ask for records</Button></Group>}
      {doing?.kind === 'ask' && <AskDialog {...common} episodeId={episodeId} />}
      {doing?.kind === 'chase' && <ChaseDialog {...common} request={doing.request} />}
      {doing?.kind === 'receive' && <ReceiptDialog {...common} request={doing.request} />}
    </Stack>
  );
}

type Common = Pick<Props, 'patientId' | 'version'> & { readonly onClose: () => void };

function AskDialog({ patientId, version, onClose, episodeId }: Common & { readonly episodeId: string }) {
  const today = useToday();
  const [body, setBody] = useState({ from: '', what: '', askedOn: today, chaseOn: '' });
  const write = useRecordWrite(patientId, version, (sent: Schemas['RecordsRequestDto'], header) => ask(api.POST('/v1/patients/{patientId}/records-requests', { params: { path: { patientId }, header }, body: sent })), { done: 'Recorded: asked for.', onDone: onClose });
  const field = (name: keyof typeof body) => ({ value: body[name], onChange: (event: { readonly currentTarget: { readonly value: string } }) => setBody({ ...body, [name]: event.currentTarget.value }) });
  return (
    <RecordDialog title="Ask another provider for records" action="Record it" write={write} onClose={onClose} onSend={() => write.send({ ...body, episodeId })}>
      <TextInput label="The other provider" required maxLength={200} {...field('from')} />
      <Textarea label="What was asked for" required autosize minRows={2} {...field('what')} />
      <Group><TextInput type="date" label="Asked on" required {...field('askedOn')} /><TextInput type="date" label="Ask again on" required {...field('chaseOn')} /></Group>
    </RecordDialog>
  );
}
