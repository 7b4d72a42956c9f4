/** Nothing here yet: says where to start. */
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function EmptyState({ title, children, action }: { readonly title: string; readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <Stack align="flex-start" gap="xs" p="md">
      <Title order={2} size="h4">{title}</Title>
      <Text c="dimmed">{children}</Text>
      {action}
    </Stack>
  );
}
