/** What the payer decided, as a whole or line by line; or what was mistyped of it, put right with the reason. */
import { Alert, Group, NativeSelect, Radio, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useToday } from '../../api/session';
import { decisionInWords } from '../../parts/authorization-words';
import { DocumentField } from '../../parts/document-field';
import { TargetsField } from '../../parts/form/targets-field';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite } from '../../parts/record-write';
import { bodyOf, decisionOf, freshDecision, type DecisionState, type Determination, type DeterminationBody } from './decision-state';
import { AskedList, DecisionLines, FaultList } from './decision-lines';

const DECISIONS: readonly DeterminationBody['decision'][] = ['affirmed', 'partially-affirmed', 'modified', 'denied', 'pended', 'rejected', 'not-required', 'cancelled', 'review'];

interface Props {
  readonly patientId: string;
  readonly authorization: Schemas['Authorization'];
  readonly requested: readonly { readonly code: string; readonly units: number }[];
  readonly version: number;
  readonly onClose: () => void;
  /** What is put right, and which it is, from 1. */
  readonly mistyped?: { readonly determination: Determination; readonly number: number };
}

export function DecisionDialog({ patientId, authorization, requested, version, onClose, mistyped }: Props) {
  const today = useToday();
  const { authorizationId, targets } = authorization;
  const [state, setState] = useState<DecisionState>(() => (mistyped === undefined ? freshDecision(today, requested, targets) : decisionOf(mistyped.determination, today, requested, targets)));
  const [correction, setCorrection] = useState('');
  const put = (change: Partial<DecisionState>): void => setState((before) => ({ ...before, ...change }));
  const path = { patientId, authorizationId };
  const write = useRecordWrite(patientId, version, async (body: DeterminationBody & { correction?: string }, header) => (mistyped === undefined
    ? ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/determinations', { params: { path, header }, body }))
    : ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/determinations/{number}/corrections', { params: { path: { ...path, number: mistyped.number }, header }, body: { correction: '', ...body } }))),
  { done: mistyped === undefined ? 'The decision is recorded.' : 'Put right; what stood before stays readable.', onDone: onClose });
  const isApproving = state.decision === 'affirmed' || state.decision === 'partially-affirmed' || state.decision === 'modified';
  const hasReason = state.decision !== '' && state.decision !== 'affirmed' && state.decision !== 'not-required';
  const hasLines = requested.length > 0;
  return (
    <RecordDialog title={mistyped === undefined ? 'Record what the payer decided' : `Put right decision ${mistyped.number}`} action={mistyped === undefined ? 'Record the decision' : 'Put it right'} write={write} onClose={onClose} size="xl"
      onSend={() => write.send({ ...bodyOf(state, mistyped?.determination), ...(mistyped !== undefined && { correction }) })}>
      {mistyped !== undefined && (
        <>
          <Alert color="gray">Say the whole of it as the payer said it. After something was done about the decision, only its figures can be put right.</Alert>
          <Textarea label="What was wrong with what is on record" required autosize minRows={1} value={correction} onChange={(event) => setCorrection(event.currentTarget.value)} />
        </>
      )}
      <Group align="flex-start" gap="sm">
        <NativeSelect label="Decision" required flex="1 1 14rem" value={state.decision} onChange={(event) => put({ decision: event.currentTarget.value as DecisionState['decision'] })} data={[{ value: '', label: 'Choose ...' }, ...DECISIONS.map((value) => ({ value, label: decisionInWords(value) }))]} />
        <TextInput type="date" label="Decided on" required flex="1 1 10rem" max={today} value={state.decidedOn} onChange={(event) => put({ decidedOn: event.currentTarget.value })} />
      </Group>
      <Group align="flex-start" gap="sm">
        <TextInput label="Authorization or tracking number" flex="1 1 14rem" value={state.payerReference} onChange={(event) => put({ payerReference: event.currentTarget.value })} />
        {state.decision !== '' && !isApproving && <TextInput label="The payer's number of the request" description="Where it has one without approving" flex="1 1 14rem" value={state.administrativeReference} onChange={(event) => put({ administrativeReference: event.currentTarget.value })} />}
      </Group>
      {isApproving && (
        <Group align="flex-start" gap="sm">
          <TextInput type="date" label="Valid from" flex="1 1 10rem" value={state.validFrom} onChange={(event) => put({ validFrom: event.currentTarget.value })} />
          <TextInput type="date" label="Valid to, that day included" flex="1 1 10rem" value={state.validTo} onChange={(event) => put({ validTo: event.currentTarget.value })} />
          <TextInput label="Units as a whole" inputMode="numeric" flex="1 1 8rem" value={state.units} onChange={(event) => put({ units: event.currentTarget.value })} />
        </Group>
      )}
      {state.decision !== '' && hasLines && state.decision !== 'rejected' && <Switch label="The letter decides line by line" checked={state.isByLines} onChange={(event) => put({ isByLines: event.currentTarget.checked })} />}
      {state.isByLines && hasLines && <DecisionLines lines={state.lines} onChange={(lines) => put({ lines })} />}
      {state.decision === 'partially-affirmed' && !state.isByLines && targets.length > 0 && (
        <TargetsField label="What was approved" required error={undefined} schema={{ properties: { level: { enum: [...new Set(targets.map(({ level }) => level))] }, side: { enum: [...new Set(targets.map(({ side }) => side))] } } }} value={state.targets} onChange={(value) => put({ targets: value as unknown as DecisionState['targets'] })} />
      )}
      {state.decision === 'pended' && <AskedList asked={state.asked} onChange={(asked) => put({ asked })} />}
      {state.decision === 'rejected' && <FaultList faults={state.faults} onChange={(faults) => put({ faults })} />}
      {hasReason && <Textarea label="The payer's reason, word for word" autosize minRows={2} value={state.reason} onChange={(event) => put({ reason: event.currentTarget.value })} />}
      {hasReason && (
        <Radio.Group label="Did a person review it, as the payer says?" value={state.humanReviewed} onChange={(value) => put({ humanReviewed: value as DecisionState['humanReviewed'] })}>
          <Group mt="xs"><Radio value="yes" label="Yes" /><Radio value="no" label="No" /><Radio value="" label="It does not say" /></Group>
        </Radio.Group>
      )}
      <Stack gap={0}><DocumentField patientId={patientId} label="The letter" value={state.documentId} onChange={(documentId) => put({ documentId })} suggestedTitle="Letter of the payer" /></Stack>
    </RecordDialog>
  );
}
