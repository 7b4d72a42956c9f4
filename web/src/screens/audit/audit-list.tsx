import { Button, Code, Group, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { saveFile } from '../../parts/save-file';
import { WideTable } from '../../parts/wide-table';
import { instantInWords, spaced } from '../../parts/words';
import { asAsked, useAuditFilter, type AuditField, type AuditFilter } from './filter';

const PAGE = 50;

export function AuditList() {
  const filter = useAuditFilter();
  const asked = asAsked(filter);
  const pages = useInfiniteQuery({
    queryKey: ['audit', asked], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ask(api.GET('/v1/audit', { params: { query: { ...asked, limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Filter key={JSON.stringify(filter)} filter={filter} />
      <Export asked={asked} />
      {pages.isPending && <Loading what="the audit" />}
      {pages.error !== null && <ProblemNote problem={pages.error} onAgain={() => void pages.refetch()} />}
      {pages.data !== undefined && items.length === 0 && !pages.hasNextPage && <EmptyState title="Nothing of that is on the audit">Leave out a filter, or choose a longer period.</EmptyState>}
      {items.length > 0 && <Rows items={items} />}
      {pages.hasNextPage && <Group><Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>Show older</Button></Group>}
    </Stack>
  );
}

/** Asked for when it is sent, so that half an id asks for nothing. */
function Filter({ filter }: { readonly filter: Readonly<Partial<Record<AuditField, string>>> }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(filter);
  const put = (field: AuditField) => (event: { readonly currentTarget: { readonly value: string } }): void => { const { value } = event.currentTarget; setTyped((now) => ({ ...now, [field]: value })); };
  const send = (search: Readonly<Record<string, string | undefined>>): void => void navigate({ to: '/audit', search: Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value.trim() !== '').map(([key, value]) => [key, value?.trim()])) });
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(typed); }} aria-label="Which rows">
      <Group align="flex-end" gap="sm">
        <TextInput label="Actor" description="Id of an account or a key" value={typed.actor ?? ''} onChange={put('actor')} autoComplete="off" />
        <TextInput label="Action" description="For example read-status" value={typed.action ?? ''} onChange={put('action')} autoComplete="off" />
        <TextInput label="Patient" description="The patient's id" value={typed.patient ?? ''} onChange={put('patient')} autoComplete="off" />
        <NativeSelect label="Outcome" value={typed.outcome ?? ''} onChange={put('outcome')} data={[{ value: '', label: 'All' }, { value: 'allowed', label: 'Allowed' }, { value: 'refused', label: 'Refused' }]} />
        <TextInput type="date" label="From" value={typed.from ?? ''} onChange={put('from')} />
        <TextInput type="date" label="To" value={typed.to ?? ''} onChange={put('to')} />
        <Button type="submit">Show</Button>
        {Object.keys(filter).length > 0 && <Button variant="default" onClick={() => send({})}>Show all</Button>}
      </Group>
    </form>
  );
}

function Export({ asked }: { readonly asked: AuditFilter }) {
  const mayExport = useMay('export-audit');
  const save = useMutation({ mutationFn: ({ type, name }: { readonly type: string; readonly name: string }) => saveFile(`/v1/audit/export?${new URLSearchParams(asked as Record<string, string>).toString()}`, type, name) });
  if (!mayExport) return null;
  return (
    <Group gap="xs">
      <Text size="sm">These rows as a file:</Text>
      <Button size="xs" variant="default" loading={save.isPending} leftSection={<IconDownload size={14} aria-hidden />} onClick={() => save.mutate({ type: 'text/csv', name: 'audit.csv' })}>CSV</Button>
      <Button size="xs" variant="default" loading={save.isPending} leftSection={<IconDownload size={14} aria-hidden />} onClick={() => save.mutate({ type: 'application/x-ndjson', name: 'audit.ndjson' })}>JSON lines</Button>
      {save.error !== null && <ProblemNote problem={save.error} title="No file was made" />}
    </Group>
  );
}

function Rows({ items }: { readonly items: readonly Schemas['AuditItem'][] }) {
  return (
    <WideTable label="Audit" caption="Newest first" columns={['When', 'Who', 'Action', 'What', 'Outcome']} striped captionSide="top" miw={740}>
      {items.map(({ number, recordedAt, actor, actorName, role, action, resource, outcome }) => (
        <Table.Tr key={number}>
          <Table.Td className="tabular" miw={150}>{instantInWords(recordedAt)}</Table.Td>
          <Table.Td>{actorName ?? actor}<Text size="xs" c="dimmed">{spaced(role)}{actorName === null ? '' : `, ${actor}`}</Text></Table.Td>
          <Table.Td>{spaced(action)}</Table.Td>
          <Table.Td><Code>{resource}</Code></Table.Td>
          <Table.Td fw={outcome === 'refused' ? 700 : 400}>{outcome === 'refused' ? 'Refused' : 'Allowed'}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
