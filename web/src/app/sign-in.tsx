/** Name and password, a one-time code where the account has one, or a passkey. Nothing to remember beyond that, and pasting works. */
import { Alert, Button, Divider, Modal, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask, Problem, request } from '../api/client';
import { fetchSession, SESSION_KEY } from '../api/session';
import { PasskeyButton } from './passkey-button';

/** Read before the router puts another address in place: where the provider's answer opened no account. */
const wasRefused = window.location.hash === '#sign-in-refused';
const REFUSED_ELSEWHERE = 'The provider\'s answer opens no account here. Try again, sign in with your password, or ask whoever administers accounts.';

export function SignIn({ over }: { readonly over?: string }) {
  if (over === undefined) {
    return (
      <main>
        <Paper maw="26rem" mx="auto" mt="12vh" p="lg" withBorder>
          <Title order={1} size="h2" mb="md">Sign in to Pathgate</Title>
          <SignInForm name="" />
        </Paper>
      </main>
    );
  }
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title="You were signed out" centered overlayProps={{ backgroundOpacity: 1, color: 'var(--mantine-color-body)' }}>
      <Text mb="md">Nothing you typed is lost: sign in again and go on.</Text>
      <SignInForm name={over} />
    </Modal>
  );
}

function SignInForm({ name: known }: { readonly name: string }) {
  const client = useQueryClient();
  const [name, setName] = useState(known);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const [said, setSaid] = useState<string | undefined>(wasRefused && known === '' ? REFUSED_ELSEWHERE : undefined);
  const [isWaiting, setWaiting] = useState(false);

  const signedIn = async (): Promise<void> => { client.setQueryData(SESSION_KEY, await fetchSession()); await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] }); };
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWaiting(true);
    setSaid(undefined);
    try {
      await request('/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password, ...(code !== '' && { oneTimeCode: code }) }) });
      await signedIn();
    } catch (error) {
      if (error instanceof Problem && error.code === 'one-time-code-needed') setNeedsCode(true);
      else setSaid(error instanceof Error ? error.message : String(error));
    } finally {
      setWaiting(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack>
        {said !== undefined && <Alert color="red" role="alert" title="Not signed in">{said}</Alert>}
        <TextInput label="Name" autoComplete="username webauthn" required value={name} onChange={(event) => setName(event.currentTarget.value)} autoCapitalize="none" />
        <PasswordInput label="Password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }} />
        {needsCode && <TextInput label="One-time code" description="Six digits, from your authenticator" autoComplete="one-time-code" inputMode="numeric" required value={code} onChange={(event) => setCode(event.currentTarget.value)} />}
        <Button type="submit" loading={isWaiting}>Sign in</Button>
        <PasskeyButton onSignedIn={signedIn} onRefused={setSaid} />
        <ElsewhereButton />
      </Stack>
    </form>
  );
}

/** Where the practice's own provider vouches for its people, a link leads there; a page that is left for it keeps nothing. */
function ElsewhereButton() {
  const { data: ways } = useQuery({ queryKey: ['ways'], queryFn: () => ask(api.GET('/v1/session/ways')), staleTime: Infinity });
  if (ways?.openid !== true) return null;
  return (
    <>
      <Divider label="or" />
      <Button component="a" href="/v1/session/openid" variant="default">Sign in with the practice's provider</Button>
    </>
  );
}
