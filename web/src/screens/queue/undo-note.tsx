import { Button, Group, Text } from '@mantine/core';

export function UndoNote({ said, onUndo }: { readonly said: string; readonly onUndo: () => void }) {
  return <Group justify="space-between" gap="sm"><Text size="sm" role="status">{said}</Text><Button size="compact-sm" variant="default" onClick={onUndo}>Undo</Button></Group>;
}
