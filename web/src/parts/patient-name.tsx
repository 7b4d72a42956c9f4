/** A patient by name where a list of the service names only the id. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../api/client';
import { nameInWords } from './words';

export function PatientName({ patientId }: { readonly patientId: string }) {
  const { data } = useQuery({ queryKey: ['patient', patientId, 'person'], queryFn: () => ask(api.GET('/v1/patients/{patientId}', { params: { path: { patientId } } })) });
  return <Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{data === undefined ? patientId : nameInWords(data.name)}</Anchor>;
}
