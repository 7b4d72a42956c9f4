/** The browser makes the key; the service says for whom, and keeps its public half. */
import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, TOKEN, type Schemas } from '../../api/client';
import { passkeysWork } from '../../app/passkey-button';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';

interface Creates {
  parseCreationOptionsFromJSON(options: unknown): PublicKeyCredentialCreationOptions;
}

async function make({ label, currentPassword }: { readonly label: string; readonly currentPassword: string }) {
  const options = await ask(api.POST('/v1/session/passkeys/options', { params: { header: TOKEN }, body: { currentPassword } }));
  const publicKey = (PublicKeyCredential as unknown as Creates).parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey }).catch(() => null) as (PublicKeyCredential & { toJSON(): unknown }) | null;
  if (credential === null) throw new Error('The device made no passkey. Try again, or use another device.');
  return ask(api.POST('/v1/session/passkeys', { params: { header: TOKEN }, body: { label, response: credential.toJSON() } as Schemas['PasskeyDto'] }));
}

export function AddPasskey({ onDone }: { readonly onDone: () => void }) {
  const [label, setLabel] = useState('');
  const [password, setPassword] = useState('');
  const { mutate, error, isPending } = useWrite({ send: make, onDone: () => { notifications.show({ message: 'Added.', color: 'green' }); onDone(); }, changes: [['passkeys']] });
  if (!passkeysWork()) return <ProblemNote problem={new Error('This browser has no passkeys. Use a newer one.')} title="Not here" />;
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate({ label, currentPassword: password }); }}>
      <Stack>
        <TextInput label="What will you call it?" description="For example: my laptop" required value={label} onChange={(event) => setLabel(event.currentTarget.value)} autoComplete="off" />
        <PasswordInput label="Your password, once more" description="So that an unattended screen gives nobody a way in" required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show your password once more' }} />
        {error !== null && <ProblemNote problem={error} title="No passkey was added" />}
        <Group><Button type="submit" loading={isPending}>Make the passkey</Button><Button variant="default" onClick={onDone}>Not now</Button></Group>
      </Stack>
    </form>
  );
}
