/** What is told this one time: large enough to be written down, with a button to copy it. Nothing of it is kept by the page. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';

const QrCode = lazy(() => import('./qr-code').then((module) => ({ default: module.QrCode })));

interface ShownOnceProps {
  readonly title: string;
  /** What it is, for the button and for who does not see it. */
  readonly what: string;
  readonly value: string;
  readonly children?: React.ReactNode;
  /** What a phone's camera is given; left out, there is nothing to scan. */
  readonly scanned?: string;
}

export function ShownOnce({ title, what, value, children, scanned }: ShownOnceProps) {
  return (
    <Alert color="yellow" title={title} role="status">
      <Stack gap="sm" align="flex-start">
        {children !== undefined && <Text size="sm">{children}</Text>}
        <Code block aria-label={what} fz="md" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', userSelect: 'all' }}>{value}</Code>
        <Group>
          <CopyButton value={value}>
            {({ copied, copy }) => <Button size="sm" variant="default" onClick={copy} leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />} aria-live="polite">{copied ? 'Copied' : `Copy the ${what}`}</Button>}
          </CopyButton>
        </Group>
        {scanned !== undefined && <Suspense fallback={null}><QrCode text={scanned} label={`The ${what} as a QR code`} /></Suspense>}
      </Stack>
    </Alert>
  );
}
