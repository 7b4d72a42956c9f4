/** Everybody of the practice by name, in pages; found by the beginning of a name, a number or a birth date. */
import { Anchor, Button, Group, Table, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { PatientSearchBox, usePatientSearch } from '../../parts/patient-search';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, nameInWords, spaced } from '../../parts/words';

const PAGE = 50;

export function PatientsScreen() {
  const { typed, setTyped, text, found } = usePatientSearch();
  const mayRegister = useMay('register-patient');
  return (
    <Screen title="Patients" actions={mayRegister && <Button renderRoot={(props) => <Link to="/patients/new" {...props} />} leftSection={<IconUserPlus size={18} aria-hidden />}>Register a patient</Button>}>
      <PatientSearchBox label="Find a patient" typed={typed} onType={setTyped} />
      {text === '' ? <Everybody mayRegister={mayRegister} /> : <Found found={found} />}
    </Screen>
  );
}

function Everybody({ mayRegister }: { readonly mayRegister: boolean }) {
  const pages = useInfiniteQuery({
    queryKey: ['patients'], initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => ask(api.GET('/v1/patients', { params: { query: { limit: PAGE, ...(pageParam !== undefined && { cursor: pageParam }) } } })),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (pages.isPending) return <Loading what="the patients" />;
  if (pages.error !== null) return <ProblemNote problem={pages.error} onAgain={() => void pages.refetch()} />;
  const items = pages.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return <EmptyState title="No patient is registered yet" action={mayRegister && <Button renderRoot={(props) => <Link to="/patients/new" {...props} />}>Register the first patient</Button>}>Register a patient with the coverage, open an episode with the levels that are planned, then document what happened.</EmptyState>;
  }
  return (
    <>
      <PatientTable items={items} caption="All patients, by name" />
      {pages.hasNextPage && <Group><Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>Show more</Button></Group>}
    </>
  );
}

function Found({ found }: { readonly found: ReturnType<typeof usePatientSearch>['found'] }) {
  if (found.isPending) return <Loading what="patients" />;
  if (found.error !== null) return <ProblemNote problem={found.error} onAgain={() => void found.refetch()} />;
  const { items, more } = found.data;
  return (
    <>
      <Text role="status">{items.length === 0 ? 'Nobody is found. Look at the spelling, or search by the birth date.' : `${items.length}${more ? ' and more' : ''} found`}</Text>
      {items.length > 0 && <PatientTable items={items} caption="Patients found" />}
    </>
  );
}

function PatientTable({ items, caption }: { readonly items: readonly Schemas['PatientListItem'][]; readonly caption: string }) {
  return (
    <WideTable label={caption} caption={caption} columns={['Name', 'Born', 'Chart number', 'Coverage', 'Open episodes']} striped highlightOnHover captionSide="top" miw={560}>
      {items.map(({ patientId, name, birthDate, identifiers, coverage, openEpisodes }) => (
        <Table.Tr key={patientId}>
          <Table.Td><Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{nameInWords(name)}</Anchor></Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateInWords(birthDate)}</Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>{identifiers.find(({ kind }) => kind === 'mrn')?.value ?? ''}</Table.Td>
          <Table.Td>{[coverage?.payer, coverage?.line].filter((part) => part !== undefined && part !== null).map((part) => spaced(part ?? '')).join(', ')}</Table.Td>
          <Table.Td>{openEpisodes}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
