/** Everything of the patient as a file, for the person whose record it is. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMay, useToday } from '../../api/session';
import { ProblemNote } from '../../parts/problem-note';
import { saveFile } from '../../parts/save-file';

const FORMS = [
  { format: 'pdf', type: 'application/pdf', ending: 'pdf', name: 'PDF to read' },
  { format: 'json', type: 'application/json', ending: 'json', name: 'JSON, everything' },
  { format: 'fhir', type: 'application/fhir+json', ending: 'fhir.json', name: 'FHIR bundle' },
] as const;

export function RecordCopy({ patientId }: { readonly patientId: string }) {
  const mayExport = useMay('export-patient');
  const today = useToday();
  const save = useMutation({ mutationFn: ({ format, type, ending }: (typeof FORMS)[number]) => saveFile(`/v1/patients/${patientId}/export?format=${format}`, type, `record-${patientId}-${today}.${ending}`) });
  if (!mayExport) return null;
  return (
    <Stack gap="xs" component="section" aria-labelledby="copy" className="not-printed">
      <Title order={2} size="h3" id="copy">A copy for the patient</Title>
      <Text size="sm">Everything that is recorded, with the documents and who has looked at it. Taking it is on the audit.</Text>
      <Group gap="xs">
        {FORMS.map((form) => (
          <Button key={form.format} variant="default" size="sm" loading={save.isPending && save.variables.format === form.format} disabled={save.isPending} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => save.mutate(form)}>{form.name}</Button>
        ))}
      </Group>
      {save.error !== null && <ProblemNote problem={save.error} title="No file was made" />}
    </Stack>
  );
}
