/** One patient: a lane per region and side, each episode on its map, the record, and what is under way. */
import { Anchor, Button, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { checklistQuery, usePatient, useStatus } from '../../api/patient';
import { useMay, useToday } from '../../api/session';
import type { Schemas } from '../../api/client';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { nameInWords } from '../../parts/words';
import { EpisodeForm } from '../patients/episode-form';
import { NextUp } from '../queue/next-up';
import { AsOfBanner, AsOfPicker } from './as-of';
import { BreakGlass, useBrokenGlass } from './break-glass';
import { EpisodeSection } from './episode-section';
import { FactTimeline } from './fact-timeline';
import { LaneCard } from './lane-card';
import { isClosed, lanesOf } from './lanes-of';
import { PatientDocuments } from './patient-documents';
import { PatientLinks } from './patient-links';
import { PatientAuthorizations, PatientDeadlines } from './patient-tables';
import { Coverages, PersonLine } from './person-line';
import { RecordCopy } from './record-copy';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function PatientScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId' });
  const search = useSearch({ from: '/patients/$patientId' });
  const navigate = useNavigate();
  const today = useToday();
  const mayBreakGlass = useMay('break-glass');
  const glass = useBrokenGlass(patientId);
  const isOpened = (glass.data?.endsAt ?? null) !== null;
  const may = { person: useMay('read-patient'), status: useMay('read-status') || isOpened, document: useMay('document-fact'), authorizations: useMay('read-authorizations') || isOpened };
  const patient = usePatient(patientId);
  const asOf = DATE.test(search['asOf'] ?? '') ? search['asOf'] : undefined;
  if (!may.person) return <EmptyState title="The record is not open to your role" action={<Anchor renderRoot={(props) => <Link to="/may-i-book" {...props} />}>May I book?</Anchor>}>Whether a step may be done on a day, and from when, is answered there.</EmptyState>;
  if (patient.error !== null) return <ProblemNote problem={patient.error} onAgain={() => void patient.refetch()} />;
  if (patient.data === undefined) return <Loading what="the patient" />;
  const setAsOf = (day: string | undefined): void => void navigate({ to: '/patients/$patientId', params: { patientId }, search: day === undefined ? {} : { asOf: day }, replace: true });
  return (
    <Screen title={nameInWords(patient.data.name)} about={<PersonLine patient={patient.data} today={today} />} actions={may.document && <Actions patientId={patientId} />}>
      {asOf === undefined && <NextUp patientId={patientId} />}
      <Group justify="space-between" align="flex-end" gap="sm">
        <Coverages coverages={patient.data.coverages} today={today} />
        {may.status && <AsOfPicker asOf={asOf} today={today} onChange={setAsOf} />}
      </Group>
      {mayBreakGlass && glass.data !== undefined && <BreakGlass patientId={patientId} endsAt={glass.data.endsAt} />}
      {asOf !== undefined && <AsOfBanner asOf={asOf} onChange={setAsOf} />}
      {may.status && <Standing patientId={patientId} asOf={asOf} />}
      <PatientDeadlines patientId={patientId} />
      {may.authorizations && <PatientAuthorizations patientId={patientId} />}
      {(!mayBreakGlass || isOpened) && <PatientDocuments patientId={patientId} documents={patient.data.documents} />}
      <PatientLinks patientId={patientId} />
      <RecordCopy patientId={patientId} />
    </Screen>
  );
}

function Actions({ patientId }: { readonly patientId: string }) {
  return (
    <>
      <Button renderRoot={(props) => <Link to="/patients/$patientId/block-result" params={{ patientId }} {...props} />}>Block result</Button>
      <Button variant="default" renderRoot={(props) => <Link to="/patients/$patientId/record" params={{ patientId }} {...props} />}>Document what happened</Button>
    </>
  );
}

function Standing({ patientId, asOf }: { readonly patientId: string; readonly asOf: string | undefined }) {
  const status = useStatus(patientId, asOf);
  const mayPlan = useMay('plan-episode');
  const [isOpening, setOpening] = useState(false);
  const episodes = status.data?.episodes ?? [];
  const assessed = episodes.filter((episode) => episode.nextStep !== null);
  const checklists = useQueries({ queries: assessed.map(({ episodeId }) => checklistQuery(patientId, episodeId, { ...(asOf !== undefined && { asOf }) })) });
  if (status.error !== null) return <ProblemNote problem={status.error} onAgain={() => void status.refetch()} />;
  if (status.data === undefined) return <Loading what="where the patient stands" />;
  const checklistOf = ({ episodeId }: Schemas['EpisodeStanding']) => checklists[assessed.findIndex((one) => one.episodeId === episodeId)];
  return (
    <Stack gap="xl">
      <section aria-labelledby="lanes">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h3" id="lanes">Where each side stands</Title>
          {mayPlan && episodes.length > 0 && !isOpening && <Button variant="default" size="xs" className="not-printed" onClick={() => setOpening(true)}>Open another episode</Button>}
        </Group>
        {episodes.length === 0 && !isOpening && (
          <EmptyState title="No episode is open" action={mayPlan && <Button onClick={() => setOpening(true)}>Open an episode</Button>}>An episode says which pathway, where, and what is planned; then every step is read against the policy.</EmptyState>
        )}
        {isOpening && <EpisodeForm patientId={patientId} onDone={() => setOpening(false)} onLater={() => setOpening(false)} />}
        <SimpleGrid cols={{ base: 1, lg: 2 }}>{lanesOf(episodes).map((lane) => <LaneCard key={lane.key} patientId={patientId} lane={lane} checklist={checklistOf(lane.episode)} asOf={asOf} />)}</SimpleGrid>
      </section>
      {episodes.filter((episode) => !isClosed(episode)).map((episode) => <EpisodeSection key={episode.episodeId} patientId={patientId} version={status.data.version} episode={episode} checklist={checklistOf(episode)} asOf={asOf} />)}
      <FactTimeline patientId={patientId} checklists={checklists.flatMap(({ data }) => data ?? [])} asOf={asOf} />
    </Stack>
  );
}
