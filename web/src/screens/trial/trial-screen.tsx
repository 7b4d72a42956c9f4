/** The trial on one page: days and scores, doses against their baseline, goals, missing days, both routes to success, and the day of the pull. */
import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useMay, useToday } from '../../api/session';
import type { KeptRecord } from '../../offline/record';
import { useRecord } from '../../offline/use-record';
import { DiaryLink } from '../../parts/diary-link';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { Result } from '../../parts/outcome';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { dateInWords, nameInWords, regionInWords, stepInWords } from '../../parts/words';
import { DayEntry } from './day-entry';
import { dayRows, endedOn, startedOn, type TrialFact } from './trial-days';
import { TrialEnd } from './trial-end';
import { TrialRoutes } from './trial-routes';
import { TrialTable } from './trial-table';

const TrialPlot = lazy(() => import('./trial-plot'));

export function TrialScreen() {
  const { patientId, factId } = useParams({ from: '/patients/$patientId/facts/$factId/trial' });
  const { data: record, error, refetch } = useRecord(patientId);
  if (record === undefined) return error === null ? <Loading what="the trial" /> : <Screen title="Stimulation trial"><ProblemNote problem={error} onAgain={() => void refetch()} /></Screen>;
  const item = record.facts.items.find((each) => each.factId === factId);
  if (item?.fact.type !== 'scs-trial') return <Screen title="Stimulation trial"><EmptyState title="This trial is not in the record">It may have been retracted. Open the patient and choose the trial there.</EmptyState></Screen>;
  return <Trial record={record} factId={factId} trial={item.fact} relief={item.relief} />;
}

interface TrialProps {
  readonly record: KeptRecord;
  readonly factId: string;
  readonly trial: TrialFact;
  readonly relief: KeptRecord['facts']['items'][number]['relief'];
}

function Trial({ record, factId, trial, relief }: TrialProps) {
  const today = useToday();
  const mayDocument = useMay('document-fact');
  const mayChange = useMay('change-fact');
  const { patient, status } = record;
  const { patientId } = patient;
  const rows = dayRows(trial, relief?.diary, today);
  const missing = rows.filter(({ flaw }) => flaw === 'missing');
  const [scale, baseline] = [trial.relief?.scale ?? 'NRS', trial.relief?.baseline];
  const step = status.episodes.flatMap(({ pathway, region, steps }) => (pathway === 'scs' && region === trial.region ? steps : [])).find((each) => each.step === 'implant');
  const assessed = step !== undefined && 'result' in step ? step : undefined;
  const pulled = endedOn(trial);
  return (
    <Screen title="Stimulation trial" maxWidth="72rem" about={<Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{nameInWords(patient.name)}</Anchor>}
      actions={<><DiaryLink patientId={patientId} factId={factId} type={trial.type} occurredOn={trial.occurredOn} /><Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>Print this page</Button></>}>
      <Stack className="one-page">
        <Paper withBorder p="md">
          <Group justify="space-between" align="flex-start">
            <div>
              <Text fw={700} size="lg">{nameInWords(patient.name)}, born {dateInWords(patient.birthDate)}</Text>
              <Text>{regionInWords(trial.region)}; leads in on {dateInWords(startedOn(trial))}{trial.leads !== undefined && `, ${trial.leads} leads`}{trial.contacts !== undefined && `, ${trial.contacts} contacts`}</Text>
              <Text>{pulled === undefined ? <>Leads out: <Text span fw={700}>not recorded; the trial is under way</Text></> : <>Leads out on <Text span fw={700}>{dateInWords(pulled)}</Text>{relief?.trial?.hours !== undefined && `, after ${Math.round(relief.trial.hours)} hours`}</>}</Text>
            </div>
            {assessed !== undefined && <Stack gap={2} align="flex-end"><Text size="sm">{stepInWords('implant')}</Text><Result result={assessed.result} /><Text size="xs" c="dimmed">{assessed.policy.document} {assessed.policy.revision}, as of {dateInWords(assessed.asOf)}</Text></Stack>}
          </Group>
        </Paper>
        {missing.length > 0 && <Alert color="red" title={`${missing.length === 1 ? 'One day has' : `${missing.length} days have`} no score: ${missing.map(({ on }) => dateInWords(on)).join(', ')}`}>Call the patient while it is remembered. A missing day is never filled in.</Alert>}
        {relief?.diary?.isFlat === true && <Alert color="gray" title="Every day has the same score">Worth a question to the patient.</Alert>}
        <TrialRoutes trial={trial} statistics={relief?.trial} findings={assessed?.findings} />
        <Paper withBorder p="md">
          <div role="img" aria-label={`Pain by day against ${baseline ?? 'no score'} before the trial; the same is in the table below.`} style={{ height: 220 }}><Suspense fallback={<Loading what="the chart" />}><TrialPlot rows={rows} baseline={baseline} scale={scale} /></Suspense></div>
        </Paper>
        <section aria-label="Diary"><Title order={2} size="h4" mb="xs">Diary</Title><TrialTable rows={rows} scale={scale} baseline={baseline} doseBaseline={trial.analgesic === undefined ? undefined : `${trial.analgesic.baseline} ${trial.analgesic.unit}`} /></section>
      </Stack>
      {mayDocument && <DayEntry patientId={patientId} patientName={nameInWords(patient.name)} factId={factId} scale={scale} rows={rows} isOver={pulled !== undefined} />}
      {mayChange && pulled === undefined && <TrialEnd patientId={patientId} factId={factId} trial={trial} factVersion={record.facts.items.find((each) => each.factId === factId)?.factVersion ?? undefined} />}
    </Screen>
  );
}
