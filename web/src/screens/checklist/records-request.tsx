/** Records were asked of another provider: of whom, for what, and when to ask again. Keeps what was typed when the record has moved meanwhile. */
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, askWhole, Problem, type Schemas } from '../../api/client';
import { useToday } from '../../api/session';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { dateInWords } from '../../parts/words';

const CHASE_DAYS = 7;

interface RequestProps {
  readonly patientId: string;
  readonly episodeId: string;
  readonly records: string;
  readonly onClose: () => void;
}

export function RecordsRequest({ patientId, episodeId, records, onClose }: RequestProps) {
  const today = useToday();
  const [from, setFrom] = useState('');
  const [what, setWhat] = useState(`${records.charAt(0).toUpperCase()}${records.slice(1)}`);
  const [askedOn, setAskedOn] = useState(today);
  const [chaseOn, setChaseOn] = useState(new Date(Date.parse(`${today}T00:00:00Z`) + CHASE_DAYS * 86_400_000).toISOString().slice(0, 10));
  const { mutate, error, faults, isPending } = useWrite({
    send: async (body: Schemas['RecordsRequestDto'], key) => {
      // Adding a request depends on nothing that is on record, so the newest version is read and named.
      const { etag = '' } = await askWhole(api.GET('/v1/patients/{patientId}', { params: { path: { patientId } } }));
      return ask(api.POST('/v1/patients/{patientId}/records-requests', { params: { path: { patientId }, header: { 'Idempotency-Key': key, 'If-Match': etag } }, body }));
    },
    onDone: () => {
      notifications.show({ color: 'green', message: `Noted: asked of ${from}, to be asked again on ${dateInWords(chaseOn)}.` });
      onClose();
    },
    changes: [['patient', patientId], ['deadlines']],
  });
  const fault = (name: string): string | undefined => faults.find(({ pointer }) => pointer === `/${name}`)?.message;
  return (
    <Modal opened onClose={onClose} title={`Ask for the ${records}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={(event) => { event.preventDefault(); mutate({ from, what, askedOn, chaseOn, episodeId }); }}>
        <Stack>
          <TextInput label="Of whom" description="The other provider" required value={from} error={fault('from')} onChange={(event) => setFrom(event.currentTarget.value)} />
          <Textarea label="What" required autosize minRows={2} value={what} error={fault('what')} onChange={(event) => setWhat(event.currentTarget.value)} />
          <TextInput type="date" label="Asked on" required value={askedOn} error={fault('askedOn')} onChange={(event) => setAskedOn(event.currentTarget.value)} />
          <TextInput type="date" label="Ask again on" description="It is among the deadlines until the records are here" required value={chaseOn} error={fault('chaseOn')} onChange={(event) => setChaseOn(event.currentTarget.value)} />
          {error !== null && <ProblemNote problem={error instanceof Problem && error.code === 'version-moved' ? 'The record has changed meanwhile. What you typed is still here: send it again.' : error} title="Not noted" />}
          <Group><Button type="submit" loading={isPending}>Note the request</Button><Button variant="default" onClick={onClose}>Cancel</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
