/** A month on one page. On a phone its days stand below each other, and only those that have something. */
import { Button, Group, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { deadlineInWords } from '../../parts/deadline-words';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { dateInWords, nameInWords } from '../../parts/words';
import { Whose } from './due-day-line';
import { useDueDays, type DueDay, type DueFilter } from './due-days';
import { lastDayOf, monthAfter, monthInWords, weeksOf, WEEKDAYS } from './month';

export function DueCalendar({ filter, month, today }: { readonly filter: DueFilter; readonly month: string; readonly today: string }) {
  const { days, isPending, error, refetch } = useDueDays(filter, lastDayOf(month));
  const to = (by: number) => ({ ...filter, show: 'calendar', month: monthAfter(month, by) });
  const byDay = new Map<string, readonly DueDay[]>();
  for (const day of days) if (day.on.startsWith(month)) byDay.set(day.on, [...(byDay.get(day.on) ?? []), day]);
  return (
    <>
      <Group gap="xs">
        <Button size="xs" variant="default" renderRoot={(props) => <Link to="/deadlines" search={to(-1)} {...props} />}>Month before</Button>
        <Title order={2} size="h4" aria-live="polite">{monthInWords(month)}</Title>
        <Button size="xs" variant="default" renderRoot={(props) => <Link to="/deadlines" search={to(1)} {...props} />}>Next month</Button>
      </Group>
      {isPending && <Loading what="the month" />}
      {error !== null && <ProblemNote problem={error} onAgain={() => void refetch()} />}
      {byDay.size === 0 && !isPending && <Text c="dimmed">Nothing is due in this month.</Text>}
      <Table withColumnBorders withTableBorder layout="fixed" className="deadline-month">
        <Table.Caption className="deadline-caption">{monthInWords(month)}: days that must not be missed</Table.Caption>
        <Table.Thead><Table.Tr>{WEEKDAYS.map((name) => <Table.Th key={name}>{name}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {weeksOf(month).map((week, index) => <Table.Tr key={index}>{week.map((day, at) => <Table.Td key={at} data-empty={day === undefined || !byDay.has(day)} {...(day === today && { 'aria-current': 'date' })}>{day !== undefined && <Day day={day} isToday={day === today} entries={byDay.get(day) ?? []} />}</Table.Td>)}</Table.Tr>)}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Day({ day, isToday, entries }: { readonly day: string; readonly isToday: boolean; readonly entries: readonly DueDay[] }) {
  return (
    <>
      <Text size="sm" fw={isToday ? 700 : 500} component="div"><span className="deadline-day-long">{dateInWords(day)}</span><span className="deadline-day-short" aria-hidden>{Number(day.slice(8))}</span>{isToday && ' (today)'}</Text>
      {entries.length > 0 && (
        <ul className="deadline-entries">
          {entries.map((entry) => <li key={entry.id} data-state={entry.state}><Text size="xs">{deadlineInWords(entry.kind, entry.step)}</Text><Whose day={entry} whose={entry.name === undefined ? entry.facilityId ?? 'The practice' : nameInWords(entry.name)} /></li>)}
        </ul>
      )}
    </>
  );
}
