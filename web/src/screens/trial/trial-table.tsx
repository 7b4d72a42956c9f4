import { Badge, Table, Text } from '@mantine/core';
import { RowHead, WideTable } from '../../parts/wide-table';
import { dateInWords, spaced } from '../../parts/words';
import type { DayRow, TrialDay } from './trial-days';

const FLAWS = { missing: 'No entry: ask the patient', conflicting: 'Two different scores', outside: 'Outside the trial: not counted' } as const;

export function TrialTable({ rows, scale, baseline, doseBaseline }: { readonly rows: readonly DayRow[]; readonly scale: string; readonly baseline: number | undefined; readonly doseBaseline: string | undefined }) {
  return (
    <WideTable label="Days of the trial" caption={<>Days of the trial; pain before it {baseline ?? 'not recorded'} ({scale}){doseBaseline !== undefined && `, dose before it ${doseBaseline}`}</>} columns={['Day', 'Pain', 'Stimulation off', 'Dose (MME)', 'Goal', 'Sleep', 'Hours on', 'To note']} withTableBorder className="tabular" verticalSpacing={6} miw={760}>
      {rows.flatMap((row) => (row.entries.length === 0 ? [undefined] : row.entries).map((entry, index) => <DayLine key={`${row.on} ${index}`} row={row} entry={entry} />))}
    </WideTable>
  );
}

function DayLine({ row: { on, day, flaw }, entry }: { readonly row: DayRow; readonly entry: TrialDay | undefined }) {
  const sleep = entry?.sleep === undefined ? '' : typeof entry.sleep === 'number' ? `${entry.sleep} h` : spaced(entry.sleep);
  const medicine = entry?.medicine === undefined ? '' : ` ${spaced(entry.medicine)}`;
  return (
    <Table.Tr>
      <RowHead fw={400} style={{ whiteSpace: 'nowrap' }}>{dateInWords(on)} <Text span c="dimmed" size="sm">{day === 0 ? 'leads in' : `day ${day}`}</Text></RowHead>
      <Table.Td fw={700}>{entry?.score}</Table.Td><Table.Td>{entry?.scoreStimulationOff}</Table.Td><Table.Td>{entry?.doseMme}{medicine}</Table.Td>
      <Table.Td>{entry?.goalMet === undefined ? '' : entry.goalMet ? 'Reached' : 'Not reached'}</Table.Td><Table.Td>{sleep}</Table.Td><Table.Td>{entry?.hoursOn}</Table.Td>
      <Table.Td>
        {flaw !== undefined && <Badge color={flaw === 'missing' ? 'red.9' : 'gray.7'} variant="filled" tt="none" radius="sm">{FLAWS[flaw]}</Badge>}
        {entry?.source !== undefined && <Text span size="sm" c="dimmed"> {entry.source === 'phone' ? 'by phone' : `by the ${entry.source}`}{entry.recalledAfterDays !== undefined && `, recalled ${entry.recalledAfterDays} days later`}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}
