/** Whose file, which file, check it: nothing of it is stored before somebody has read what it would do. */
import { Button, FileInput, Group, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { Problem, request } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { IMPORTS } from './queries';
import { FORMATS, type Run, type Source } from './words';

const ENDINGS: Readonly<Record<Source['format'], string>> = { csv: '.csv,.tsv,.txt,text/csv', fhir: '.json,.ndjson,.jsonl', cases: '.json,.ndjson,.jsonl' };

interface Chosen {
  readonly source: Source;
  readonly file: File;
}

export function NewImport({ sources, onBegun }: { readonly sources: readonly Source[]; readonly onBegun: (importId: string) => void }) {
  const [name, setName] = useState(sources[0]?.source ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [lacks, setLacks] = useState('');
  const source = sources.find((one) => one.source === name);
  // A file says nothing of itself as text, so that what makes two attempts the same is said beside it.
  const { mutate, error, isPending, reset } = useWrite({
    send: ({ chosen }: { readonly of: readonly (string | number)[]; readonly chosen: Chosen }, key) => send(chosen, key),
    onDone: ({ importId }) => { setFile(null); onBegun(importId); }, changes: [IMPORTS],
  });
  const check = (): void => {
    setLacks(file === null ? 'Choose a file first.' : '');
    if (file !== null && source !== undefined) mutate({ of: [source.source, file.name, file.size, file.lastModified], chosen: { source, file } });
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); check(); }}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <NativeSelect label="Source" description="Whose file it is" value={name} onChange={(event) => setName(event.currentTarget.value)} data={sources.map((one) => ({ value: one.source, label: `${one.source}: ${FORMATS[one.format]}` }))} w={{ base: '100%', xs: '20rem' }} />
          <FileInput label="File" description="At most 20 MB; one Bundle of FHIR 2 MB" placeholder="Choose a file" value={file} onChange={(next) => { reset(); setLacks(''); setFile(next); }} error={lacks === '' ? undefined : lacks} accept={ENDINGS[source?.format ?? 'csv']} w={{ base: '100%', xs: '20rem' }} clearable clearButtonProps={{ 'aria-label': 'Take the file out' }} />
          <Button type="submit" loading={isPending}>Check the file</Button>
        </Group>
        {error !== null && <ProblemNote problem={inWords(error)} title="Not checked" />}
      </Stack>
    </form>
  );
}

async function send({ source, file }: Chosen, key: string): Promise<Run> {
  const answer = await request(`/v1/imports?source=${encodeURIComponent(source.source)}`, { method: 'POST', body: file, headers: { 'content-type': typeOf(source, file), 'idempotency-key': key } });
  return await answer.json() as Run;
}

/** By what the source writes; what a browser calls a file is another on every system. */
function typeOf({ format }: Source, { name }: File): string {
  if (format === 'csv') return 'text/csv';
  return format === 'fhir' && name.toLowerCase().endsWith('.json') ? 'application/fhir+json' : 'application/x-ndjson';
}

function inWords(problem: unknown): unknown {
  if (!(problem instanceof Problem) || problem.code !== 'too-large') return problem;
  return new Error('The file is larger than 20 MB, or a Bundle larger than 2 MB. Whoever runs the service imports it with npm run import, which takes any size and several files at once.');
}
