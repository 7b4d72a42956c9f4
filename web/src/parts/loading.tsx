import { Group, Loader, Text } from '@mantine/core';

/** Says what is being loaded, for who does not see it turn. */
export function Loading({ what }: { readonly what: string }) {
  return <Group role="status" p="md" gap="sm"><Loader size="sm" aria-hidden /><Text>Loading {what} ...</Text></Group>;
}
