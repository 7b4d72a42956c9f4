/** The request: the day of service, why it may not wait, and, where the documentation does not meet the policy, who answers for asking all the same. */
import { Alert, Checkbox, Fieldset, Group, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, Problem, type Schemas } from '../../api/client';
import { useSession, useToday } from '../../api/session';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite } from '../../parts/record-write';
import { datesInWords, spaced } from '../../parts/words';
import type { Authorization, Packet } from './use-packet';

type Kind = Schemas['OverrideDto']['findings'][number];

interface Props {
  readonly patientId: string;
  readonly packet: Packet;
  readonly authorization: Authorization;
  readonly version: number;
  readonly onClose: () => void;
}

export function RequestDialog({ patientId, packet: { packet: model }, authorization, version, onClose }: Props) {
  const { account } = useSession();
  const today = useToday();
  const { authorizationId } = authorization;
  const planned = authorization.dateOfService ?? model.request.plannedOn ?? '';
  const [dateOfService, setDate] = useState(planned < today ? '' : planned);
  const [expedited, setExpedited] = useState(model.request.expedited);
  const [justification, setJustification] = useState(model.request.justification ?? '');
  const [isOverridden, setOverridden] = useState(false);
  const [by, setBy] = useState(account.displayName);
  const [rationale, setRationale] = useState('');
  const [findings, setFindings] = useState<readonly string[]>([]);
  const write = useRecordWrite(patientId, version, (body: Schemas['RequestDto'], header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/request', { params: { path: { patientId, authorizationId }, header }, body })), { done: 'Requested: the packet is issued.', onDone: onClose });
  const titles = new Map(model.gaps.map(({ kind, title }) => [kind as string, title]));
  const kinds = [...new Set([...model.gaps.map(({ kind }) => kind as string), ...against(write.error)])];
  const isShort = model.verdict.result !== 'eligible' && model.verdict.result !== 'partial';
  const isRefused = write.error instanceof Problem && write.error.code === 'not-eligible';
  const send = (): void => write.send({
    dateOfService, ...(expedited && { expedited, ...(justification.trim() !== '' && { justification }) }),
    ...(isOverridden && { override: { by, rationale, findings: findings as Kind[] } }),
  });
  return (
    <RecordDialog title="Request the authorization" action={isOverridden ? 'Request with the override' : 'Request'} write={write} onClose={onClose} onSend={send} size="xl">
      <Text size="sm">{datesInWords(model.verdict.sentence)}</Text>
      <TextInput type="date" label="Date of service" description="Every interval is measured to this day" required min={today} value={dateOfService} onChange={(event) => setDate(event.currentTarget.value)} maw="16rem" />
      <Checkbox label="Expedited" description="Waiting could harm the patient" checked={expedited} onChange={(event) => setExpedited(event.currentTarget.checked)} />
      {expedited && <Textarea label="Why it may not wait" required autosize minRows={2} value={justification} onChange={(event) => setJustification(event.currentTarget.value)} />}
      {(isShort || isRefused || isOverridden) && (
        <Stack gap="xs">
          <Alert color="orange" title="The documentation does not meet the policy">Add what is missing, or name the person who answers for asking all the same. The findings stay as they are, and the packet prints the override.</Alert>
          <Switch label="Request with an override" checked={isOverridden} onChange={(event) => setOverridden(event.currentTarget.checked)} />
        </Stack>
      )}
      {isOverridden && (
        <Fieldset legend="Override">
          <Stack gap="sm">
            <TextInput label="Who answers for it" required value={by} maxLength={120} onChange={(event) => setBy(event.currentTarget.value)} />
            <Textarea label="Why it goes out although criteria are not met" required autosize minRows={2} value={rationale} onChange={(event) => setRationale(event.currentTarget.value)} />
            <Checkbox.Group label="Findings that are overridden" description="All that stand against the request" value={[...findings]} onChange={setFindings}>
              <Group gap="sm" mt="xs">{kinds.map((kind) => <Checkbox key={kind} value={kind} label={titles.get(kind) ?? spaced(kind)} />)}</Group>
            </Checkbox.Group>
          </Stack>
        </Fieldset>
      )}
    </RecordDialog>
  );
}

/** The kinds that the refusal names: on another day others may stand against it than the draft shows. */
function against(error: unknown): readonly string[] {
  if (!(error instanceof Problem) || error.code !== 'not-eligible') return [];
  const { unmet = [], unknown = [], review = [] } = error.details as { unmet?: string[]; unknown?: string[]; review?: string[] };
  return [...unmet, ...unknown, ...review];
}
