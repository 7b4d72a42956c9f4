/** The ways in which a policy lets a trial count as a success, each with what is asked and what was found: figures of the service's own findings. */
import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { Outcome } from '../../parts/outcome';
import { datesInWords, percentInWords } from '../../parts/words';
import type { TrialFact } from './trial-days';

type Finding = Schemas['Finding'];

interface RoutesProps {
  readonly trial: TrialFact;
  readonly statistics: Schemas['TrialStatistics'] | undefined;
  readonly findings: readonly Finding[] | undefined;
}

export function TrialRoutes({ trial: { relief, analgesic, function: measure }, statistics, findings = [] }: RoutesProps) {
  const found = findings.find(({ kind }) => kind === 'trial-relief');
  const goal = findings.find(({ kind }) => kind === 'trial-function');
  const required = (found?.required ?? {}) as { painPercentMin?: number; analgesicRoute?: boolean; analgesicPercentMin?: number };
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
      <Route title="Pain relief" percent={statistics?.reliefAtEnd} asked={found === undefined ? undefined : required.painPercentMin ?? 0}
        lines={[`Before ${relief?.baseline ?? 'not recorded'}, ${statistics?.endFrom === 'recorded' ? 'at the end' : 'last day'} ${statistics?.endScore ?? 'not known'} (${relief?.scale ?? 'no scale'})`, ...(statistics?.trialMean === undefined ? [] : [`Mean over the trial ${percentInWords(statistics.trialMean)}`]), ...(relief?.statedPercent === undefined ? [] : [`The patient states ${relief.statedPercent} %`])]} />
      {(found === undefined || required.analgesicRoute === true) && (
        <Route title="Fewer analgesics" percent={statistics?.analgesicReduction} asked={found === undefined ? undefined : required.analgesicPercentMin ?? 0}
          lines={[analgesic === undefined ? 'No dose against its baseline is recorded' : `Before ${analgesic.baseline} ${analgesic.unit}, at the end ${analgesic.end} ${analgesic.unit}`]} />
      )}
      {found !== undefined && required.analgesicRoute !== true && <Paper withBorder p="md"><Title order={3} size="h5">Fewer analgesics</Title><Text size="sm">This policy does not count this route.</Text></Paper>}
      <Paper withBorder p="md">
        <Stack gap={4}>
          <Group justify="space-between"><Title order={3} size="h5">Function and goal</Title>{goal !== undefined && <Outcome outcome={goal.outcome} />}</Group>
          <Text size="sm">{measure === undefined ? 'No measure at baseline and at the end' : `${(measure.measure ?? measure.instrument ?? 'measure').replaceAll('-', ' ')}: before ${measure.baseline}, at the end ${measure.end ?? measure.value ?? 'not recorded'}`}</Text>
          {goal !== undefined && goal.outcome !== 'met' && <Text size="sm" c="dimmed">{datesInWords(goal.text)}</Text>}
        </Stack>
      </Paper>
    </SimpleGrid>
  );
}

function Route({ title, percent, asked, lines }: { readonly title: string; readonly percent: number | undefined; readonly asked: number | undefined; readonly lines: readonly string[] }) {
  return (
    <Paper withBorder p="md">
      <Stack gap={4}>
        <Group justify="space-between"><Title order={3} size="h5">{title}</Title>{asked !== undefined && <Text size="sm" fw={600}>{percent === undefined ? 'Not known' : (asked === 0 ? percent > 0 : percent >= asked) ? 'Reached' : 'Not reached'}</Text>}</Group>
        <Text size="xl" fw={700} className="tabular">{percent === undefined ? 'not known' : percentInWords(percent)}</Text>
        {asked !== undefined && <Text size="sm">The policy asks {asked === 0 ? 'for less than before' : `at least ${asked} %`}</Text>}
        {lines.map((line) => <Text key={line} size="sm" c="dimmed">{line}</Text>)}
      </Stack>
    </Paper>
  );
}
