/**
 * What is to be done next about one patient, or one authorization, as the work queue says it, and above all what is overdue: days whose need
 * names another, and those of episodes that are closed, which have no need. Nothing is worked out here.
 */
import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconAlarm, IconClockExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { usePatientDeadlines } from '../../api/patient';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { DeadlineArithmetic } from '../../parts/deadline-parts';
import { deadlineInWords } from '../../parts/deadline-words';
import { ProblemNote } from '../../parts/problem-note';
import { dateInWords, regionInWords, stepInWords, targetsInWords } from '../../parts/words';
import { DueCell } from './due';
import { NextAction } from './next-action';
import type { QueueItem } from './queue-filter';
import './queue.css';

type Day = Schemas['Deadline'];

export function NextUp({ patientId, authorizationId }: { readonly patientId: string; readonly authorizationId?: string }) {
  const [mayReadQueue, mayReadDays] = [useMay('read-worklist'), useMay('read-patient')];
  const needs = useQuery({ queryKey: ['patient', patientId, 'needs'], enabled: mayReadQueue, queryFn: () => ask(api.GET('/v1/queue', { params: { query: { q: patientId } } })) });
  const days = usePatientDeadlines(patientId, mayReadDays);
  if (needs.error !== null) return <ProblemNote problem={needs.error} title="What is next could not be read" onAgain={() => void needs.refetch()} />;
  const own = (needs.data?.items ?? []).filter((need) => authorizationId === undefined || need.authorizationId === authorizationId);
  const isNamed = (day: Day): boolean => own.some((need) => need.authorizationId === day.authorizationId && need.dueKind === day.kind && need.dueOn === day.on);
  const late = (days.data?.items ?? []).filter((day) => (authorizationId === undefined || day.authorizationId === authorizationId) && day.state === 'overdue' && !isNamed(day));
  if (own.length + late.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label="What is next">
      {late.map((day) => <Late key={`${day.kind} ${day.on} ${day.authorizationId ?? day.recordsRequestId ?? ''}`} day={day} />)}
      {own.map((need) => <Need key={`${need.episodeId} ${need.step}`} need={need} isHere={authorizationId !== undefined} />)}
    </Stack>
  );
}

function Late({ day: { kind, on, step, arithmetic, overriddenBy } }: { readonly day: Day }) {
  const what = deadlineInWords(kind);
  return (
    <Alert color="red" icon={<IconClockExclamation aria-hidden />} title={`Overdue: ${what}${step === null || step === undefined ? '' : `, ${stepInWords(step)}`}, ${dateInWords(on)}`}>
      <DeadlineArithmetic arithmetic={arithmetic} overriddenBy={overriddenBy} of={what} />
    </Alert>
  );
}

function Need({ need, isHere }: { readonly need: QueueItem; readonly isHere: boolean }) {
  const isLate = need.dueKind !== 'earliest-day' && need.daysLeft !== null && need.daysLeft < 0;
  const isToday = need.dueKind !== 'earliest-day' && need.daysLeft === 0;
  const where = need.targets.length > 0 ? targetsInWords(need.targets) : regionInWords(need.region);
  return (
    <Alert color={isLate ? 'red' : isToday ? 'orange' : 'lagoon'} icon={isLate ? <IconClockExclamation aria-hidden /> : <IconAlarm aria-hidden />} title={`${isLate ? 'Overdue' : isToday ? 'Today' : 'Next'}${isHere ? '' : `: ${stepInWords(need.step)}, ${where}`}`}>
      <Group gap="lg" align="flex-start">
        <div><NextAction row={need} tabIndex={0} isHere={isHere} />{need.blockedBy?.[0] !== undefined && <Text size="xs">{need.blockedBy.map(({ text }) => text).join('; ')}</Text>}</div>
        <div><DueCell {...need} /></div>
      </Group>
      {need.dueArithmetic !== undefined && <DeadlineArithmetic arithmetic={need.dueArithmetic} of={stepInWords(need.step)} />}
    </Alert>
  );
}
