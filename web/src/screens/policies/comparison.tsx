/** Who gains and who loses by a change, by which criterion, and how many. */
import { Badge, Button, Group, List, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { PatientName } from '../../parts/patient-name';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, spaced, stepInWords } from '../../parts/words';
import { EpisodeAnswer } from './episode-answer';

export interface ComparedEpisode {
  readonly patientId: string;
  readonly episodeId: string;
  readonly pathway: string;
  readonly step: string;
  readonly dateOfService: string;
  readonly before: string;
  readonly after: string;
  readonly change: Change;
  readonly criteria: readonly { readonly kind: string; readonly before: string; readonly after: string }[];
}
export interface ComparisonSummary {
  readonly episodes: number;
  readonly noPolicy: { readonly before: number; readonly after: number };
  readonly gains: number;
  readonly loses: number;
  readonly differs: number;
  readonly same: number;
  readonly byKind: Readonly<Record<string, { readonly gains: number; readonly loses: number; readonly differs: number }>>;
}
type Change = 'gains' | 'loses' | 'differs' | 'same';

const GROUPS = [
  { change: 'loses', title: 'Lose', about: 'fewer of their targets may go on' },
  { change: 'gains', title: 'Gain', about: 'more of their targets may go on' },
  { change: 'differs', title: 'Answered otherwise', about: 'neither more nor fewer may go on' },
  { change: 'same', title: 'The same answer, by other criteria', about: '' },
] as const;
const SHOWN_AT_FIRST = 25;

export function Comparison({ episodes, summary, isRunning }: { readonly episodes: readonly ComparedEpisode[]; readonly summary: ComparisonSummary | undefined; readonly isRunning: boolean }) {
  return (
    <Stack>
      {summary !== undefined && <Summary summary={summary} />}
      {GROUPS.map((group) => ({ ...group, rows: episodes.filter(({ change }) => change === group.change) })).filter(({ rows }) => rows.length > 0)
        .map(({ change, title, about, rows }) => <Rows key={change} title={title} about={about} rows={rows} />)}
      {episodes.length === 0 && !isRunning && summary !== undefined && <Text>{summary.episodes === 0 ? 'No open episode is covered by either policy.' : 'Nothing changes for any open episode.'}</Text>}
    </Stack>
  );
}

function Summary({ summary: { episodes, gains, loses, differs, same, byKind, noPolicy } }: { readonly summary: ComparisonSummary }) {
  const kinds = Object.entries(byKind);
  return (
    <Paper withBorder p="sm" component="section" aria-label="Result">
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {([['lose', loses], ['gain', gains], ['answered otherwise', differs], ['the same', same]] as const).map(([label, count]) => <div key={label}><Text fz="h2" fw={700} className="tabular">{count}</Text><Text size="sm">{label}</Text></div>)}
      </SimpleGrid>
      <Text size="sm" mt="xs">of {episodes} open episode{episodes === 1 ? '' : 's'}.{noPolicy.before + noPolicy.after > 0 ? ` Without a policy: ${noPolicy.before} before, ${noPolicy.after} after.` : ''}</Text>
      {kinds.length > 0 && <List size="sm" mt="xs">{kinds.map(([kind, count]) => <List.Item key={kind}>{spaced(kind)}: {[[count.loses, 'lose'], [count.gains, 'gain'], [count.differs, 'answered otherwise']].filter(([n]) => Number(n) > 0).map((pair) => pair.join(' ')).join(', ')}</List.Item>)}</List>}
    </Paper>
  );
}

function Rows({ title, about, rows }: { readonly title: string; readonly about: string; readonly rows: readonly ComparedEpisode[] }) {
  const [count, setCount] = useState(SHOWN_AT_FIRST);
  return (
    <section aria-label={title}>
      <Group gap="xs" mb="xs"><Title order={2} size="h4">{title}</Title><Badge color="gray.7">{rows.length}</Badge><Text size="sm" c="dimmed">{about}</Text></Group>
      <WideTable label={`Episodes: ${title}`} caption={<>{title}: episodes with their next step</>} columns={['Patient', 'Step', 'Before', 'After', 'By criterion']} striped captionSide="top" miw={680}>
        {rows.slice(0, count).map(({ patientId, episodeId, step, dateOfService, before, after, criteria }) => (
          <Table.Tr key={episodeId}>
            <Table.Td><PatientName patientId={patientId} /></Table.Td>
            <Table.Td>{stepInWords(step)}<Text size="xs" c="dimmed">for {dateInWords(dateOfService)}</Text></Table.Td>
            <Table.Td><EpisodeAnswer answer={before} /></Table.Td><Table.Td><EpisodeAnswer answer={after} /></Table.Td>
            <Table.Td>{[before, after].includes('no-policy') && <Text size="sm">No policy covers this patient {after === 'no-policy' ? 'then' : 'now'}</Text>}{criteria.map(({ kind, before: was, after: becomes }) => <Text size="sm" key={kind}>{spaced(kind)}: {OUTCOMES[was] ?? was} &rarr; {OUTCOMES[becomes] ?? becomes}</Text>)}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      {rows.length > count && <Button mt="xs" variant="default" onClick={() => setCount(count + SHOWN_AT_FIRST)}>Show more</Button>}
    </section>
  );
}

const OUTCOMES: Readonly<Record<string, string>> = { met: 'met', unmet: 'not met', unknown: 'cannot tell', review: 'review', 'not-asked': 'not asked' };
