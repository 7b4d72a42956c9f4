/** A document of the patient, chosen or attached on the spot. */
import { Button, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../api/client';
import { useMay } from '../api/session';
import { DocumentUpload } from './document-upload';

interface Props {
  readonly patientId: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (documentId: string) => void;
  readonly suggestedTitle?: string;
  readonly required?: boolean;
  readonly description?: string;
}

export function DocumentField({ patientId, label, value, onChange, suggestedTitle, required = false, description }: Props) {
  const mayAttach = useMay('attach-document');
  const [isAttaching, setAttaching] = useState(false);
  const { data } = useQuery({ queryKey: ['patient', patientId, 'documents'], queryFn: () => ask(api.GET('/v1/patients/{patientId}/documents', { params: { path: { patientId } } })) });
  const documents = [...(data?.items ?? [])].reverse();
  return (
    <Stack gap="xs">
      <NativeSelect
        label={label} description={description} value={value} required={required} onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: documents.length === 0 ? 'No document on record yet' : 'None' }, ...documents.map(({ documentId, title }) => ({ value: documentId, label: title }))]}
      />
      {mayAttach && !isAttaching && <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setAttaching(true)}>Attach a new file</Button>}
      {isAttaching && <DocumentUpload patientId={patientId} {...(suggestedTitle !== undefined && { suggestedTitle })} onUploaded={({ documentId }) => { setAttaching(false); onChange(documentId); }} />}
    </Stack>
  );
}
