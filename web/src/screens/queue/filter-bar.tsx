/** What narrows and orders the queue; every choice stands in the address. */
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { stepInWords } from '../../parts/words';
import { useOwners } from './owners';
import { narrowedBy, SORTS, STAGES, STEPS, type QueueFilter } from './queue-filter';

export function FilterBar({ filter }: { readonly filter: QueueFilter }) {
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [isOpen, { toggle }] = useDisclosure();
  const navigate = useNavigate();
  const owners = useOwners();
  const mayReadDirectory = useMay('read-directory');
  const payers = useQuery({ queryKey: ['directory', 'payers'], queryFn: () => ask(api.GET('/v1/payers')), enabled: mayReadDirectory });
  const put = (name: keyof QueueFilter, value: string): void => void navigate({ to: '/queue', search: { ...filter, [name]: value === '' ? undefined : value }, replace: true });
  const chosen = (name: keyof QueueFilter): string => filter[name] ?? '';
  const count = narrowedBy(filter);
  const select = (name: keyof QueueFilter, label: string, data: readonly { readonly value: string; readonly label: string }[]) => (
    <NativeSelect size="xs" label={label} value={chosen(name)} data={[...data]} onChange={(event) => put(name, event.currentTarget.value)} />
  );
  const fields = (
    <Group gap="xs" align="flex-end">
      {select('sort', 'Order', Object.entries(SORTS).map(([value, label]) => ({ value: value === 'due' ? '' : value, label })))}
      {select('stage', 'Stage', [{ value: '', label: 'Any stage' }, ...Object.entries(STAGES).map(([value, label]) => ({ value, label }))])}
      {select('step', 'Step', [{ value: '', label: 'Any step' }, ...STEPS.map((value) => ({ value, label: stepInWords(value) }))])}
      {select('payer', 'Payer', [{ value: '', label: 'Any payer' }, ...(payers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))])}
      {select('owner', 'Owner', [{ value: '', label: 'Anybody' }, { value: 'me', label: 'Me' }, { value: 'none', label: 'Nobody' }, ...owners.map(({ id, name }) => ({ value: id, label: name }))])}
      <TextInput size="xs" type="date" label="Due before" value={chosen('dueBefore')} onChange={(event) => put('dueBefore', event.currentTarget.value)} />
      {count > 0 && <Button size="xs" variant="default" onClick={() => void navigate({ to: '/queue', search: { view: filter.view, sort: filter.sort } })}>Clear {count === 1 ? 'the filter' : `${count} filters`}</Button>}
    </Group>
  );
  if (!isNarrow) return fields;
  return (
    <div>
      <Button variant="default" size="xs" leftSection={<IconFilter size={16} aria-hidden />} onClick={toggle} aria-expanded={isOpen}>Filters{count > 0 ? ` (${count})` : ''}</Button>
      {isOpen && <div style={{ marginTop: '0.5rem' }}>{fields}</div>}
    </div>
  );
}
