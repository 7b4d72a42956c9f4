/** What was signed is these bytes: its digest, and how anybody can tell later whether a file is that packet. */
import { Alert, Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Packet } from './use-packet';

export function FrozenNote({ packet, signature }: { readonly packet: Packet; readonly signature: NonNullable<Packet['signature']> }) {
  const { pdf, patientVersion, documents } = signature.manifest;
  return (
    <Alert color="green" icon={<IconLock aria-hidden />} title="Frozen: this PDF is what was signed">
      <Text size="sm">SHA-256 of the PDF ({pdf.pages} pages, {pdf.bytes.toLocaleString('en-US')} bytes, record version {patientVersion}, {documents.length} {documents.length === 1 ? 'document' : 'documents'}):</Text>
      <Group gap="xs" mt={4}>
        <span className="packet-hash">{pdf.sha256}</span>
        <CopyButton value={pdf.sha256}>{({ copied, copy }) => <Button size="compact-xs" variant="default" onClick={copy} aria-live="polite">{copied ? 'Copied' : 'Copy'}</Button>}</CopyButton>
      </Group>
      {signature.rationale !== undefined && <Text size="sm" mt="xs">Signed with gaps: {signature.rationale}</Text>}
      <details>
        <summary>How to verify a file</summary>
        <Text size="sm" mt="xs">A file is this packet when its SHA-256 is the one above. Where the service runs, this rebuilds the packet from the log and compares:</Text>
        <Code block mt="xs">npm run -s packet -- verify {packet.patientId} {packet.packetId} FILE.pdf</Code>
      </details>
    </Alert>
  );
}
