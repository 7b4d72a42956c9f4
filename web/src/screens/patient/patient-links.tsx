/** Whom other systems know the patient as, with how much came by it; and that it was somebody else. */
import { Button, Group, List, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { usePatientLinks } from '../../api/patient';
import { useMay } from '../../api/session';
import { ProblemNote } from '../../parts/problem-note';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite, type WriteHeaders } from '../../parts/record-write';

type Link = Schemas['PatientLinks']['links'][number];

const BY: Readonly<Record<Link['by'], string>> = { registration: 'registered from there', identifier: 'found by the chart number', person: 'decided by a person' };

const factsInWords = (facts: number): string => (facts === 0 ? 'no fact of it stands' : facts === 1 ? '1 fact came from there' : `${facts} facts came from there`);

/** Nothing is said of a patient whom no other system knows. */
export function PatientLinks({ patientId }: { readonly patientId: string }) {
  const { data, error, refetch } = usePatientLinks(patientId);
  const mayUndo = useMay('match-patients');
  const [undoing, setUndoing] = useState<{ readonly link: Link; readonly seen: number }>();
  if (error !== null) return <ProblemNote problem={error} onAgain={() => void refetch()} />;
  if (data === undefined || (data.links.length === 0 && undoing === undefined)) return null;
  return (
    <Stack gap="xs" component="section" aria-labelledby="known-elsewhere">
      <Title order={2} size="h3" id="known-elsewhere">Known elsewhere as</Title>
      <List listStyleType="none">
        {data.links.map((link) => (
          <List.Item key={`${link.source} ${link.key}`}>
            <Group gap="sm">
              <Text><b className="tabular">{link.key}</b> of {link.source}: {BY[link.by]}, {factsInWords(link.facts)}</Text>
              {mayUndo && <Button variant="default" size="xs" className="not-printed" aria-label={`It was somebody else: ${link.key} of ${link.source}`} onClick={() => setUndoing({ link, seen: data.version })}>It was somebody else</Button>}
            </Group>
          </List.Item>
        ))}
      </List>
      {undoing !== undefined && <UndoLink patientId={patientId} {...undoing} onClose={() => setUndoing(undefined)} />}
    </Stack>
  );
}

function UndoLink({ patientId, link: { source, key, facts }, seen, onClose }: { readonly patientId: string; readonly link: Link; readonly seen: number; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const write = useRecordWrite(patientId, seen, (body: Schemas['UnlinkDto'], header: WriteHeaders) => ask(api.POST('/v1/patients/{patientId}/links/undo', { params: { path: { patientId }, header }, body })), { done: `Undone. ${key} of ${source} waits on the imports screen for somebody to decide.`, onDone: onClose });
  return (
    <RecordDialog title="It was somebody else" action="Undo it" color="red.9" write={write} onSend={() => write.send({ source, key, reason })} onClose={onClose}>
      <Text size="sm">{key} of {source} is not this patient. {facts === 0 ? 'No fact of it stands here.' : facts === 1 ? 'The fact that came from there is retracted with your reason, and waits for somebody to say whose it is.' : `The ${facts} facts that came from there are retracted with your reason, and wait for somebody to say whose they are.`} What was documented here stays.</Text>
      <Textarea label="Why?" description="Kept on the record, with your name and the time" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </RecordDialog>
  );
}
