/** What weakens the door is asked for twice: first the button, then the password of whose account it is. */
import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useCallback, useState, type ReactNode } from 'react';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';

interface WithPasswordProps {
  /** What the button opens. */
  readonly opens: (open: () => void) => ReactNode;
  readonly action: string;
  readonly refused: string;
  readonly send: (currentPassword: string) => Promise<unknown>;
  readonly onDone: () => void;
  readonly changes?: readonly (readonly string[])[];
}

export function WithPassword({ opens, action, refused, send, onDone, changes }: WithPasswordProps) {
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const close = (): void => { setOpen(false); setPassword(''); };
  const { mutate, error, isPending, reset } = useWrite({ send, onDone: () => { close(); onDone(); }, ...(changes !== undefined && { changes }) });
  // Whoever pressed the button that was here goes on in the field that took its place.
  const focus = useCallback((field: HTMLInputElement | null): void => field?.focus(), []);
  if (!isOpen) return opens(() => { reset(); setOpen(true); });
  return (
    <form style={{ width: '100%' }} onSubmit={(event) => { event.preventDefault(); mutate(password); }}>
      <Stack gap="xs">
        <PasswordInput label="Your password, once more" ref={focus} description="So that an unattended screen takes nothing off" required autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': 'Show your password once more' }} />
        {error !== null && <ProblemNote problem={error} title={refused} />}
        <Group><Button type="submit" color="red.9" loading={isPending}>{action}</Button><Button variant="default" onClick={close}>Not now</Button></Group>
      </Stack>
    </form>
  );
}
