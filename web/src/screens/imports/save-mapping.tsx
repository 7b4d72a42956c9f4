/** A mapping as JSON: pasted, chosen as a file, or the one that is saved to go on from. Faults are told by where they stand in it. */
import { Alert, Anchor, Button, Code, FileInput, Group, List, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { SOURCES } from './queries';

type Mapping = Schemas['MappingDto']['mapping'];

export function SaveMapping({ chosen }: { readonly chosen: string | undefined }) {
  const [text, setText] = useState('');
  const [lacks, setLacks] = useState('');
  const present = useQuery({ queryKey: [...SOURCES, chosen ?? ''], enabled: chosen !== undefined, queryFn: () => ask(api.GET('/v1/import-sources/{source}', { params: { path: { source: chosen ?? '' } } })) });
  const shown = present.data?.mapping;
  useEffect(() => { if (shown !== undefined) setText((before) => (before === '' ? JSON.stringify(shown, undefined, 2) : before)); }, [shown]);
  const save = useWrite({
    send: ({ source, mapping }: { readonly source: string; readonly mapping: Mapping }, key) => ask(api.PUT('/v1/import-sources/{source}', { params: { path: { source }, header: { 'Idempotency-Key': key } }, body: { mapping } })),
    changes: [SOURCES],
  });
  const write = (next: string): void => { save.reset(); setLacks(''); setText(next); };
  const send = (): void => {
    const read = readMapping(text);
    setLacks(typeof read === 'string' ? read : '');
    if (typeof read !== 'string') save.mutate(read);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(); }}>
      <Stack gap="sm" component="section" aria-labelledby="save-mapping">
        <Title order={2} size="h4" id="save-mapping">{chosen === undefined ? 'Save a mapping' : `The mapping of ${chosen}`}</Title>
        <Text size="sm">JSON that says what each column means; <Text span inherit ff="monospace">docs/import.md</Text> tells how it is written. Saved under the name in its <Code>source</Code>; the last one counts, and an import keeps the one it began with.</Text>
        {present.error !== null && <ProblemNote problem={present.error} onAgain={() => void present.refetch()} />}
        <FileInput label="Choose its file" placeholder="Choose a file" accept=".json,application/json" value={null} onChange={(file) => void file?.text().then(write)} w={{ base: '100%', xs: '20rem' }} />
        <Textarea label="Or paste it" value={text} onChange={(event) => write(event.currentTarget.value)} autosize minRows={6} maxRows={24} spellCheck={false} styles={{ input: { fontFamily: 'monospace' } }} error={lacks === '' ? undefined : lacks} />
        {save.faults.length > 0 ? <Faults faults={save.faults} /> : save.error !== null && <ProblemNote problem={save.error} title="Not saved" />}
        {save.data !== undefined && <Alert color="green" role="status" title="Saved"><Text size="sm">Files of {save.data.source} can be read. <Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link to="/imports" search={{ tab: 'files' }} {...props} />}>Choose one and check it</Anchor></Text></Alert>}
        <Group><Button type="submit" loading={save.isPending}>Save the mapping</Button></Group>
      </Stack>
    </form>
  );
}

function Faults({ faults }: { readonly faults: readonly { readonly pointer: string; readonly message: string }[] }) {
  return (
    <Alert color="red" role="alert" title={faults.length === 1 ? 'Not saved: there is a fault in it' : `Not saved: there are ${faults.length} faults in it`}>
      <List size="sm">{faults.map(({ pointer, message }) => <List.Item key={`${pointer} ${message}`}><Code>{pointer.replace(/^\/mapping/, '') || '/'}</Code> {message}</List.Item>)}</List>
    </Alert>
  );
}

/** Or what stands against it, in words: the service is asked only about what has a name. */
function readMapping(text: string): { readonly source: string; readonly mapping: Mapping } | string {
  if (text.trim() === '') return 'Paste the mapping, or choose its file.';
  try {
    const mapping: unknown = JSON.parse(text);
    if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) return 'A mapping is a JSON object: { "source": ... }.';
    const { source } = mapping as { readonly source?: unknown };
    return typeof source === 'string' && source !== '' ? { source, mapping: mapping as Mapping } : 'It says no "source": the name of the system whose files it is for, in a-z, 0-9 and hyphens.';
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
