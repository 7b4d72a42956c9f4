/** A day for the procedure, with place and performer of the directory. A day that is not allowed is answered with why, and with the first that is. */
import { Alert, Button, Checkbox, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, Problem, type Schemas } from '../../api/client';
import { useToday } from '../../api/session';
import { DirectoryChoice } from '../../parts/directory-choice';
import type { ObjectValue } from '../../parts/form/schema';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite } from '../../parts/record-write';
import { dateInWords, spaced } from '../../parts/words';

interface Props {
  readonly patientId: string;
  readonly authorization: Schemas['Authorization'];
  readonly version: number;
  readonly isAgain: boolean;
  readonly onClose: () => void;
}

interface Conflict {
  readonly because: readonly string[];
  readonly firstAllowedDate: string | undefined;
}

export function ScheduleDialog({ patientId, authorization, version, isAgain, onClose }: Props) {
  const today = useToday();
  const { authorizationId, scheduled } = authorization;
  const [date, setDate] = useState(scheduled?.on ?? authorization.dateOfService ?? '');
  const [place, setPlace] = useState<ObjectValue>({ facilityId: scheduled?.facilityId, practitionerId: scheduled?.practitionerId });
  const [acceptContestedDay, setContested] = useState(false);
  const [acceptReview, setReview] = useState(false);
  const params = { path: { patientId, authorizationId } };
  const write = useRecordWrite(patientId, version, (body: Schemas['AppointmentDto'], header) => (isAgain
    ? ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/reschedule', { params: { ...params, header }, body }))
    : ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/schedule', { params: { ...params, header }, body }))),
  { done: `The procedure is scheduled for ${dateInWords(date)}.`, onDone: onClose });
  const { facilityId, practitionerId } = place as { facilityId?: string; practitionerId?: string };
  const send = (on: string): void => write.send({ date: on, ...(facilityId !== undefined && { facilityId }), ...(practitionerId !== undefined && { practitionerId }), ...(acceptContestedDay && { acceptContestedDay }), ...(acceptReview && { acceptReview }) });
  const conflict = conflictOf(write.error);
  const take = (on: string): void => {
    setDate(on);
    send(on);
  };
  return (
    <RecordDialog title={isAgain ? 'Another day, place or performer' : 'Schedule the procedure'} action={isAgain ? 'Record the change' : 'Schedule'} write={write} onClose={onClose} onSend={() => send(date)} {...(conflict !== undefined && { note: null })}>
      <TextInput type="date" label="Day of the procedure" required min={today} value={date} onChange={(event) => { setDate(event.currentTarget.value); write.clear(); }} maw="16rem" />
      <DirectoryChoice value={place} onChange={setPlace} />
      {conflict !== undefined && (
        <Alert color="orange" title="Not on that day" aria-live="polite">
          <Stack gap="xs">
            <List size="sm">{conflict.because.map((code) => <List.Item key={code}>{spaced(code)}</List.Item>)}</List>
            {conflict.firstAllowedDate === undefined ? <Text size="sm">No day is allowed as the record stands.</Text> : <Group><Button size="xs" loading={write.isSending} onClick={() => take(conflict.firstAllowedDate ?? '')}>Take the first allowed day, {dateInWords(conflict.firstAllowedDate)}</Button></Group>}
            <Checkbox label="The sources count the day differently, and it is meant" checked={acceptContestedDay} onChange={(event) => setContested(event.currentTarget.checked)} />
            <Checkbox label="What people must decide about the day, they have decided" description="Nothing that forbids the day is lifted by it" checked={acceptReview} onChange={(event) => setReview(event.currentTarget.checked)} />
          </Stack>
        </Alert>
      )}
    </RecordDialog>
  );
}

function conflictOf(error: unknown): Conflict | undefined {
  if (!(error instanceof Problem) || error.code !== 'not-bookable') return undefined;
  const { because = [], firstAllowedDate } = error.details as { because?: readonly (string | { code: string })[]; firstAllowedDate?: string | null };
  return { because: because.map((one) => (typeof one === 'string' ? one : one.code)), firstAllowedDate: firstAllowedDate ?? undefined };
}
