/** Somebody has seen that an approval lapsed unused, and says what becomes of it. */
import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite } from '../../parts/record-write';
import { dateInWords, nameInWords } from '../../parts/words';
import type { DueDay } from './due-days';

export function AcknowledgeDialog({ day: { patientId = '', authorizationId, version, name, on }, onClose }: { readonly day: DueDay; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const write = useRecordWrite(patientId, version, (body: Schemas['AcknowledgementDto'], header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/expiry-acknowledgement', { params: { path: { patientId, authorizationId: authorizationId ?? '' }, header }, body })), { done: 'Acknowledged.', onDone: onClose });
  return (
    <RecordDialog title="The approval lapsed unused" action="Acknowledge" write={write} onClose={onClose} onSend={() => write.send({ reason })}>
      <Text size="sm">{name !== undefined && `${nameInWords(name)}: `}it held to {dateInWords(on)}, and no procedure was done under it.</Text>
      <Textarea label="What becomes of it" description="A new request, another plan, or that the step is given up and why" required maxLength={2000} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </RecordDialog>
  );
}
