/** Somebody has read the packet, and says so by name. */
import { Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useSession } from '../../api/session';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite } from '../../parts/record-write';

export function ReviewDialog({ patientId, packetId, version, onClose }: { readonly patientId: string; readonly packetId: string; readonly version: number; readonly onClose: () => void }) {
  const { account } = useSession();
  const [by, setBy] = useState(account.displayName);
  const [note, setNote] = useState('');
  const write = useRecordWrite(patientId, version, (body: { by: string; note?: string }, header) => ask(api.POST('/v1/patients/{patientId}/packets/{packetId}/review', { params: { path: { patientId, packetId }, header }, body })), { done: 'The review is recorded.', onDone: onClose });
  return (
    <RecordDialog title="Record the review" action="I have read it" write={write} onClose={onClose} onSend={() => write.send({ by, ...(note.trim() !== '' && { note }) })}>
      <Text size="sm">A packet is reviewed once, and signed after that.</Text>
      <TextInput label="Who has read it" required value={by} maxLength={120} onChange={(event) => setBy(event.currentTarget.value)} />
      <Textarea label="What the person who signs should know" autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </RecordDialog>
  );
}
