/** Where and by whom, from the practice's directory. */
import { NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client';
import type { ObjectValue } from './form/schema';
import { nameInWords } from './words';

export function DirectoryChoice({ value, onChange }: { readonly value: ObjectValue; readonly onChange: (value: ObjectValue) => void }) {
  const facilities = useQuery({ queryKey: ['directory', 'facilities'], queryFn: () => ask(api.GET('/v1/facilities')) });
  const practitioners = useQuery({ queryKey: ['directory', 'practitioners'], queryFn: () => ask(api.GET('/v1/practitioners')) });
  const chosen = (name: string): string => (typeof value[name] === 'string' ? value[name] as string : '');
  const choose = (name: string) => (event: { readonly currentTarget: { readonly value: string } }): void => onChange({ ...value, [name]: event.currentTarget.value === '' ? undefined : event.currentTarget.value });
  const none = { value: '', label: 'Not planned yet' };
  return (
    <Stack gap="sm" mt="sm">
      <NativeSelect label="Facility" description="Its place of service is the plan's" value={chosen('facilityId')} onChange={choose('facilityId')} data={[none, ...(facilities.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]} />
      <NativeSelect label="Practitioner" value={chosen('practitionerId')} onChange={choose('practitionerId')} data={[none, ...(practitioners.data?.items ?? []).map(({ id, name }) => ({ value: id, label: nameInWords(name) }))]} />
    </Stack>
  );
}
