/** The form of the act that was chosen. */
import { Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useToday } from '../../api/session';
import { deadlineInWords } from '../../parts/deadline-words';
import { DocumentField } from '../../parts/document-field';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite, type WriteHeaders } from '../../parts/record-write';
import type { Act } from './acts';
import { ClaimResponseDialog } from './claim-response-dialog';
import { DecisionDialog } from './decision-dialog';
import { DeterminationCard } from './determination-card';
import { ScheduleDialog } from './schedule-dialog';

interface Props {
  readonly act: Act;
  readonly patientId: string;
  readonly authorization: Schemas['Authorization'];
  readonly version: number;
  readonly requested: readonly { readonly code: string; readonly units: number }[];
  readonly onClose: () => void;
}

export function ActDialog(props: Props) {
  const { act, patientId, authorization, version, onClose } = props;
  const { authorizationId } = authorization;
  const today = useToday();
  const path = { patientId, authorizationId };
  const common = { patientId, version, onClose };
  switch (act.kind) {
    case 'decide': return <DecisionDialog {...props} />;
    case 'correct': {
      const determination = authorization.determinations[act.number - 1];
      return determination === undefined ? null : <DecisionDialog {...props} mistyped={{ determination, number: act.number }} />;
    }
    case 'answer': return <ClaimResponseDialog {...common} authorizationId={authorizationId} />;
    case 'schedule': case 'reschedule': return <ScheduleDialog {...common} authorization={authorization} isAgain={act.kind === 'reschedule'} />;
    case 'cancel': return <ReasonDialog {...common} title="Cancel the procedure" action="Cancel the procedure" label="Why it is cancelled" about="The approval stays as it is." color="red.9" done="The procedure is cancelled."
      send={(reason, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/cancellation', { params: { path, header }, body: { reason } }))} />;
    case 'accept': return <AcceptDialog {...common} authorization={authorization} />;
    case 'decline': return <ReasonDialog {...common} title="Decline what the payer approved instead" action="Decline" label="Why" about="Declined, it is a denial: it can be discussed with a peer or appealed." done="Declined."
      send={(reason, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/modification', { params: { path, header }, body: { answer: 'declined', reason } }))} />;
    case 'peer-to-peer': return <DateDialog {...common} title="Peer-to-peer call" action="Record the call" label="Day of the call" start="" done="The call is recorded."
      send={({ on }, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/peer-to-peer', { params: { path, header }, body: { on } }))} />;
    case 'appeal': return <DateDialog {...common} title="Record an appeal" action="Record the appeal" label="Filed on" start={today} text="Level, in the payer's words" example="redetermination" done="The appeal is recorded."
      send={({ on, said }, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/appeals', { params: { path, header }, body: { filedOn: on, level: said } }))} />;
    case 'withdraw': return <ReasonDialog {...common} title="Withdraw" action="Withdraw" label="Why it is withdrawn" about="For good: what is needed afterwards is drafted anew." color="red.9" done="Withdrawn."
      send={(reason, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/withdrawal', { params: { path, header }, body: { reason } }))} />;
    case 'acknowledge': return <ReasonDialog {...common} title="The approval lapsed unused" action="I have seen it" label="What becomes of it" done="Acknowledged: it leaves the deadlines."
      send={(reason, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/expiry-acknowledgement', { params: { path, header }, body: { reason } }))} />;
    case 'letter-day': return <LetterDayDialog {...common} kind={act.deadline} authorizationId={authorizationId} />;
  }
}

interface Common {
  readonly patientId: string;
  readonly version: number;
  readonly onClose: () => void;
}

interface Reason extends Common {
  readonly title: string;
  readonly action: string;
  readonly label: string;
  readonly about?: string;
  readonly color?: string;
  readonly done: string;
  readonly send: (reason: string, header: WriteHeaders) => Promise<unknown>;
}

function ReasonDialog({ patientId, version, onClose, title, action, label, about, color, done, send }: Reason) {
  const [reason, setReason] = useState('');
  const write = useRecordWrite(patientId, version, send, { done, onDone: onClose });
  return (
    <RecordDialog title={title} action={action} write={write} onClose={onClose} onSend={() => write.send(reason)} {...(color !== undefined && { color })}>
      {about !== undefined && <Text size="sm">{about}</Text>}
      <Textarea label={label} required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </RecordDialog>
  );
}

interface Dated extends Common {
  readonly title: string;
  readonly action: string;
  readonly label: string;
  readonly start: string;
  readonly text?: string;
  readonly example?: string;
  readonly done: string;
  readonly send: (input: { readonly on: string; readonly said: string }, header: WriteHeaders) => Promise<unknown>;
}

function DateDialog({ patientId, version, onClose, title, action, label, start, text, example, done, send }: Dated) {
  const [on, setOn] = useState(start);
  const [said, setSaid] = useState('');
  const write = useRecordWrite(patientId, version, send, { done, onDone: onClose });
  return (
    <RecordDialog title={title} action={action} write={write} onClose={onClose} onSend={() => write.send({ on, said })}>
      <TextInput type="date" label={label} required value={on} onChange={(event) => setOn(event.currentTarget.value)} maw="16rem" />
      {text !== undefined && <TextInput label={text} required placeholder={`as ${example ?? ''}`} value={said} onChange={(event) => setSaid(event.currentTarget.value)} />}
    </RecordDialog>
  );
}

/** What is accepted stands before the eyes of who accepts it. */
function AcceptDialog({ patientId, version, onClose, authorization: { authorizationId, determinations } }: Common & Pick<Props, 'authorization'>) {
  const offered = determinations.findLast(({ decision }) => decision === 'modified');
  const write = useRecordWrite(patientId, version, (_: null, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/modification', { params: { path: { patientId, authorizationId }, header }, body: { answer: 'accepted' } })), { done: 'Accepted: it authorizes what the payer approved.', onDone: onClose });
  return (
    <RecordDialog title="Accept what the payer approved instead" action="Accept" write={write} onClose={onClose} onSend={() => write.send(null)}>
      <Text size="sm">What the payer approved in place of the request is what will be done.</Text>
      {offered !== undefined && <DeterminationCard determination={offered} patientId={patientId} />}
    </RecordDialog>
  );
}

function LetterDayDialog({ patientId, version, onClose, authorizationId, kind }: Common & { readonly authorizationId: string; readonly kind: Extract<Act, { kind: 'letter-day' }>['deadline'] }) {
  const [on, setOn] = useState('');
  const [documentId, setDocumentId] = useState('');
  const [reason, setReason] = useState('');
  const write = useRecordWrite(patientId, version, (body: Schemas['LetterDayDto'], header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/deadlines/{kind}', { params: { path: { patientId, authorizationId, kind }, header }, body })), { done: 'The letter\'s day stands in place of the arithmetic.', onDone: onClose });
  return (
    <RecordDialog title={`The letter's own day: ${deadlineInWords(kind)}`} action="Record the letter's day" write={write} onClose={onClose} onSend={() => write.send({ on, documentId, reason })}>
      <TextInput type="date" label="The day that the letter says" required value={on} onChange={(event) => setOn(event.currentTarget.value)} maw="16rem" />
      <DocumentField patientId={patientId} label="The letter" required value={documentId} onChange={setDocumentId} suggestedTitle="Letter of the payer" />
      <Textarea label="What the letter says, and where" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </RecordDialog>
  );
}
