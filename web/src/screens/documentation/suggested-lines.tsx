/** The lines that the record of the day gives, and what is held until somebody answers. Never a dearer code than documented. */
import { Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { WideTable } from '../../parts/wide-table';
import { datesInWords, spaced } from '../../parts/words';

type ClaimType = Schemas['ServiceLinesDto']['claimType'];
type Open = Schemas['OpenLine'];
type Lines = Schemas['ServiceLines'];

interface SuggestedLinesProps {
  readonly patientId: string;
  readonly factId: string;
  readonly dateOfService: string;
}

export function SuggestedLines({ patientId, factId, dateOfService }: SuggestedLinesProps) {
  const [claimType, setClaimType] = useState<ClaimType>('professional');
  const mayCode = useMay('code-services');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['patient', patientId, 'service-lines', dateOfService, claimType], enabled: mayCode,
    queryFn: () => ask(api.POST('/v1/patients/{patientId}/service-lines', { params: { path: { patientId } }, body: { dateOfService, claimType } })),
  });
  if (!mayCode) return null;
  return (
    <Stack component="section" aria-label="Suggested lines" gap="sm">
      <Group justify="space-between" align="flex-end">
        <div><Title order={2} size="h4">Suggested lines of the day</Title><Text size="sm" c="dimmed">From the facts of the day; a person bills.</Text></div>
        <NativeSelect label="Claim" value={claimType} onChange={(event) => setClaimType(event.currentTarget.value as ClaimType)} data={[{ value: 'professional', label: 'Professional' }, { value: 'facility', label: 'Facility' }]} />
      </Group>
      {isPending && <Loading what="the lines" />}
      {error !== null && <ProblemNote problem={error} title="No lines" onAgain={() => void refetch()} />}
      {data !== undefined && <LinesTable lines={data} factId={factId} />}
    </Stack>
  );
}

function LinesTable({ lines: { lines, held, notBilled, findings }, factId }: { readonly lines: Lines; readonly factId: string }) {
  const said = (rule: string): string => findings.find(({ kind, outcome }) => kind === rule && outcome !== 'met')?.text ?? spaced(rule);
  const own = (facts: readonly string[]): string => (facts.includes(factId) ? 'this note' : 'another note of the day');
  const open = (what: string, line: Open, index: number) => (
    <Table.Tr key={`${what} ${index}`}>
      <Table.Td fw={700} className="tabular">{line.codes.map(({ code }) => code).join(' or ') || 'No code'}</Table.Td><Table.Td>{line.modifiers.join(', ')}</Table.Td><Table.Td>{line.units}</Table.Td><Table.Td>{line.diagnoses.join(', ')}</Table.Td><Table.Td />
      <Table.Td><Text span fw={600}>{what}</Text>: {datesInWords(line.because.map(said).join(' '))} <Text span size="sm" c="dimmed">({own(line.facts)})</Text></Table.Td>
    </Table.Tr>
  );
  return (
    <WideTable label="Suggested lines" caption="Lines of the day" columns={['Code', 'Modifiers', 'Units', 'Diagnoses', 'Place', 'State']} withTableBorder verticalSpacing="xs" miw={760}>
      {lines.map(({ code, label, modifiers, units, diagnoses, placeOfService, facts }, index) => (
        <Table.Tr key={`${code} ${index}`}>
          <Table.Td><Text fw={700} className="tabular">{code}</Text><Text size="sm" c="dimmed">{label}</Text></Table.Td><Table.Td>{modifiers.join(', ')}</Table.Td><Table.Td>{units}</Table.Td><Table.Td>{diagnoses.join(', ')}</Table.Td><Table.Td>{placeOfService}</Table.Td>
          <Table.Td><Text span fw={600}>Ready</Text> <Text span size="sm" c="dimmed">({own(facts)})</Text></Table.Td>
        </Table.Tr>
      ))}
      {held.map((line, index) => open('Held', line, index))}
      {notBilled.map((line, index) => open('Not billed', line, index))}
      {lines.length + held.length + notBilled.length === 0 && <Table.Tr><Table.Td colSpan={6}>Nothing of this day becomes a line.</Table.Td></Table.Tr>}
    </WideTable>
  );
}
