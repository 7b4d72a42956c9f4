import { Button, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { ROLE_CHOICES, ROLES, type Role } from './roles';

type Account = Schemas['Account'];

export function ChangeAccount({ account: { accountId, ...was }, onDone }: { readonly account: Account; readonly onDone: () => void }) {
  const [displayName, setDisplayName] = useState(was.displayName);
  const [role, setRole] = useState<Role>(was.role);
  const [state, setState] = useState<Account['state']>(was.state);
  const { mutate, error, isPending } = useWrite({
    send: (body: Schemas['AccountChangesDto'], key) => ask(api.PUT('/v1/accounts/{accountId}', { params: { path: { accountId }, header: { 'Idempotency-Key': key } }, body })),
    onDone: () => { notifications.show({ message: 'Changed. It holds at once, also where the person is signed in.', color: 'green' }); onDone(); }, changes: [['accounts']],
  });
  const changes = { ...(displayName !== was.displayName && { displayName }), ...(role !== was.role && { role }), ...(state !== was.state && { state }) };
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate(changes); }}>
      <Stack>
        <TextInput label="Whole name" required value={displayName} onChange={(event) => setDisplayName(event.currentTarget.value)} />
        <NativeSelect label="Role" value={role} onChange={(event) => setRole(event.currentTarget.value as Role)} data={ROLE_CHOICES} description={ROLES[role].about} />
        <Radio.Group label="State" value={state} onChange={(value) => setState(value as Account['state'])}>
          <Stack gap="xs" mt="xs"><Radio value="active" label="May sign in" /><Radio value="locked" label="Locked for now" /><Radio value="disabled" label="Has left the practice" /></Stack>
        </Radio.Group>
        {error !== null && <ProblemNote problem={error} title="Nothing was changed" />}
        <Group><Button type="submit" loading={isPending} disabled={Object.keys(changes).length === 0}>Change</Button></Group>
      </Stack>
    </form>
  );
}
