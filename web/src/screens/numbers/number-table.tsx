/** The figures themselves: words to the left, counts to the right. */
import { Table } from '@mantine/core';
import { Scrolls } from '../../parts/scrolls';

interface NumberTableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  /** How many of the first columns are words; the first one names the row. */
  readonly words: number;
  readonly rows: readonly (readonly (string | number)[])[];
}

export function NumberTable({ caption, heads, words, rows }: NumberTableProps) {
  if (rows.length === 0) return null;
  return (
    <Scrolls label={caption}>
      <Table striped captionSide="top" miw={heads.length * 96} className="tabular">
        <Table.Caption>{caption}</Table.Caption>
        <Table.Thead><Table.Tr>{heads.map((head, at) => <Table.Th key={head} ta={at < words ? 'left' : 'right'}>{head}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {rows.map((cells) => (
            <Table.Tr key={cells.slice(0, words).join(' ')}>
              {cells.map((cell, at) => (at === 0 ? <Table.Th key={heads[at]} scope="row" fw={400} ta="left">{cell}</Table.Th> : <Table.Td key={heads[at]} ta={at < words ? 'left' : 'right'}>{cell}</Table.Td>))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scrolls>
  );
}
