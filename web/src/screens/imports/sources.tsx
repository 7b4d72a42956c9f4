/** Whose files can be read, and the mapping of each: pasted or chosen, checked by the service, saved under the name it says itself. */
import { Badge, Button, Stack, Table } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { RowHead, WideTable } from '../../parts/wide-table';
import { instantInWords } from '../../parts/words';
import { SaveMapping } from './save-mapping';
import { useSources } from './queries';
import { FORMATS } from './words';

export function Sources({ chosen }: { readonly chosen: string | undefined }) {
  const navigate = useNavigate();
  const sources = useSources();
  if (sources.error !== null) return <ProblemNote problem={sources.error} onAgain={() => void sources.refetch()} />;
  if (sources.data === undefined) return <Loading what="the sources" />;
  return (
    <Stack gap="lg">
      <WideTable label="Sources" caption="A mapping that the practice has saved stands in place of one that ships" columns={['Source', 'Writes', 'Mapping', 'Do']}>
        {sources.data.items.map(({ source, format, ships, savedBy, savedAt }) => (
          <Table.Tr key={source}>
            <RowHead>{source}</RowHead>
            <Table.Td>{FORMATS[format]}</Table.Td>
            <Table.Td>{ships ? <Badge color="gray.7" tt="none">Ships with Pathgate</Badge> : `Saved ${instantInWords(savedAt)} by ${savedBy ?? ''}`}</Table.Td>
            <Table.Td><Button size="xs" variant="default" aria-label={`Read the mapping of ${source}`} onClick={() => void navigate({ to: '/imports', search: { tab: 'sources', source }, replace: true })}>Read</Button></Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      <SaveMapping key={chosen ?? ''} chosen={chosen} />
    </Stack>
  );
}
