/** The head of every screen: where one is, and what can be done here. Sets the title of the page too. */
import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export function Screen({ title, about, actions, children, maxWidth }: { readonly title: string; readonly about?: ReactNode; readonly actions?: ReactNode; readonly children: ReactNode; readonly maxWidth?: string }) {
  // No patient's name in the title: it would stand in histories and on shared screens.
  useDocumentTitle('Pathgate');
  return (
    <Stack gap="md" maw={maxWidth}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 18rem', minWidth: 0 }}>
          <Title order={1} size="h2">{title}</Title>
          {about !== undefined && <Text c="dimmed" component="div">{about}</Text>}
        </div>
        {actions !== undefined && <Group gap="xs" className="not-printed">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
