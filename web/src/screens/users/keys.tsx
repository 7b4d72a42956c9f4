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

const DAY_MS = 86_400_000;
/** So long before the end the list warns. */
const WARNED_DAYS = 21;
const LIFETIMES = [30, 90, 180, 366].map((days) => ({ value: String(days), label: `${days} days` }));

export function Keys() {
  const [doing, setDoing] = useState<{ readonly what: 'new' } | { readonly what: 'rotate' | 'revoke'; readonly of: Key }>();
  const done = () => setDoing(undefined);
  const list = useQuery({ queryKey: ['keys'], queryFn: () => ask(api.GET('/v1/keys')) });
  if (list.isPending) return <Loading what="the keys" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const { items } = list.data;
  const add = <Button onClick={() => setDoing({ what: 'new' })}>Make a key</Button>;
  return (
    <Stack>
      {items.length === 0 ? <EmptyState title="No key yet" action={add}>A program of the practice shows a key to be let in; people use accounts.</EmptyState> : <Group>{add}</Group>}
      {items.length > 0 && (
        <WideTable label="Keys" caption="Keys of the practice. The keys themselves are kept nowhere." columns={['For', 'Role', 'Made', 'Ends', 'State', 'Do']} striped captionSide="top" miw={760}>
          {items.map((key) => (
            <Table.Tr key={key.keyId}>
              <RowHead>{key.label}<Text size="xs" c="dimmed">{key.keyId}</Text></RowHead>
              <Table.Td>{roleName(key.role)}{key.scope !== null && <Text size="xs" c="dimmed">only {key.scope.join(', ')}</Text>}</Table.Td>
              <Table.Td className="tabular">{instantInWords(key.createdAt)}</Table.Td>
              <Table.Td className="tabular">{key.expiresAt === null ? 'Never: rotate it' : instantInWords(key.expiresAt)}</Table.Td>
              <Table.Td><State of={key} replaced={items.some(({ replaces }) => replaces === key.keyId)} /></Table.Td>
              <Table.Td>
                {key.revokedAt === null && (
                  <Group gap="xs" wrap="nowrap">
                    {!hasExpired(key) && <Button size="xs" variant="default" onClick={() => setDoing({ what: 'rotate', of: key })} aria-label={`Rotate ${key.label}`}>Rotate</Button>}
                    <Button size="xs" variant="default" onClick={() => setDoing({ what: 'revoke', of: key })} aria-label={`Revoke ${key.label}`}>Revoke</Button>
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
      <Modal opened={doing !== undefined} onClose={done} closeOnClickOutside={false} title={doing === undefined ? '' : doing.what === 'new' ? 'Make a key' : `${doing.what === 'rotate' ? 'Rotate' : 'Revoke'} ${doing.of.label}`}>
        {doing?.what === 'new' && <NewKey onDone={done} />}
        {doing?.what === 'rotate' && <Rotate of={doing.of} onDone={done} />}
        {doing?.what === 'revoke' && <Revoke of={doing.of} onDone={done} />}
      </Modal>
    </Stack>
  );
}

function hasExpired({ expiresAt }: Key): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now();
}

function State({ of: key, replaced }: { readonly of: Key; readonly replaced: boolean }) {
  if (key.revokedAt !== null) return <Badge tt="none" color="gray.7">Revoked {instantInWords(key.revokedAt)}</Badge>;
  if (hasExpired(key)) return <Badge tt="none" color="gray.7">Expired</Badge>;
  const daysLeft = key.expiresAt === null ? undefined : Math.ceil((Date.parse(key.expiresAt) - Date.now()) / DAY_MS);
  if (daysLeft === undefined || daysLeft > WARNED_DAYS) return <Badge tt="none" color="green.9">In use</Badge>;
  return <Badge tt="none" color="red.9">Ends in {daysLeft === 1 ? 'a day' : `${daysLeft} days`}{replaced ? ', replaced' : ''}</Badge>;
}

/** The key, once. */
function Made({ value, onDone }: { readonly value: string; readonly onDone: () => void }) {
  return <Stack><ShownOnce title="Shown now and never again" what="key" value={value}>Put it where only the program with this role can read it.</ShownOnce><Group><Button onClick={onDone}>I have put it away</Button></Group></Stack>;
}

function Rotate({ of: { keyId }, onDone }: { readonly of: Key; readonly onDone: () => void }) {
  const { mutate, data: made, error, isPending } = useWrite({
    send: (body: Schemas['KeyRotationDto'], key) => ask(api.POST('/v1/keys/{keyId}/rotation', { params: { path: { keyId }, header: { 'Idempotency-Key': key } }, body })), changes: [['keys']],
  });
  if (made !== undefined) return <Made value={made.key} onDone={onDone} />;
  return (
    <Stack>
      <Text size="sm">A new key with the same role. The one there is opens for one more day, so that the program can be given the new one.</Text>
      {error !== null && <ProblemNote problem={error} title="Not rotated" />}
      <Group><Button loading={isPending} onClick={() => mutate({})}>Make the new key</Button><Button variant="default" onClick={onDone}>Not now</Button></Group>
    </Stack>
  );
}

function NewKey({ onDone }: { readonly onDone: () => void }) {
  const [label, setLabel] = useState('');
  const [role, setRole] = useState<Role>('api-consumer');
  const [lifetime, setLifetime] = useState('180');
  const { mutate, data: made, error, isPending } = useWrite({ send: (body: Schemas['KeyDto'], key) => ask(api.POST('/v1/keys', { params: { header: { 'Idempotency-Key': key } }, body })), changes: [['keys']] });
  if (made !== undefined) return <Made value={made.key} onDone={onDone} />;
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate({ label, role, lifetimeDays: Number(lifetime) }); }}>
      <Stack>
        <TextInput label="For which program?" required value={label} onChange={(event) => setLabel(event.currentTarget.value)} autoComplete="off" />
        <NativeSelect label="Role" value={role} onChange={(event) => setRole(event.currentTarget.value as Role)} data={ROLE_CHOICES} description={ROLES[role].about} />
        <NativeSelect label="Ends after" value={lifetime} onChange={(event) => setLifetime(event.currentTarget.value)} data={LIFETIMES} />
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
