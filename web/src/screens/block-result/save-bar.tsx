/** Saving is in reach of the thumb once there is something to save, and says what is missing. */
import { Button, Group, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../parts/problem-note';

interface SaveBarProps {
  readonly label: string;
  /** Stays at the foot of the screen while the rest scrolls. */
  readonly isInReach: boolean;
  readonly isReady: boolean;
  readonly isSaved: boolean;
  /** What is missing, or empty. */
  readonly missing: string;
  readonly onSave: () => Promise<void>;
}

export function SaveBar({ label, isInReach, isReady, isSaved, missing, onSave }: SaveBarProps) {
  const [problem, setProblem] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    setProblem(undefined);
    await onSave().catch(setProblem);
    setSaving(false);
  };
  return (
    <Paper withBorder shadow="md" p="sm" style={isInReach ? { position: 'sticky', bottom: 0, zIndex: 10 } : undefined}>
      {problem !== undefined && <ProblemNote problem={problem} title="Not saved: this browser does not let the app keep entries" />}
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" aria-live="polite" flex="1 1 12rem">{missing !== '' ? missing : isSaved ? 'Saved on this device as you tap.' : 'Saving on this device ...'}</Text>
        <Button size="md" h={48} flex="0 0 auto" disabled={!isReady} loading={isSaving} onClick={() => void save()}>{label}</Button>
      </Group>
    </Paper>
  );
}
