/** What was not taken: where it stands, and why. The service never tells what stands there; the file does. */
import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Problem } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { RowHead, WideTable } from '../../parts/wide-table';
import { useRefusals } from './queries';
import { placeInWords, whyInWords, type Refusal } from './words';

export function Refusals({ importId, state }: { readonly importId: string; readonly state: string }) {
  const found = useRefusals(importId, state);
  if (found.error instanceof Problem && found.error.code === 'import-files-gone') return <Text size="sm" c="dimmed">What was not taken is not kept here any more.</Text>;
  if (found.error !== null) return <ProblemNote problem={found.error} onAgain={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading what="what was not taken" />;
  // As they stand in the file: what no reader could take is told before what the record could not.
  const items = found.data.pages.flatMap((page) => page.items).sort((one, other) => one.row - other.row);
  if (items.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">What was not taken</Title>
      <RefusalTable items={items} />
      {found.hasNextPage && <Group><Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>Show more</Button></Group>}
    </Stack>
  );
}

export function RefusalTable({ items }: { readonly items: readonly Refusal[] }) {
  return (
    <WideTable label="What was not taken" caption="Rows as a spreadsheet numbers them; of NDJSON the line, of a Bundle the number of the entry" columns={['Row', 'Column', 'Why']} striped>
      {items.map((refusal, at) => (
        <Table.Tr key={`${at} ${refusal.row}`}>
          <RowHead className="tabular">{refusal.row}</RowHead>
          <Table.Td>{placeInWords(refusal)}</Table.Td>
          <Table.Td>{whyInWords(refusal.code)}</Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
