import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function NotHere() {
  return (
    <Stack gap="xs">
      <Title order={1} size="h2">There is nothing at this address</Title>
      <Text>The link may be of an earlier version, or a letter is missing.</Text>
      <Anchor renderRoot={(props) => <Link to="/queue" {...props} />}>Go to the work queue</Anchor>
    </Stack>
  );
}
