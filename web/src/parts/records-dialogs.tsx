/** Records that were asked of another provider: they were asked for again, or they came. */
import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useToday } from '../api/session';
import { DocumentField } from './document-field';
import { RecordDialog } from './record-dialog';
import { useRecordWrite } from './record-write';

interface RecordsProps {
  readonly patientId: string;
  /** Of the patient's log, as it was seen. */
  readonly version: number;
  readonly request: Pick<Schemas['RecordsRequest'], 'recordsRequestId' | 'from'>;
  readonly onClose: () => void;
}

export function ChaseDialog({ patientId, version, onClose, request: { recordsRequestId, from } }: RecordsProps) {
  const today = useToday();
  const [chasedOn, setChasedOn] = useState(today);
  const [chaseOn, setChaseOn] = useState('');
  const write = useRecordWrite(patientId, version, (body: Schemas['ChaseDto'], header) => ask(api.POST('/v1/patients/{patientId}/records-requests/{recordsRequestId}/chases', { params: { path: { patientId, recordsRequestId }, header }, body })), { done: 'Recorded: asked again.', onDone: onClose });
  return (
    <RecordDialog title={`Asked ${from} again`} action="Record it" write={write} onClose={onClose} onSend={() => write.send({ chasedOn, chaseOn })}>
      <Group><TextInput type="date" label="Asked again on" required value={chasedOn} onChange={(event) => setChasedOn(event.currentTarget.value)} /><TextInput type="date" label="Ask next on" required value={chaseOn} onChange={(event) => setChaseOn(event.currentTarget.value)} /></Group>
    </RecordDialog>
  );
}

export function ReceiptDialog({ patientId, version, onClose, request: { recordsRequestId, from } }: RecordsProps) {
  const today = useToday();
  const [receivedOn, setReceivedOn] = useState(today);
  const [documentId, setDocumentId] = useState('');
  const write = useRecordWrite(patientId, version, (body: Schemas['ReceiptDto'], header) => ask(api.POST('/v1/patients/{patientId}/records-requests/{recordsRequestId}/receipt', { params: { path: { patientId, recordsRequestId }, header }, body })), { done: 'Recorded: they came.', onDone: onClose });
  return (
    <RecordDialog title={`The records of ${from} came`} action="Record it" write={write} onClose={onClose} onSend={() => write.send({ receivedOn, ...(documentId !== '' && { documentId }) })}>
      <TextInput type="date" label="They came on" required value={receivedOn} onChange={(event) => setReceivedOn(event.currentTarget.value)} maw="16rem" />
      <DocumentField patientId={patientId} label="The records" value={documentId} onChange={setDocumentId} suggestedTitle="Records of another provider" />
    </RecordDialog>
  );
}
