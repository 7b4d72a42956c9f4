/** The last imports with what became of each; one is looked at again. */
import { Anchor, Badge, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { RowHead, WideTable } from '../../parts/wide-table';
import { instantInWords } from '../../parts/words';
import { useRuns } from './queries';
import { StateBadge } from './state-badge';
import { refusedOf } from './words';

export function EarlierImports({ shown }: { readonly shown: string | undefined }) {
  const runs = useRuns();
  if (runs.error !== null) return <ProblemNote problem={runs.error} onAgain={() => void runs.refetch()} />;
  if (runs.data === undefined) return <Loading what="the imports" />;
  const { items } = runs.data;
  if (items.length === 0) return <NoImport />;
  return (
    <Stack gap="xs" component="section" aria-labelledby="earlier-imports">
      <Title order={2} size="h4" id="earlier-imports">Imports so far</Title>
      <WideTable label="Imports so far" caption="Newest first, at most 50" columns={['Begun', 'Source', 'By', 'State', 'Patients', 'New', 'Not taken']}>
        {items.map(({ importId, source, createdBy, createdAt, state, counts }) => (
          <Table.Tr key={importId}>
            <RowHead><Anchor inherit fw={600} renderRoot={(props) => <Link to="/imports" search={{ tab: 'files', import: importId }} aria-current={importId === shown ? 'true' : undefined} {...props} />}>{instantInWords(createdAt)}</Anchor>{importId === shown && <Badge ml="xs" variant="outline" tt="none" color="gray" c="inherit">shown above</Badge>}</RowHead>
            <Table.Td>{source}</Table.Td>
            <Table.Td>{createdBy}</Table.Td>
            <Table.Td><StateBadge state={state} /></Table.Td>
            <Table.Td className="tabular">{counts['patients'] ?? 0}</Table.Td>
            <Table.Td className="tabular">{counts['new'] ?? 0}</Table.Td>
            <Table.Td className="tabular">{Math.max(0, refusedOf({ counts }))}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
    </Stack>
  );
}

function NoImport() {
  return (
    <EmptyState title="Nothing was imported yet" action={<Anchor renderRoot={(props) => <Link to="/imports" search={{ tab: 'sources' }} {...props} />}>Save how a source writes its files</Anchor>}>
      Tables need a mapping first: it says what each column means. Then choose the file and check it; nothing is stored before you say so. <Text span inherit ff="monospace">docs/import.md</Text> tells how a mapping is written, and <Text span inherit ff="monospace">npm run import -- --demo</Text> reads a messy sample into an empty practice of its own.
    </EmptyState>
  );
}
