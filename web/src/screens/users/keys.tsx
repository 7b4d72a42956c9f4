import { Badge, Button, Group, Modal, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { ShownOnce } from '../../parts/shown-once';
import { RowHead, WideTable } from '../../parts/wide-table';
import { instantInWords } from '../../parts/words';
import { useWrite } from '../../parts/write';
import { ROLE_CHOICES, roleName, ROLES, type Role } from './roles';

type Key = Schemas['Key'];

export function Keys() {
  const [doing, setDoing] = useState<'new' | Key>();
  const list = useQuery({ queryKey: ['keys'], queryFn: () => ask(api.GET('/v1/keys')) });
  if (list.isPending) return <Loading what="the keys" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const { items } = list.data;
  const add = <Button onClick={() => setDoing('new')}>Make a key</Button>;
  return (
    <Stack>
      {items.length === 0 ? <EmptyState title="No key yet" action={add}>A program of the practice shows a key to be let in; people use accounts.</EmptyState> : <Group>{add}</Group>}
      {items.length > 0 && (
        <WideTable label="Keys" caption="Keys of the practice. The keys themselves are kept nowhere." columns={['For', 'Role', 'Made', 'State', 'Do']} striped captionSide="top" miw={620}>
          {items.map((key) => (
            <Table.Tr key={key.keyId}>
              <RowHead>{key.label}<Text size="xs" c="dimmed">{key.keyId}</Text></RowHead>
              <Table.Td>{roleName(key.role)}</Table.Td>
              <Table.Td className="tabular">{instantInWords(key.createdAt)}</Table.Td>
              <Table.Td>{key.revokedAt === null ? <Badge tt="none" color="green.9">In use</Badge> : <Badge tt="none" color="gray.7">Revoked {instantInWords(key.revokedAt)}</Badge>}</Table.Td>
              <Table.Td>{key.revokedAt === null && <Button size="xs" variant="default" onClick={() => setDoing(key)} aria-label={`Revoke ${key.label}`}>Revoke</Button>}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
      <Modal opened={doing !== undefined} onClose={() => setDoing(undefined)} closeOnClickOutside={false} title={doing === 'new' ? 'Make a key' : `Revoke ${doing?.label ?? ''}`}>
        {doing === 'new' && <NewKey onDone={() => setDoing(undefined)} />}
        {doing !== undefined && doing !== 'new' && <Revoke of={doing} onDone={() => setDoing(undefined)} />}
      </Modal>
    </Stack>
  );
}

function NewKey({ onDone }: { readonly onDone: () => void }) {
  const [label, setLabel] = useState('');
  const [role, setRole] = useState<Role>('api-consumer');
  const { mutate, data: made, error, isPending } = useWrite({ send: (body: Schemas['KeyDto'], key) => ask(api.POST('/v1/keys', { params: { header: { 'Idempotency-Key': key } }, body })), changes: [['keys']] });
  if (made !== undefined) {
    return <Stack><ShownOnce title="Shown now and never again" what="key" value={made.key}>Put it where only the program with this role can read it.</ShownOnce><Group><Button onClick={onDone}>I have put it away</Button></Group></Stack>;
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate({ label, role }); }}>
      <Stack>
        <TextInput label="For which program?" required value={label} onChange={(event) => setLabel(event.currentTarget.value)} autoComplete="off" />
        <NativeSelect label="Role" value={role} onChange={(event) => setRole(event.currentTarget.value as Role)} data={ROLE_CHOICES} description={ROLES[role].about} />
        {error !== null && <ProblemNote problem={error} title="No key was made" />}
        <Group><Button type="submit" loading={isPending}>Make the key</Button></Group>
      </Stack>
    </form>
  );
}

function Revoke({ of: { keyId }, onDone }: { readonly of: Key; readonly onDone: () => void }) {
  const { mutate, error, isPending } = useWrite({
    send: (_: undefined, key) => ask(api.DELETE('/v1/keys/{keyId}', { params: { path: { keyId }, header: { 'Idempotency-Key': key } } })),
    onDone: () => { notifications.show({ message: 'Revoked. It stops within ten seconds.', color: 'green' }); onDone(); }, changes: [['keys']],
  });
  return (
    <Stack>
      <Text size="sm">The program that uses it is let in no more. It cannot be given back: make another key instead.</Text>
      {error !== null && <ProblemNote problem={error} title="Not revoked" />}
      <Group><Button color="red.9" loading={isPending} onClick={() => mutate(undefined)}>Revoke the key</Button><Button variant="default" onClick={onDone}>Keep it</Button></Group>
    </Stack>
  );
}
