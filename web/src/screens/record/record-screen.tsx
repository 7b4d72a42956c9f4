/** Document what happened: choose what it is, fill in what is known, see at once what it would change, record it. */
import { Anchor, Button, Group, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useToday } from '../../api/session';
import { DocumentField } from '../../parts/document-field';
import { labelOf, loadForms, withoutEmpty, type ObjectValue } from '../../parts/form/schema';
import { SchemaForm } from '../../parts/form/schema-form';
import { Loading } from '../../parts/loading';
import { Result } from '../../parts/outcome';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { nameInWords, spaced, stepInWords } from '../../parts/words';
import { faultsOf, useWrite } from '../../parts/write';

type Fact = Schemas['FactDto']['fact'];

/** Who wrote it and where it stands is asked for at the end, and by whom for whom is never asked of a person. */
const LAST = ['author', 'source', 'documentId', 'page'];
const PREVIEW_MS = 600;

export function RecordScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/record' });
  const search = useSearch({ from: '/patients/$patientId/record' });
  const navigate = useNavigate();
  const today = useToday();
  const forms = useQuery({ queryKey: ['forms'], queryFn: loadForms, staleTime: Infinity });
  const patient = useQuery({ queryKey: ['patient', patientId, 'person'], queryFn: () => ask(api.GET('/v1/patients/{patientId}', { params: { path: { patientId } } })) });
  if (forms.data === undefined || patient.isPending) return <Loading what="the form" />;
  if (patient.error !== null) return <ProblemNote problem={patient.error} onAgain={() => void patient.refetch()} />;
  const types = Object.entries(forms.data).flatMap(([name, schema]) => (name.endsWith('Fact') ? [[schema.properties?.['type']?.enum?.[0] ?? '', schema] as const] : []));
  const type = types.find(([each]) => each === search['type'])?.[0] ?? '';
  const schema = types.find(([each]) => each === type)?.[1];
  return (
    <Screen title="Document what happened" about={<>of <Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{nameInWords(patient.data.name)}</Anchor></>} maxWidth="52rem">
      <NativeSelect label="What is it?" value={type} onChange={(event) => void navigate({ to: '/patients/$patientId/record', params: { patientId }, search: { ...search, type: event.currentTarget.value }, replace: true })}
        data={[{ value: '', label: 'Choose ...' }, ...types.map(([each]) => ({ value: each, label: spaced(each) }))]} />
      {schema !== undefined && <FactForm key={type} patientId={patientId} schema={schema} start={{ type, occurredOn: today }} />}
    </Screen>
  );
}

function FactForm({ patientId, schema, start }: { readonly patientId: string; readonly schema: Parameters<typeof SchemaForm>[0]['schema']; readonly start: ObjectValue }) {
  const [value, setValue] = useState<ObjectValue>(start);
  const navigate = useNavigate();
  const { mutate, error, faults, isPending } = useWrite({
    send: (fact: Fact, key) => ask(api.POST('/v1/patients/{patientId}/facts', { params: { path: { patientId }, header: { 'Idempotency-Key': key } }, body: { fact } })),
    onDone: () => {
      notifications.show({ message: 'Recorded.', color: 'green' });
      void navigate({ to: '/patients/$patientId', params: { patientId } });
    },
    changes: [['patient', patientId], ['queue'], ['deadlines']],
  });
  const fact = withoutEmpty(value) as unknown as Fact;
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate(fact); }}>
      <Stack>
        <SchemaForm schema={schema} value={value} onChange={setValue} faults={faults} without={['type', ...LAST]} pointer="/fact" />
        <SchemaForm schema={schema} value={value} onChange={setValue} faults={faults} without={allBut(schema, 'author')} pointer="/fact" />
        {schema.properties?.['documentId'] !== undefined && <DocumentField patientId={patientId} label="Document it stands in" value={typeof value['documentId'] === 'string' ? value['documentId'] : ''} onChange={(documentId) => setValue((before) => ({ ...before, documentId: documentId === '' ? undefined : documentId, ...(documentId === '' && { page: undefined }) }))} />}
        {typeof value['documentId'] === 'string' && <SchemaForm schema={schema} value={value} onChange={setValue} faults={faults} without={allBut(schema, 'page')} pointer="/fact" />}
        <Preview patientId={patientId} fact={fact} />
        {error !== null && <ProblemNote problem={error} title="Not recorded" />}
        <Group><Button type="submit" loading={isPending}>Record</Button></Group>
      </Stack>
    </form>
  );
}

function allBut(schema: Parameters<typeof SchemaForm>[0]['schema'], name: string): readonly string[] {
  return Object.keys(schema.properties ?? {}).filter((each) => each !== name);
}

/** Which fields are still to be filled, by the names they have on the screen. */
function notCompleteInWords(error: Error): string {
  const fields = faultsOf(error).map(({ pointer }) => labelOf(pointer.split('/').filter((part) => part !== '' && !/^\d+$/.test(part)).at(-1) ?? ''));
  return fields.length === 0 ? error.message : `Still to be filled in or put right: ${[...new Set(fields)].join(', ')}.`;
}

/** What it would change: a dry run, nothing is stored. */
function Preview({ patientId, fact }: { readonly patientId: string; readonly fact: Fact }) {
  const [text] = useDebouncedValue(JSON.stringify(fact), PREVIEW_MS);
  const preview = useQuery({
    queryKey: ['patient', patientId, 'preview', text], retry: false,
    queryFn: () => ask(api.POST('/v1/patients/{patientId}/facts', { params: { path: { patientId }, query: { dryRun: 'true' }, header: { 'Idempotency-Key': crypto.randomUUID() } }, body: { fact: JSON.parse(text) as Fact } })),
  });
  return (
    <Paper withBorder p="sm" aria-live="polite">
      <Title order={2} size="h5">What this would change</Title>
      {preview.data === undefined && <Text c="dimmed" size="sm">{preview.error === null ? 'Checked while you type.' : notCompleteInWords(preview.error)}</Text>}
      {preview.data?.episodes.map(({ episodeId, position, steps }) => (
        <Group key={episodeId} gap="xs" mt="xs"><Text size="sm">{spaced(position)}; next: {stepInWords(steps[0]?.step)}</Text>{steps[0] !== undefined && 'result' in steps[0] && <Result result={steps[0].result} />}</Group>
      ))}
      {preview.data?.episodes.length === 0 && <Text size="sm">No episode is open: it is recorded, and counts once one is.</Text>}
    </Paper>
  );
}
