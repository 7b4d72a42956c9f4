/** May I book? A patient, a step, a day: yes or no, why, the first day that is allowed; and the day is taken right here. */
import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useMay, useToday } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { PatientChoice } from '../../parts/patient-choice';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { nameInWords } from '../../parts/words';
import { BookingAnswer } from './booking-answer';
import { questionOf, targetsInAddress, type Question } from './booking-question';
import { QuestionForm } from './question-form';
import { ScheduleForm } from './schedule-form';
import { StepsAhead } from './steps-ahead';

const NEEDS_MAX = 200;

export function BookingScreen() {
  const { patient: patientId } = useSearch({ from: '/may-i-book' });
  const navigate = useNavigate();
  return (
    <Screen title="May I book?" maxWidth="60rem" actions={patientId !== undefined && <Button variant="default" renderRoot={(props) => <Link to="/may-i-book" search={{}} {...props} />}>Another patient</Button>}>
      {patientId === undefined
        ? <><Text c="dimmed">Choose a patient, then a step and a day: what stands against the day is said at once.</Text><PatientChoice onChoose={(patient) => void navigate({ to: '/may-i-book', search: { patient } })} /></>
        : <OfPatient key={patientId} patientId={patientId} />}
    </Screen>
  );
}

function OfPatient({ patientId }: { readonly patientId: string }) {
  const search = useSearch({ from: '/may-i-book' });
  const navigate = useNavigate();
  const today = useToday();
  const [mayPlan, maySchedule, mayPlanEpisode] = [useMay('plan-steps'), useMay('schedule-procedure'), useMay('plan-episode')];
  const needs = useQuery({ queryKey: ['queue', 'needs', patientId], queryFn: () => ask(api.GET('/v1/queue', { params: { query: { q: patientId, limit: NEEDS_MAX } } })) });
  if (needs.isPending) return <Loading what="what is open" />;
  if (needs.error !== null) return <ProblemNote problem={needs.error} onAgain={() => void needs.refetch()} />;
  const { items } = needs.data;
  const question = questionOf(search, items, today);
  if (question === undefined) {
    return <EmptyState title="Nothing of this patient waits for a day" action={mayPlanEpisode && <Button renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>Open the patient</Button>}>No open episode has a step ahead. A clinician or a nurse opens an episode first.</EmptyState>;
  }
  const facility = search['facility'] ?? '';
  const onAsk = (changes: Readonly<Record<string, string | undefined>>): void => void navigate({ to: '/may-i-book', search: { ...search, episode: question.need.episodeId, step: question.step, ...changes }, replace: true });
  return (
    <Stack gap="lg">
      <Title order={2} size="h3">{nameInWords(question.need.name)}</Title>
      <QuestionForm question={question} needs={items} facilityId={facility} onAsk={onAsk} />
      <Asked question={question} facilityId={facility} maySchedule={maySchedule} onTake={(date) => onAsk({ date })} />
      {mayPlan && <StepsAhead patientId={patientId} episodeId={question.need.episodeId} />}
    </Stack>
  );
}

function Asked({ question, facilityId, maySchedule, onTake }: { readonly question: Question; readonly facilityId: string; readonly maySchedule: boolean; readonly onTake: (date: string) => void }) {
  const { need: { patientId, episodeId }, step, date, targets } = question;
  const facilities = useQuery({ queryKey: ['directory', 'facilities'], queryFn: () => ask(api.GET('/v1/facilities')) });
  const facility = facilities.data?.items.find(({ id }) => id === facilityId);
  const query = { step, date, ...(targets !== undefined && { targets: targetsInAddress(targets) }), ...(facility !== undefined && { setting: facility.placeOfService }) };
  const answer = useQuery({
    queryKey: ['patient', patientId, 'may-i-book', episodeId, query], placeholderData: keepPreviousData, enabled: facilityId === '' || facilities.data !== undefined,
    queryFn: ({ signal }) => ask(api.GET('/v1/patients/{patientId}/episodes/{episodeId}/may-i-book', { params: { path: { patientId, episodeId }, query }, signal })),
  });
  if (answer.error !== null) return <ProblemNote problem={answer.error} title="No answer" onAgain={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading what="the answer" />;
  const mayBeTaken = maySchedule && !answer.isPlaceholderData && answer.data.answer !== 'no';
  return (
    <Paper aria-busy={answer.isPlaceholderData}>
      <Stack>
        <BookingAnswer answered={answer.data} onTake={onTake} />
        {mayBeTaken && <ScheduleForm key={`${episodeId} ${step}`} question={question} answered={answer.data} facilityId={facility?.id} />}
      </Stack>
    </Paper>
  );
}
