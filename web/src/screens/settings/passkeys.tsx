/** Keys of devices that sign in without a password: add, list, remove. */
import { Button, Group, List, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, TOKEN, type Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { instantInWords } from '../../parts/words';
import { AddPasskey } from './add-passkey';
import { WithPassword } from './with-password';

export function Passkeys() {
  const [isAdding, setAdding] = useState(false);
  const list = useQuery({ queryKey: ['passkeys'], queryFn: () => ask(api.GET('/v1/session/passkeys')) });
  if (list.isPending) return <Loading what="your passkeys" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const { items } = list.data;
  return (
    <Stack align="stretch">
      <Text size="sm">The fingerprint, face or PIN of a device in place of the password.{items.length === 0 ? ' You have none.' : ''}</Text>
      {items.length > 0 && <List listStyleType="none" spacing="xs">{items.map((passkey) => <List.Item key={passkey.passkeyId}><OnePasskey passkey={passkey} /></List.Item>)}</List>}
      {isAdding ? <AddPasskey onDone={() => setAdding(false)} /> : <Group><Button variant="default" onClick={() => setAdding(true)}>Add a passkey</Button></Group>}
    </Stack>
  );
}

function OnePasskey({ passkey: { passkeyId, label, createdAt, usedAt } }: { readonly passkey: Schemas['Passkey'] }) {
  return (
    <Group justify="space-between">
      <div><Text fw={600}>{label}</Text><Text size="xs" c="dimmed">added {instantInWords(createdAt)}, {usedAt === null ? 'not used yet' : `used ${instantInWords(usedAt)}`}</Text></div>
      <WithPassword action={`Remove ${label}`} refused="Not removed" opens={(open) => <Button size="xs" variant="default" onClick={open} aria-label={`Remove ${label}`}>Remove</Button>}
        send={(currentPassword) => ask(api.POST('/v1/session/passkeys/{passkeyId}/removal', { params: { path: { passkeyId }, header: TOKEN }, body: { currentPassword } }))}
        onDone={() => notifications.show({ message: 'Removed. Remove it on the device too.', color: 'green' })} changes={[['passkeys']]} />
    </Group>
  );
}
