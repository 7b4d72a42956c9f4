/** Says that what is shown is not the usual, and the way back. Its words have the colour of text, on any ground. */
import { Alert, Button, Group, Text } from '@mantine/core';

interface NoticeProps {
  readonly title: string;
  readonly children: string;
  readonly back: string;
  readonly onBack: () => void;
}

export function Notice({ title, children, back, onBack }: NoticeProps) {
  return (
    <Alert color="yellow" variant="light" role="status" title={title} styles={{ title: { color: 'var(--mantine-color-text)' } }}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 14rem' }}>{children}</Text>
        <Button size="xs" variant="default" className="not-printed" onClick={onBack}>{back}</Button>
      </Group>
    </Alert>
  );
}
