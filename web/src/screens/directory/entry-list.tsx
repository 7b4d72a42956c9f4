/** Entries of one kind: what each lacks, and a form to add, change or remove one. */
import { Alert, Badge, Button, Card, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/client';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { withoutEmpty, type FieldSchema, type ObjectValue } from '../../parts/form/schema';
import { SchemaForm } from '../../parts/form/schema-form';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { Missing, type MissingField } from './missing';

export type Entry = ObjectValue & { readonly id: string; readonly missing?: readonly MissingField[] };

interface EntryListProps {
  readonly kind: 'practitioner' | 'facility' | 'payer';
  readonly schema: FieldSchema;
  readonly path: string;
  readonly nameOf: (entry: Entry) => string;
  readonly load: () => Promise<{ readonly items: readonly Entry[]; readonly etag: string | undefined }>;
  /** Its id is the word that coverages and policies use. */
  readonly isNamedByPerson?: boolean;
}

const PLURALS = { practitioner: 'practitioners', facility: 'facilities', payer: 'payers' } as const;

export function EntryList({ kind, schema, path, nameOf, load, isNamedByPerson = false }: EntryListProps) {
  const [open, setOpen] = useState<Entry | 'new'>();
  const mayChange = useMay('change-directory');
  const list = useQuery({ queryKey: ['directory', PLURALS[kind]], queryFn: load });
  if (list.isPending) return <Loading what={PLURALS[kind]} />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const { items, etag } = list.data;
  const add = mayChange && <Button onClick={() => setOpen('new')}>Add a {kind}</Button>;
  return (
    <Stack>
      {items.length === 0 ? <EmptyState title={`No ${kind} is recorded`} action={add}>Packets and claims name them; plans choose from them.</EmptyState> : <Group>{add}</Group>}
      {items.map((entry) => (
        <Card key={entry.id} withBorder component="article" aria-label={nameOf(entry)}>
          <Group justify="space-between" align="flex-start">
            <div><Title order={2} size="h5">{nameOf(entry)}</Title><Text size="sm" c="dimmed">{entry.id}</Text></div>
            {mayChange && <Button variant="default" size="xs" onClick={() => setOpen(entry)} aria-label={`Change ${nameOf(entry)}`}>Change</Button>}
          </Group>
          {(entry.missing ?? []).length === 0 ? <Group mt="xs"><Badge color="green.9" tt="none">Complete</Badge></Group> : <Missing fields={entry.missing ?? []} />}
        </Card>
      ))}
      <Modal opened={open !== undefined} onClose={() => setOpen(undefined)} size="lg" title={open === 'new' ? `Add a ${kind}` : `Change ${open === undefined ? '' : nameOf(open)}`}>
        {open !== undefined && <EntryForm key={open === 'new' ? 'new' : open.id} kind={kind} schema={schema} path={path} isNamedByPerson={isNamedByPerson} etag={etag} entry={open === 'new' ? undefined : open} onDone={() => setOpen(undefined)} />}
      </Modal>
    </Stack>
  );
}

function EntryForm({ kind, schema, path, isNamedByPerson, etag, entry, onDone }: { readonly kind: EntryListProps['kind']; readonly schema: FieldSchema; readonly path: string; readonly isNamedByPerson: boolean; readonly etag: string | undefined; readonly entry: Entry | undefined; readonly onDone: () => void }) {
  const { id: _, missing: __, ...known } = entry ?? { id: '' };
  const [value, setValue] = useState<ObjectValue>(known);
  const [id, setId] = useState(entry?.id ?? '');
  const [reason, setReason] = useState('');
  const isChange = entry !== undefined || isNamedByPerson;
  const done = (said: string) => (): void => { notifications.show({ message: said, color: 'green' }); onDone(); };
  const headers = (key: string) => ({ 'content-type': 'application/json', 'idempotency-key': key, ...(etag !== undefined && { 'if-match': etag }) });
  const changes = [['directory', PLURALS[kind]]];
  const save = useWrite({ send: (body: ObjectValue, key) => request(isChange ? `${path}/${encodeURIComponent(id)}` : path, { method: isChange ? 'PUT' : 'POST', headers: headers(key), body: JSON.stringify(body) }), onDone: done('Recorded.'), changes });
  const remove = useWrite({ send: (body: { reason: string }, key) => request(`${path}/${encodeURIComponent(id)}/removal`, { method: 'POST', headers: headers(key), body: JSON.stringify(body) }), onDone: done('Removed. Its history stays in the practice\'s log.'), changes });
  return (
    <Stack>
      <form onSubmit={(event) => { event.preventDefault(); save.mutate({ ...(kind === 'payer' && { plans: [] }), ...(withoutEmpty(value) as ObjectValue) }); }}>
        {isNamedByPerson && entry === undefined && <TextInput mb="sm" required label="Its word" description="As coverages and policies name it: small letters, for example aetna" value={id} onChange={(event) => setId(event.currentTarget.value)} />}
        <SchemaForm schema={schema} value={value} onChange={setValue} faults={save.faults} />
        {save.error !== null && <Alert mt="md" color="red" role="alert" title="Not recorded">{save.error.message}</Alert>}
        <Group mt="md"><Button type="submit" loading={save.isPending}>Record</Button></Group>
      </form>
      {entry !== undefined && (
        <form onSubmit={(event) => { event.preventDefault(); remove.mutate({ reason }); }}>
          <TextInput label="Remove it: why is it not used any more?" required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {remove.error !== null && <Alert mt="md" color="red" role="alert" title="Not removed">{remove.error.message}</Alert>}
          <Group mt="sm"><Button type="submit" color="red.9" variant="outline" loading={remove.isPending}>Remove</Button></Group>
        </form>
      )}
    </Stack>
  );
}
