/** Relief after one block: the series against time, its named statistics, and what was stated beside what the scores say. One side, one chart. */
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, ask, type Schemas } from '../../api/client';
import { usePatient } from '../../api/patient';
import { DiaryLink } from '../../parts/diary-link';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { ReliefChart } from '../../parts/relief-chart';
import { Screen } from '../../parts/screen';
import { dateInWords, datesInWords, nameInWords } from '../../parts/words';
import { namedStatistics, pointsOf, statedAgainstCalculated, thresholdScoreOf, type Series, type Side } from './relief-of-side';

export function ReliefScreen() {
  const { patientId, factId } = useParams({ from: '/patients/$patientId/facts/$factId/relief' });
  const patient = usePatient(patientId);
  const fact = useQuery({ queryKey: ['patient', patientId, 'fact', factId], queryFn: () => ask(api.GET('/v1/patients/{patientId}/facts/{factId}', { params: { path: { patientId, factId } } })) });
  const back = <Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} hash={`fact-${factId}`} {...props} />}>{patient.data === undefined ? 'Back to the patient' : nameInWords(patient.data.name)}</Anchor>;
  return (
    <Screen title="Relief" about={<>of {back}{patient.data !== undefined && `, born ${dateInWords(patient.data.birthDate)}`}</>} maxWidth="60rem"
      actions={fact.data !== undefined && <DiaryLink patientId={patientId} factId={factId} type={fact.data.fact.type} occurredOn={fact.data.fact.occurredOn} />}>
      {fact.error !== null && <ProblemNote problem={fact.error} onAgain={() => void fact.refetch()} />}
      {fact.isPending && <Loading what="the series" />}
      {fact.data !== undefined && <Answer patientId={patientId} view={fact.data} />}
    </Screen>
  );
}

function Answer({ patientId, view: { factId, fact, description, relief } }: { readonly patientId: string; readonly view: Schemas['FactView'] }) {
  const series = 'relief' in fact ? (fact.relief as Series | undefined) : undefined;
  const sides = relief?.sides ?? [];
  return (
    <Stack gap="lg">
      <Text><b>{dateInWords(fact.occurredOn)}.</b> {datesInWords(description)}.{fact.author !== undefined && <Text span c="dimmed"> {fact.author}.</Text>}</Text>
      {fact.type === 'scs-trial' && <EmptyState title="A trial has a desk of its own" action={<Anchor renderRoot={(props) => <Link to="/patients/$patientId/facts/$factId/trial" params={{ patientId, factId }} {...props} />}>Open the trial desk</Anchor>}>Its days are shown against its baseline there.</EmptyState>}
      {fact.type !== 'scs-trial' && sides.length === 0 && <EmptyState title="No series of scores">Only a block has a series against its baseline.</EmptyState>}
      {sides.map((side) => <OfSide key={side.side ?? 'no side'} side={side} series={series ?? {}} relief={relief ?? {}} isOnly={sides.length === 1} />)}
      {relief !== undefined && fact.type === 'block' && <Rule relief={relief} />}
    </Stack>
  );
}

function OfSide({ side, series, relief, isOnly }: { readonly side: Side; readonly series: Series; readonly relief: Schemas['Relief']; readonly isOnly: boolean }) {
  const points = pointsOf(series, side, isOnly);
  const gap = statedAgainstCalculated(side, relief);
  const thresholdScore = thresholdScoreOf(series, relief);
  return (
    <section aria-label={side.side === undefined ? 'Relief' : `Relief, ${side.side}`}>
      {side.side !== undefined && <Title order={2} size="h3" mb="xs">{side.side === 'left' ? 'Left' : 'Right'}</Title>}
      {points.length === 0 ? <EmptyState title="No scores yet">{isOnly ? 'Scores are added to the block as they come.' : 'No score names this side; a score without a side belongs to neither.'}</EmptyState> : (
        <ReliefChart series={points} statistics={namedStatistics(side, relief)} {...(series.scale !== undefined && { scale: series.scale })} {...(series.baseline !== undefined && { baseline: series.baseline })}
          {...(thresholdScore !== undefined && { thresholdScore })} {...(relief.percentMin !== undefined && relief.percentMin !== null && { thresholdPercent: relief.percentMin })}
          {...(side.windowMinutes !== undefined && { agentWindowMinutes: side.windowMinutes })} {...(relief.fromMinutes !== undefined && { agentWindowFromMinutes: relief.fromMinutes })}>
          {gap !== undefined && <Text><b>Stated and calculated.</b> {gap}</Text>}
        </ReliefChart>
      )}
      {series.baseline === undefined && <Text mt="sm"><b>No baseline is documented:</b> without one no relief can be told.</Text>}
    </section>
  );
}

function Rule({ relief: { policy, percentMin, reads } }: { readonly relief: Schemas['Relief'] }) {
  if (policy === undefined) return <Text size="sm" c="dimmed">No single policy answers for this coverage and day, so there is no threshold and nobody says how long the agent acts.</Text>;
  return <Text size="sm" c="dimmed">Threshold and window by {policy.document} {policy.revision} ({policy.id} of {dateInWords(policy.version)}), in force on the day of the block.{percentMin === null || percentMin === undefined || reads === null ? ' It asks for no percentage.' : ''} Relief is (baseline - score) / baseline, and nothing that was not observed is filled in.</Text>;
}
