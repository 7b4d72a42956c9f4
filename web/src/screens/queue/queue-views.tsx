/** The named views with their counts, then one's own: each an address, so that Back leads back. */
import { ActionIcon, Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { filterOf, isSameFilter, type QueueFilter, type Search } from './queue-filter';

export function useQueueViews() {
  return useQuery({ queryKey: ['queue', 'views'], queryFn: () => ask(api.GET('/v1/queue/views')) });
}

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly filter: QueueFilter;
  readonly viewId?: string;
}

/** A kept view is a filter of its own; a named one keeps what was chosen beside it. */
function shownOf({ items, kept }: Schemas['QueueViews'], filter: QueueFilter): readonly Shown[] {
  return [
    ...items.map(({ view, name, count }) => ({ id: view, name, count, filter: { ...(filter.sort !== undefined && { sort: filter.sort }), view } })),
    ...kept.map(({ viewId, name, count = 0, filter: own }) => ({ id: viewId, viewId, name, count, filter: filterOf(own as Search) })),
  ];
}

export function QueueViews({ filter }: { readonly filter: QueueFilter }) {
  const { data } = useQueueViews();
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const navigate = useNavigate();
  if (data === undefined) return null;
  const views = shownOf(data, filter);
  const exact = views.find((one) => isSameFilter(one.filter, filter));
  const current = exact?.id ?? filter.view ?? 'all';
  const mine = views.find(({ id }) => id === current);
  const keep = exact === undefined ? <KeepView filter={filter} /> : mine?.viewId === undefined ? null : <ForgetView viewId={mine.viewId} name={mine.name} />;
  if (isNarrow) {
    return (
      <Group align="flex-end" gap="xs">
        <NativeSelect label="View" value={current} data={views.map(({ id, name, count }) => ({ value: id, label: `${name} (${count})` }))} style={{ flex: 1 }}
          onChange={(event) => void navigate({ to: '/queue', search: views.find(({ id }) => id === event.currentTarget.value)?.filter ?? {} })} />
        {keep}
      </Group>
    );
  }
  return (
    <nav aria-label="Views of the queue">
      <Group gap="xs" align="center">
        <ul className="queue-views">
          {views.map(({ id, name, count, filter: own }) => (
            <li key={id}><Link to="/queue" search={own} className="queue-view" preload={false} activeOptions={{ exact: true }} aria-current={id === current ? 'true' : undefined}>{name} <span className="queue-view-count">{count}</span></Link></li>
          ))}
        </ul>
        {keep}
      </Group>
    </nav>
  );
}

function KeepView({ filter }: { readonly filter: QueueFilter }) {
  const [isOpen, { open, close }] = useDisclosure();
  const [name, setName] = useState('');
  const { mutate, error, faults, isPending } = useWrite({
    send: (body: Schemas['QueueViewDto'], key) => ask(api.POST('/v1/queue/views', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: () => { close(); setName(''); }, changes: [['queue', 'views']],
  });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>Keep this view</Button>
      <Modal opened={isOpen} onClose={close} title="Keep this view" closeButtonProps={{ 'aria-label': 'Close' }}>
        <form onSubmit={(event) => { event.preventDefault(); mutate({ name, filter }); }}>
          <TextInput label="Name" description="For you alone; it stands beside the other views with its count" required maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} error={faults.find(({ pointer }) => pointer === '/name')?.message} data-autofocus />
          {error !== null && faults.length === 0 && <ProblemNote problem={error} title="Not kept" />}
          <Group mt="md"><Button type="submit" loading={isPending}>Keep</Button><Button variant="default" onClick={close}>Cancel</Button></Group>
        </form>
      </Modal>
    </>
  );
}

function ForgetView({ viewId, name }: { readonly viewId: string; readonly name: string }) {
  const navigate = useNavigate();
  const { mutate, isPending } = useWrite({
    send: (id: string, key) => ask(api.DELETE('/v1/queue/views/{viewId}', { params: { path: { viewId: id }, header: { 'Idempotency-Key': key } } })),
    onDone: () => void navigate({ to: '/queue', search: {} }), changes: [['queue', 'views']],
  });
  return <ActionIcon variant="default" size="lg" loading={isPending} onClick={() => mutate(viewId)} aria-label={`Remove the view ${name}`}><IconX size={16} aria-hidden /></ActionIcon>;
}
