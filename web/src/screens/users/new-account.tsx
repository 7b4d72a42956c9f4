import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { OneTimePassword } from './one-time-password';
import { ROLE_CHOICES, ROLES, type Role } from './roles';

export function NewAccount({ onDone }: { readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const { mutate, data: made, error, faults, isPending } = useWrite({ send: (body: Schemas['AccountDto'], key) => ask(api.POST('/v1/accounts', { params: { header: { 'Idempotency-Key': key } }, body })), changes: [['accounts']] });
  if (made !== undefined) return <OneTimePassword name={made.name} password={made.oneTimePassword} onDone={onDone} />;
  const faultAt = (pointer: string): string | undefined => faults.find((fault) => fault.pointer === pointer)?.message;
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (role !== '') mutate({ name, displayName, role }); }}>
      <Stack>
        <TextInput label="Whole name" description="As colleagues see it" required value={displayName} error={faultAt('/displayName')} onChange={(event) => setDisplayName(event.currentTarget.value)} autoComplete="off" />
        <TextInput label="Name to sign in with" description="Small letters, for example mreyes" required value={name} error={faultAt('/name')} onChange={(event) => setName(event.currentTarget.value)} autoComplete="off" autoCapitalize="none" />
        <NativeSelect label="Role" required value={role} onChange={(event) => setRole(event.currentTarget.value as Role | '')} data={[{ value: '', label: 'Choose ...' }, ...ROLE_CHOICES]} description={role === '' ? undefined : ROLES[role].about} />
        {error !== null && <ProblemNote problem={error} title="No account was made" />}
        <Group><Button type="submit" loading={isPending}>Make the account</Button></Group>
      </Stack>
    </form>
  );
}
