/** Whether the next step would be open with what is tapped so far, and why not: under the patient's policy and any other. */
import { Group, List, NativeSelect, Paper, Spoiler, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import { Outcome, Result } from '../../parts/outcome';
import { ProblemNote } from '../../parts/problem-note';
import { dateInWords, datesInWords, stepInWords } from '../../parts/words';
import { isAssessed, usePolicies, type Finding } from './use-gate';
import { useOnline } from '../../offline/use-online';

interface GatePreviewProps {
  readonly gate: UseQueryResult<Schemas['FactAnswer']>;
  readonly episodeId: string;
  readonly isReady: boolean;
  readonly policy: string | undefined;
  readonly onPolicy: (policy: string | undefined) => void;
}

export function GatePreview({ gate, episodeId, isReady, policy, onPolicy }: GatePreviewProps) {
  const online = useOnline();
  const policies = usePolicies();
  const own = gate.data?.episodes.find((episode) => episode.episodeId === episodeId)?.steps[0];
  const other = gate.data?.underPolicy?.find((episode) => episode.episodeId === episodeId);
  return (
    <Paper withBorder p="md" component="section" aria-label="What this would mean">
      <Stack gap="sm">
        <Title order={2} size="h4">What this would mean</Title>
        <div aria-live="polite">
          {!online && <Text>Checked when connected. Go on entering: it is saved on this device.</Text>}
          {online && !isReady && <Text c="dimmed">Checked as soon as the patient is confirmed and there is a score before the block.</Text>}
          {online && isReady && gate.error !== null && <ProblemNote problem={gate.error} title="Not checked" />}
          {online && isReady && gate.error === null && own === undefined && <Text c="dimmed">Checking ...</Text>}
          {online && isReady && own !== undefined && <StepSummary step={own} factId={gate.data?.factId} label="Under the patient's policy" />}
        </div>
        {online && (
          <NativeSelect label="And under another policy" value={policy ?? ''} onChange={(event) => onPolicy(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
            data={[{ value: '', label: 'None chosen' }, ...(policies.data ?? []).map(({ id, version, title }) => ({ value: `${id}@${version}`, label: `${title}, from ${dateInWords(version)}` }))]} />
        )}
        {online && policy !== undefined && other !== undefined && <StepSummary step={other} factId={gate.data?.factId} label="Under the chosen policy" />}
      </Stack>
    </Paper>
  );
}

type AnyStep = Schemas['StepStanding'] | NonNullable<Schemas['FactAnswer']['underPolicy']>[number];

function StepSummary({ step, factId, label }: { readonly step: AnyStep; readonly factId: string | undefined; readonly label: string }) {
  if (!isAssessed(step)) return <Text size="sm">{label}: {step.statement}</Text>;
  const findings = step.findings ?? [];
  const isOfBlock = ({ evidence }: Finding): boolean => factId !== undefined && evidence.includes(factId);
  const ofBlock = once(findings.filter((finding) => isOfBlock(finding)));
  const met = ofBlock.filter(({ outcome }) => outcome === 'met');
  const others = once(findings.filter((finding) => !isOfBlock(finding) && finding.outcome !== 'met'));
  return (
    <Stack gap={6}>
      <Group gap="xs"><Text fw={600}>{label}: {stepInWords(step.step)}</Text><Result result={step.result} /></Group>
      <Text size="xs" c="dimmed">{step.policy.document} {step.policy.revision}{typeof step.earliestOn === 'string' && `; possible from ${dateInWords(step.earliestOn)}`}</Text>
      <FindingList caption="Of this block" findings={ofBlock.filter(({ outcome }) => outcome !== 'met')} />
      <FindingList caption="Beside it" findings={others} />
      {met.length > 0 && <Spoiler maxHeight={0} showLabel={`Of this block, met: ${met.length}`} hideLabel="Show less"><FindingList caption="Of this block, met" findings={met} /></Spoiler>}
    </Stack>
  );
}

function FindingList({ caption, findings }: { readonly caption: string; readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>{caption}</Text>
      <List listStyleType="none" spacing={6} mt={4}>
        {findings.map(({ criterion, outcome, text }) => <List.Item key={criterion} styles={{ itemWrapper: { display: 'block' } }}><Outcome outcome={outcome} /> <Text span size="sm">{datesInWords(text)}</Text></List.Item>)}
      </List>
    </div>
  );
}

/** A criterion is asked of each level; where the answer is the same, it is told once. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ criterion, outcome }) => !seen.has(`${criterion} ${outcome}`) && seen.add(`${criterion} ${outcome}`));
}
