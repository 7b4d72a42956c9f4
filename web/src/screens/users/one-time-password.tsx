import { Button, Group, Stack } from '@mantine/core';
import { ShownOnce } from '../../parts/shown-once';

export function OneTimePassword({ name, password, onDone }: { readonly name: string; readonly password: string; readonly onDone: () => void }) {
  return (
    <Stack>
      <ShownOnce title="Shown now and never again" what="one-time password" value={password}>Give it to the person yourself, together with the name <b>{name}</b>. It works once: the first thing asked for is a password of their own.</ShownOnce>
      <Group><Button onClick={onDone}>I have handed it over</Button></Group>
    </Stack>
  );
}
