/** The second factor beside a password: set up with an authenticator app, confirmed with its first code, turned off again. */
import { Anchor, Badge, Button, Group, List, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, TOKEN, type Schemas } from '../../api/client';
import { fetchSession, SESSION_KEY, useSession } from '../../api/session';
import { ProblemNote } from '../../parts/problem-note';
import { ShownOnce } from '../../parts/shown-once';
import { useWrite } from '../../parts/write';
import { WithPassword } from './with-password';

export function OneTimeCodes() {
  const { account } = useSession();
  const client = useQueryClient();
  const refresh = async (said: string): Promise<void> => { client.setQueryData(SESSION_KEY, await fetchSession()); notifications.show({ message: said, color: 'green' }); };
  if (!account.hasOneTimeCode) return <SetUp onDone={() => void refresh('One-time codes are on.')} />;
  return (
    <Stack align="flex-start">
      <Group gap="xs"><Badge tt="none" color="green.9">On</Badge><Text size="sm">Signing in with your password asks for a code of your authenticator app.</Text></Group>
      <WithPassword action="Turn them off" refused="Still on" opens={(open) => <Button variant="default" onClick={open}>Turn one-time codes off</Button>}
        send={(currentPassword) => ask(api.POST('/v1/session/one-time-code/removal', { params: { header: TOKEN }, body: { currentPassword } }))} onDone={() => void refresh('One-time codes are off.')} />
    </Stack>
  );
}

function SetUp({ onDone }: { readonly onDone: () => void }) {
  const [password, setPassword] = useState('');
  const { mutate, data: secret, error, isPending } = useWrite({ send: (body: Schemas['ConfirmationDto']) => ask(api.POST('/v1/session/one-time-code', { params: { header: TOKEN }, body })) });
  if (secret !== undefined) return <Confirm secret={secret} onDone={onDone} />;
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate({ currentPassword: password }); }}>
      <Stack align="flex-start">
        <Text size="sm">Six digits of an authenticator app on your phone, beside the password. They are off now.</Text>
        <PasswordInput w="100%" label="Your password" description="So that an unattended screen gives nobody a way in" required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show your password' }} />
        {error !== null && <ProblemNote problem={error} title="Not begun" />}
        <Button type="submit" variant="default" loading={isPending}>Set up one-time codes</Button>
      </Stack>
    </form>
  );
}

function Confirm({ secret: { secret, uri }, onDone }: { readonly secret: Schemas['OneTimeSecret']; readonly onDone: () => void }) {
  const [code, setCode] = useState('');
  const { mutate, error, isPending } = useWrite({ send: (body: Schemas['CodeDto']) => ask(api.POST('/v1/session/one-time-code/confirmation', { params: { header: TOKEN }, body })), onDone });
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate({ code: code.replaceAll(' ', '') }); }}>
      <Stack align="flex-start">
        <List type="ordered" size="sm"><List.Item>Scan this with the authenticator app, <Anchor href={uri}>open it on this device</Anchor>, or type the secret into the app.</List.Item><List.Item>Type the six digits that the app shows.</List.Item></List>
        <ShownOnce title="Shown now and never again" what="secret" value={secret} scanned={uri} />
        <TextInput label="Code of the app" required inputMode="numeric" autoComplete="one-time-code" maw="16rem" value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        {error !== null && <ProblemNote problem={error} title="Not on yet" />}
        <Button type="submit" loading={isPending}>Confirm</Button>
      </Stack>
    </form>
  );
}
