/** The practice itself, as payers know it. */
import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, askWhole, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { withoutEmpty, type FieldSchema, type ObjectValue } from '../../parts/form/schema';
import { SchemaForm } from '../../parts/form/schema-form';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { Missing, type MissingField } from './missing';

export function PracticeEntry({ schema }: { readonly schema: FieldSchema }) {
  const practice = useQuery({ queryKey: ['directory', 'practice'], queryFn: () => askWhole(api.GET('/v1/practice')) });
  if (practice.isPending) return <Loading what="the practice" />;
  if (practice.error !== null) return <ProblemNote problem={practice.error} onAgain={() => void practice.refetch()} />;
  const { data: { practice: entry, version }, etag } = practice.data;
  return <PracticeForm key={version} schema={schema} entry={(entry ?? {}) as unknown as ObjectValue & { missing?: readonly MissingField[] }} etag={etag} />;
}

function PracticeForm({ schema, entry, etag }: { readonly schema: FieldSchema; readonly entry: ObjectValue & { readonly missing?: readonly MissingField[] }; readonly etag: string | undefined }) {
  const { missing = [], ...known } = entry;
  const [value, setValue] = useState<ObjectValue>(known as ObjectValue);
  const mayChange = useMay('change-directory');
  const { mutate, error, faults, isPending } = useWrite({
    send: (body: Schemas['OrganizationDto'], key) => ask(api.PUT('/v1/practice', { params: { header: { 'Idempotency-Key': key, 'If-Match': etag ?? '"0"' } }, body })),
    onDone: () => notifications.show({ message: 'Recorded.', color: 'green' }), changes: [['directory']],
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate(withoutEmpty(value) as unknown as Schemas['OrganizationDto']); }}>
      <Stack>
        {missing.length > 0 && <Missing fields={missing} />}
        <fieldset disabled={!mayChange} style={{ border: 0, padding: 0, margin: 0 }}>
          <legend hidden>The practice</legend>
          <SchemaForm schema={schema} value={value} onChange={setValue} faults={faults} />
        </fieldset>
        {error !== null && <ProblemNote problem={error} title="Not recorded" />}
        {mayChange && <Group><Button type="submit" loading={isPending}>Record</Button></Group>}
      </Stack>
    </form>
  );
}
