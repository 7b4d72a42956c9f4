/** The fields of a claim: what it says once, and its lines. The lines of a day are taken over from what was documented. */
import { Alert, Button, Checkbox, Fieldset, Group, List, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { ProblemNote } from '../../parts/problem-note';
import { spaced } from '../../parts/words';
import { EMPTY_LINE, HEADER_FIELDS, linesFrom, type ClaimState, type LineState } from './claim-state';

interface Props {
  readonly claim: ClaimState;
  readonly onChange: (claim: ClaimState) => void;
  readonly faults: readonly { readonly pointer: string; readonly message: string }[];
}

export function ClaimForm({ claim, onChange, faults }: Props) {
  const put = (change: Partial<ClaimState>): void => onChange({ ...claim, ...change });
  const faultAt = (pointer: string): string | undefined => faults.find((one) => one.pointer === pointer)?.message;
  const putLine = (at: number, change: Partial<LineState>): void => put({ lines: claim.lines.map((line, index) => (index === at ? { ...line, ...change } : line)) });
  return (
    <Stack>
      <Group align="flex-start" gap="sm">
        <TextInput type="date" label="Date of service" required value={claim.dateOfService} error={faultAt('/dateOfService')} onChange={(event) => put({ dateOfService: event.currentTarget.value })} />
        <NativeSelect label="Who bills" value={claim.claimType} onChange={(event) => put({ claimType: event.currentTarget.value as ClaimState['claimType'] })} data={[{ value: 'professional', label: 'Professional' }, { value: 'facility', label: 'Facility' }]} />
      </Group>
      <LinesOfDay claim={claim} onTake={(lines) => put({ lines })} />
      <Fieldset legend="Lines">
        <Stack gap="sm">
          {claim.lines.map((line, index) => (
            <Group key={index} align="flex-start" gap="xs" role="group" aria-label={`Line ${index + 1}`}>
              <TextInput label={`Code, line ${index + 1}`} required w={120} maxLength={5} value={line.code} error={faultAt(`/lines/${index}/code`)} onChange={(event) => putLine(index, { code: event.currentTarget.value })} />
              <TextInput label="Modifiers" w={120} value={line.modifiers} error={faultAt(`/lines/${index}/modifiers`)} onChange={(event) => putLine(index, { modifiers: event.currentTarget.value })} />
              <TextInput label="Units" required inputMode="numeric" w={80} value={line.units} error={faultAt(`/lines/${index}/units`)} onChange={(event) => putLine(index, { units: event.currentTarget.value })} />
              <TextInput label="Diagnoses" flex="1 1 10rem" value={line.diagnoses} error={faultAt(`/lines/${index}/diagnoses`)} onChange={(event) => putLine(index, { diagnoses: event.currentTarget.value })} />
              <TextInput label="Place of service" required w={155} maxLength={2} inputMode="numeric" value={line.placeOfService} error={faultAt(`/lines/${index}/placeOfService`)} onChange={(event) => putLine(index, { placeOfService: event.currentTarget.value })} />
              {claim.lines.length > 1 && <Button size="xs" variant="default" mt={27} onClick={() => put({ lines: claim.lines.filter((_, at) => at !== index) })}>Take line {index + 1} out</Button>}
            </Group>
          ))}
          <Group><Button size="xs" variant="default" onClick={() => put({ lines: [...claim.lines, { ...EMPTY_LINE, placeOfService: claim.lines.at(-1)?.placeOfService ?? '' }] })}>Add a line</Button></Group>
        </Stack>
      </Fieldset>
      <details>
        <summary>What the claim says once: numbers of approval, facility, practitioner, tax, bill and member</summary>
        <Group align="flex-start" gap="sm" mt="sm">
          {HEADER_FIELDS.map(([name, label, description]) => <TextInput key={name} label={label} {...(description !== '' && { description })} flex="1 1 14rem" value={claim.header[name]} error={faultAt(`/${name}`)} onChange={(event) => put({ header: { ...claim.header, [name]: event.currentTarget.value } })} />)}
        </Group>
        <Group mt="sm"><Checkbox label="The hospital is exempt from the payer's program on that day" checked={claim.exempt} onChange={(event) => put({ exempt: event.currentTarget.checked })} /><Checkbox label="It is a critical access hospital" checked={claim.criticalAccess} onChange={(event) => put({ criticalAccess: event.currentTarget.checked })} /></Group>
      </details>
    </Stack>
  );
}

function LinesOfDay({ claim, onTake }: { readonly claim: ClaimState; readonly onTake: (lines: readonly LineState[]) => void }) {
  const mayCode = useMay('code-services');
  const { patientId, dateOfService, claimType } = claim;
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => ask(api.POST('/v1/patients/{patientId}/service-lines', { params: { path: { patientId } }, body: { dateOfService, claimType } })),
    onSuccess: ({ lines }) => { if (lines.length > 0) onTake(linesFrom(lines)); },
  });
  if (!mayCode) return null;
  const isOfThis = data?.dateOfService === dateOfService && data.claimType === claimType;
  return (
    <Stack gap="xs">
      <Group><Button variant="default" loading={isPending} disabled={dateOfService === ''} onClick={() => mutate()}>Take the service lines of that day</Button></Group>
      {error !== null && <ProblemNote problem={error} title="No lines" />}
      {isOfThis && (
        <Text size="sm" role="status">{data.lines.length === 0 ? data.held.length === 0 ? 'Nothing that is billed is documented on that day.' : 'No line is ready: see what is held.' : `${data.lines.length} ${data.lines.length === 1 ? 'line is' : 'lines are'} taken over from what was documented.`}</Text>
      )}
      {isOfThis && data.held.length > 0 && <Alert color="orange" title="Held: waits for an answer"><List size="sm">{data.held.map(({ codes, because }, index) => <List.Item key={index}>{codes.map(({ code }) => code).join(' or ')}: {because.map((one) => data.findings.find(({ kind }) => kind === one)?.text ?? spaced(one)).join(' ')}</List.Item>)}</List></Alert>}
    </Stack>
  );
}
