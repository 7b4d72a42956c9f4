/** The figures themselves: words to the left, counts to the right. */
import { Table } from '@mantine/core';
import { RowHead, WideTable } from '../../parts/wide-table';

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
    <WideTable label={caption} caption={caption} columns={heads.map((name, at) => ({ name, ta: at < words ? 'left' : 'right' }))} striped captionSide="top" miw={heads.length * 96} className="tabular">
      {rows.map((cells) => (
        <Table.Tr key={cells.slice(0, words).join(' ')}>
          {cells.map((cell, at) => (at === 0 ? <RowHead key={heads[at]} fw={400}>{cell}</RowHead> : <Table.Td key={heads[at]} ta={at < words ? 'left' : 'right'}>{cell}</Table.Td>))}
        </Table.Tr>
      ))}
    </WideTable>
  );
}
