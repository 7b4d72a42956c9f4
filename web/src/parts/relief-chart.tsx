/**
 * Scores after a block against time: the baseline, the score that the policy's threshold comes to, and how long the agent is
 * expected to act. Beside the drawing, which is loaded when it is first needed, stand the named statistics and the same as a table.
 */
import { SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { Loading } from './loading';
import { ReliefStatisticsTable, type NamedStatistic } from './relief-statistics-table';
import { WideTable } from './wide-table';
import { minutesInWords, percentInWords } from './words';

export type { NamedStatistic } from './relief-statistics-table';

export interface ReliefPoint {
  /** After the procedure. */
  readonly minutes: number;
  readonly score: number;
  /** Of a procedure of both sides: each is drawn as a line of its own. */
  readonly side?: string;
  /** The patient had taken an analgesic: the score may show that. */
  readonly afterAnalgesic?: boolean;
}

export interface ReliefChartProps {
  readonly series: readonly ReliefPoint[];
  readonly baseline?: number;
  /** The highest score that still reaches the policy's threshold. */
  readonly thresholdScore?: number;
  readonly thresholdPercent?: number;
  /** How long the policy expects the agent to act, from the procedure on. */
  readonly agentWindowMinutes?: number;
  /** First minute that counts. */
  readonly agentWindowFromMinutes?: number;
  /** `NRS`. */
  readonly scale?: string;
  readonly statistics?: readonly NamedStatistic[];
  readonly heightPixels?: number;
  /** Between the drawing and its tables. */
  readonly children?: ReactNode;
}

const ReliefPlot = lazy(() => import('./relief-plot'));

export function ReliefChart(props: ReliefChartProps) {
  const { series, statistics = [], heightPixels = 280, children } = props;
  const sorted = [...series].sort((one, other) => one.minutes - other.minutes);
  return (
    <Stack gap="md">
      <div role="img" aria-label={inOneSentence(props)} style={{ height: heightPixels }}>
        <Suspense fallback={<Loading what="the chart" />}><ReliefPlot {...props} series={sorted} heightPixels={heightPixels} /></Suspense>
      </div>
      {sorted.some(({ afterAnalgesic }) => afterAnalgesic === true) && <Text size="sm" c="dimmed">Hollow: after an analgesic, so the score may show that.</Text>}
      {children}
      <SimpleGrid cols={{ base: 1, md: statistics.length > 0 ? 2 : 1 }} spacing="lg">
        {statistics.length > 0 && <ReliefStatisticsTable statistics={statistics} />}
        <SeriesTable {...props} series={sorted} />
      </SimpleGrid>
    </Stack>
  );
}

function SeriesTable({ series, baseline, scale = 'Score', thresholdScore }: ReliefChartProps) {
  const hasSides = series.some(({ side }) => side !== undefined);
  return (
    <WideTable label="Scores as a table" caption="Scores as a table" columns={['After the block', ...(hasSides ? ['Side'] : []), scale, 'Relief', ...(thresholdScore === undefined ? [] : ['Threshold'])]} withTableBorder maw="40rem" className="tabular">
      {baseline !== undefined && <Table.Tr><Table.Td>Baseline</Table.Td>{hasSides && <Table.Td />}<Table.Td>{baseline}</Table.Td><Table.Td />{thresholdScore !== undefined && <Table.Td />}</Table.Tr>}
      {series.map(({ minutes, score, side, afterAnalgesic }, index) => (
        <Table.Tr key={`${minutes} ${side ?? ''} ${index}`}>
          <Table.Td>{minutesInWords(minutes)}</Table.Td>
          {hasSides && <Table.Td>{side ?? 'not stated'}</Table.Td>}
          <Table.Td>{score}{afterAnalgesic === true && <Text span size="sm" c="dimmed"> after an analgesic</Text>}</Table.Td>
          <Table.Td>{percentInWords(reliefOf(baseline, score))}</Table.Td>
          {thresholdScore !== undefined && <Table.Td>{score <= thresholdScore ? 'reached' : 'not reached'}</Table.Td>}
        </Table.Tr>
      ))}
    </WideTable>
  );
}

/** For the table only: what a policy compares is worked out by the service. */
function reliefOf(baseline: number | undefined, score: number): number | undefined {
  return baseline === undefined || baseline <= 0 ? undefined : ((baseline - score) * 100) / baseline;
}

function inOneSentence({ series, baseline, thresholdScore, agentWindowMinutes, scale = 'score' }: ReliefChartProps): string {
  const scores = series.map(({ minutes, score }) => `${score} after ${minutesInWords(minutes)}`).join(', ');
  return [
    `${scale} after the block: ${scores === '' ? 'no scores yet' : scores}`,
    baseline === undefined ? 'no baseline' : `baseline ${baseline}`,
    ...(thresholdScore === undefined ? [] : [`the threshold is a score of ${thresholdScore} or less`]),
    ...(agentWindowMinutes === undefined ? [] : [`the agent is expected to act for ${minutesInWords(agentWindowMinutes)}`]),
  ].join('; ') + '. The same is in the table below.';
}
