/** Overdue first, then today, then what comes; in tables of their own, so that each says what it is. */
import { Button, Group, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { WideTable } from '../../parts/wide-table';
import { DueDayLine, type Doing } from './due-day-line';
import { useDueDays, type DueDay, type DueFilter } from './due-days';

const GROUPS: readonly { readonly title: string; readonly has: (day: DueDay) => boolean }[] = [
  { title: 'Overdue', has: ({ state }) => state === 'overdue' || state === 'contested' },
  { title: 'Today', has: ({ state, kind }) => state === 'due-today' && kind !== 'earliest-day' },
  { title: 'Soon', has: ({ state }) => state === 'due-soon' },
  { title: 'Later', has: ({ state, kind }) => state === 'due-later' || (kind === 'earliest-day' && state !== 'overdue') },
];

export function DueDayList({ filter, payers, onDo }: { readonly filter: DueFilter; readonly payers: ReadonlyMap<string, string>; readonly onDo: (doing: Doing) => void }) {
  const { days, asOf, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useDueDays(filter);
  if (isPending) return <Loading what="the deadlines" />;
  if (error !== null && asOf === undefined) return <ProblemNote problem={error} onAgain={() => void refetch()} />;
  if (days.length === 0 || asOf === undefined) {
    const isNarrowed = Object.keys(filter).length > 0;
    return <EmptyState title={isNarrowed ? 'No day of that kind' : 'No day is running'} action={isNarrowed && <Button variant="default" renderRoot={(props) => <Link to="/deadlines" search={{}} {...props} />}>Show all</Button>}>{isNarrowed ? 'Nothing is due that matches. Choose another kind, or look at all.' : 'Days appear here when a request is sent, a payer decides, or records are asked for. Start in the work queue.'}</EmptyState>;
  }
  return (
    <Stack gap="lg">
      {GROUPS.map(({ title, has }) => {
        const own = days.filter(has);
        return own.length > 0 && (
          <section key={title}>
            <Title order={2} size="h4">{title} ({own.length}{title === 'Later' && hasNextPage ? ' and more' : ''})</Title>
            <WideTable label={`${title}: days`} aria-label={title} columns={[{ name: 'Day', w: '9rem' }, 'What', { name: 'Whose', w: '24%' }, { name: 'Payer', w: '20%' }]} verticalSpacing="xs" miw={640} className="deadline-table">
              {own.map((day) => <DueDayLine key={day.id} day={day} asOf={asOf} payers={payers} onDo={onDo} />)}
            </WideTable>
          </section>
        );
      })}
      {hasNextPage && <Group><Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>Show more</Button></Group>}
    </Stack>
  );
}
