/** Named statistics of one series side by side: percent relief is not one number, and a policy reads one of them. */
import { Table, Text } from '@mantine/core';
import { RowHead, WideTable } from './wide-table';
import { percentInWords } from './words';

export interface NamedStatistic {
  readonly name: string;
  /** Left out: not known; nothing is filled in. */
  readonly percent?: number;
  /** In place of a percentage, of what is no percentage. */
  readonly text?: string;
  /** The policy compares this one. */
  readonly isRead?: boolean;
  readonly note?: string;
}

export function ReliefStatisticsTable({ statistics, caption = 'Named statistics of this series' }: { readonly statistics: readonly NamedStatistic[]; readonly caption?: string }) {
  return (
    <WideTable label={caption} caption={caption} columns={['Statistic', 'Value', 'What it is']} withTableBorder maw="40rem" className="tabular">
      {statistics.map(({ name, percent, text, isRead, note }) => (
        <Table.Tr key={name}>
          <RowHead fw={isRead === true ? 700 : 400}>{name}{isRead === true && <Text size="sm" fw={700}>the policy reads this one</Text>}</RowHead>
          <Table.Td fw={isRead === true ? 700 : 400} miw="5rem">{text ?? (percentInWords(percent) || 'not known')}</Table.Td>
          <Table.Td><Text size="sm" c="dimmed">{note}</Text></Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
