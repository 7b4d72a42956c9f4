/** The first sign-in with a password that somebody else has seen. */
import { Alert, Button, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { request } from '../api/client';
import { fetchSession, SESSION_KEY } from '../api/session';

export function PasswordChange() {
  return (
    <main>
      <Paper maw="26rem" mx="auto" mt="12vh" p="lg" withBorder>
        <Title order={1} size="h2" mb="xs">Choose a password of your own</Title>
        <Text mb="md">The one you were given works once.</Text>
        <PasswordForm />
      </Paper>
    </main>
  );
}

export function PasswordForm({ onChanged }: { readonly onChanged?: () => void }) {
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const [said, setSaid] = useState<string>();
  const [isWaiting, setWaiting] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWaiting(true);
    setSaid(undefined);
    try {
      await request('/v1/session/password', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ currentPassword: current, newPassword: chosen }) });
      client.setQueryData(SESSION_KEY, await fetchSession());
      setCurrent('');
      setChosen('');
      onChanged?.();
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    } finally {
      setWaiting(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack>
        {said !== undefined && <Alert color="red" role="alert" title="Not changed">{said}</Alert>}
        <PasswordInput label="Present password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show the present password' }} />
        <PasswordInput label="New password" description="At least 12 characters; a few words are fine" autoComplete="new-password" required minLength={12} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show the new password' }} />
        <Button type="submit" loading={isWaiting}>Change the password</Button>
      </Stack>
    </form>
  );
}
