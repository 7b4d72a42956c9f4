/** The day is taken: where, by whom. Under the payer's approval where one was asked for; else for the step itself. */
import { Button, Checkbox, Fieldset, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, ask, Problem, type Schemas } from '../../api/client';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite, WriteNote } from '../../parts/record-write';
import { dateInWords, nameInWords, stepInWords } from '../../parts/words';
import type { Question } from './booking-question';

interface ScheduleFormProps {
  readonly question: Question;
  readonly answered: Schemas['MayIBook'];
  readonly facilityId: string | undefined;
}

export function ScheduleForm({ question: { need, step, date, targets }, answered, facilityId }: ScheduleFormProps) {
  const { patientId, episodeId, authorizationId } = need;
  const practitioners = useQuery({ queryKey: ['directory', 'practitioners'], queryFn: () => ask(api.GET('/v1/practitioners')) });
  const [practitionerId, setPractitioner] = useState('');
  const [isReviewed, setReviewed] = useState(false);
  const [isContestedMeant, setContestedMeant] = useState(false);
  const [isCancelling, setCancelling] = useState(false);
  const isTheNeed = need.step === step;
  const [takenOn, setTakenOn] = useState(isTheNeed && need.dueKind === 'planned-service' ? need.dueOn ?? undefined : undefined);
  const isScheduled = (isTheNeed && need.nextAction.code === 'perform') || takenOn !== undefined;
  const approval = isTheNeed && (need.stage === 'approval' || need.stage === 'decision') ? authorizationId : null;
  const verb = isScheduled ? 'reschedule' : 'schedule';
  const write = useRecordWrite(patientId, answered.version, (body: Schemas['AppointmentDto'], header) => (approval === null
    ? ask(api.POST(`/v1/patients/{patientId}/episodes/{episodeId}/${verb}`, { params: { path: { patientId, episodeId }, header }, body: { ...body, step } }))
    : ask(api.POST(`/v1/patients/{patientId}/authorizations/{authorizationId}/${verb}`, { params: { path: { patientId, authorizationId: approval }, header }, body }))),
  { done: `${stepInWords(step)} is scheduled for ${dateInWords(date)}.`, onDone: () => setTakenOn(date) });
  // The queue does not tell of a day that is taken where no authorization is needed: the refusal does.
  useEffect(() => { if (write.error instanceof Problem && write.error.code === 'procedure-scheduled') setTakenOn(String(write.error.details['on'])); }, [write.error]);
  const isContested = answered.why.some(({ code }) => code === 'approval-day-contested');
  const send = (): void => write.send({
    date, ...(targets !== undefined && { targets: [...targets] }), ...(facilityId !== undefined && { facilityId }), ...(practitionerId !== '' && { practitionerId }),
    ...(isReviewed && { acceptReview: true }), ...(isContestedMeant && { acceptContestedDay: true }),
  });
  return (
    <Fieldset legend={isScheduled ? 'Move it to this day' : 'Schedule it'}>
      <form onSubmit={(event) => { event.preventDefault(); send(); }}>
        <Stack gap="sm">
          {isScheduled && <Text size="sm">A day is taken already{takenOn !== undefined && `: ${dateInWords(takenOn)}`}.</Text>}
          <NativeSelect label="Practitioner" maw="24rem" value={practitionerId} onChange={(event) => setPractitioner(event.currentTarget.value)} data={[{ value: '', label: 'Not decided yet' }, ...(practitioners.data?.items ?? []).map(({ id, name }) => ({ value: id, label: nameInWords(name) }))]} />
          {answered.answer === 'review' && <Checkbox label="What people must decide about the day, they have decided" description="Nothing that forbids the day is lifted by it" checked={isReviewed} onChange={(event) => setReviewed(event.currentTarget.checked)} />}
          {isContested && <Checkbox label="The sources count the day differently, and it is meant" checked={isContestedMeant} onChange={(event) => setContestedMeant(event.currentTarget.checked)} />}
          <WriteNote write={write} title="Not scheduled" />
          <Group><Button type="submit" loading={write.isSending}>{isScheduled ? 'Move' : 'Schedule'} {stepInWords(step)} to {dateInWords(date)}</Button>{isScheduled && <Button variant="default" onClick={() => setCancelling(true)}>Cancel what is scheduled</Button>}</Group>
        </Stack>
      </form>
      {isCancelling && <CancelDialog question={{ need, step, date, targets }} approval={approval} version={answered.version} onClose={() => setCancelling(false)} onDone={() => { setTakenOn(undefined); write.clear(); }} />}
    </Fieldset>
  );
}

function CancelDialog({ question: { need: { patientId, episodeId }, step }, approval, version, onClose, onDone }: { readonly question: Question; readonly approval: string | null; readonly version: number; readonly onClose: () => void; readonly onDone: () => void }) {
  const [reason, setReason] = useState('');
  const write = useRecordWrite(patientId, version, (body: Schemas['CancellationDto'], header) => (approval === null
    ? ask(api.POST('/v1/patients/{patientId}/episodes/{episodeId}/cancellation', { params: { path: { patientId, episodeId }, header }, body: { ...body, step } }))
    : ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/cancellation', { params: { path: { patientId, authorizationId: approval }, header }, body }))),
  { done: 'The scheduled procedure is cancelled.', onDone: () => { onDone(); onClose(); } });
  return (
    <RecordDialog title={`Cancel the scheduled ${stepInWords(step)}`} action="Cancel it" write={write} onClose={onClose} onSend={() => write.send({ reason })}>
      <Textarea label="Why" required maxLength={2000} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </RecordDialog>
  );
}
