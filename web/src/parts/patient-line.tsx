/** Whose this is, with two identifiers, and the way to the patient. */
import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../api/client';
import { useMay } from '../api/session';
import { dateInWords, nameInWords } from './words';

export function usePatient(patientId: string) {
  const mayRead = useMay('read-patient');
  return useQuery({ queryKey: ['patient', patientId, 'person'], queryFn: () => ask(api.GET('/v1/patients/{patientId}', { params: { path: { patientId } } })), enabled: mayRead });
}

export function PatientLine({ patientId, name }: { readonly patientId: string; readonly name?: { readonly family: string; readonly given: string } | undefined }) {
  const mayRead = useMay('read-patient');
  const { data } = usePatient(patientId);
  if (!mayRead) return name === undefined ? null : <Text>{nameInWords(name)}</Text>;
  const member = data?.coverages[0]?.memberId;
  return (
    <Group gap="xs">
      <Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{data === undefined ? 'The patient' : nameInWords(data.name)}</Anchor>
      {data !== undefined && <Text size="sm" c="dimmed">born {dateInWords(data.birthDate)}{member === undefined ? '' : ` · member id ${member}`}</Text>}
    </Group>
  );
}
