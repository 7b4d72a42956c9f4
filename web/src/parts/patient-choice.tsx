/** A patient looked for and chosen, to go on with. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { PatientSearchBox, usePatientSearch } from './patient-search';
import { ProblemNote } from './problem-note';
import { dateInWords, nameInWords } from './words';

export function PatientChoice({ onChoose, label = 'Find the patient' }: { readonly onChoose: (patientId: string) => void; readonly label?: string }) {
  const { typed, setTyped, text, found: { data, error } } = usePatientSearch();
  return (
    <Stack gap="xs">
      <PatientSearchBox label={label} typed={typed} onType={setTyped} />
      {error !== null && <ProblemNote problem={error} />}
      {data !== undefined && text !== '' && <Text size="sm" role="status">{data.items.length === 0 ? 'Nobody is found. Look at the spelling, or search by the birth date.' : `${data.items.length}${data.more ? ' and more' : ''} found`}</Text>}
      <Group gap="xs">
        {text !== '' && (data?.items ?? []).map(({ patientId, name, birthDate, identifiers }) => {
          const number = identifiers.find(({ kind }) => kind === 'mrn')?.value;
          const who = [nameInWords(name), ...(birthDate === undefined ? [] : [`born ${dateInWords(birthDate)}`]), ...(birthDate === undefined && number !== undefined ? [number] : [])].join(', ');
          return <Button key={patientId} variant="default" h="auto" mih={36} styles={{ label: { whiteSpace: 'normal' } }} onClick={() => onChoose(patientId)}>{who}</Button>;
        })}
      </Group>
    </Stack>
  );
}
