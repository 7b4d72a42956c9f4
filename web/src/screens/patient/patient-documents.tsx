/** The documents that facts stand in, each opened where it is; another one is attached on the spot. */
import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { DocumentUpload } from '../../parts/document-upload';
import { OpenDocument } from '../../parts/open-document';
import { WideTable } from '../../parts/wide-table';

export function PatientDocuments({ patientId, documents }: { readonly patientId: string; readonly documents: Schemas['Patient']['documents'] }) {
  const mayAttach = useMay('attach-document');
  const [isAttaching, setAttaching] = useState(false);
  return (
    <Stack gap="xs" component="section" aria-labelledby="documents">
      <Group justify="space-between">
        <Title order={2} size="h3" id="documents">Documents</Title>
        {mayAttach && !isAttaching && <Button variant="default" size="xs" className="not-printed" onClick={() => setAttaching(true)}>Attach a document</Button>}
      </Group>
      {isAttaching && <DocumentUpload patientId={patientId} onUploaded={() => setAttaching(false)} />}
      {documents.length === 0 ? <Text c="dimmed">No document is attached.</Text> : (
        <WideTable label="Documents" caption="As they were attached; a fact names the document it stands in when it is recorded" columns={['Title', 'Pages', 'Type']}>
          {documents.map(({ documentId, title, pages, mediaType }) => (
            <Table.Tr key={documentId}><Table.Td miw="10rem"><OpenDocument patientId={patientId} documentId={documentId}>{title}</OpenDocument></Table.Td><Table.Td className="tabular">{pages}</Table.Td><Table.Td>{mediaType.split('/').at(-1)?.toUpperCase()}</Table.Td></Table.Tr>
          ))}
        </WideTable>
      )}
    </Stack>
  );
}
