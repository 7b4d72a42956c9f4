/** What is under way around the record: deadlines, authorizations. */
import { Anchor, Badge, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAuthorizations, usePatientDeadlines } from '../../api/patient';
import { useMay, useToday } from '../../api/session';
import { deadlineInWords } from '../../parts/deadline-words';
import { daysBetween } from '../../parts/dates';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords, daysInWords, spaced, stepInWords, targetsInWords } from '../../parts/words';

export function PatientDeadlines({ patientId }: { readonly patientId: string }) {
  const { data, error, refetch } = usePatientDeadlines(patientId);
  const today = useToday();
  if (error !== null) return <ProblemNote problem={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <Loading what="deadlines" />;
  const askedFor = new Map(data.recordsRequests.map(({ recordsRequestId, what }) => [recordsRequestId, what]));
  return (
    <Stack gap="xs" component="section" aria-labelledby="deadlines">
      <Title order={2} size="h3" id="deadlines">Deadlines</Title>
      {data.items.length === 0 ? <Text c="dimmed">No deadlines at present.</Text> : (
        <WideTable label="Deadlines" caption="Soonest first" columns={['Day', 'What', 'Step', 'Because']}>
          {data.items.map(({ kind, on, state, step, authorizationId, recordsRequestId, arithmetic }) => (
            <Table.Tr key={`${kind} ${on} ${authorizationId ?? recordsRequestId ?? ''}`}>
              <Table.Td><b>{dateInWords(on)}</b><Text size="sm">{daysInWords(daysBetween(today, on))}{state === 'overdue' && <>, <b>overdue</b></>}{state === 'contested' && ', contested'}</Text></Table.Td>
              <Table.Td miw="9rem">{authorizationId === null ? deadlineInWords(kind) : <AuthorizationLink patientId={patientId} authorizationId={authorizationId}>{deadlineInWords(kind)}</AuthorizationLink>}{recordsRequestId !== null && recordsRequestId !== undefined && `: ${askedFor.get(recordsRequestId) ?? ''}`}</Table.Td>
              <Table.Td>{step === null || step === undefined ? '' : stepInWords(step)}</Table.Td>
              <Table.Td miw="14rem"><Text size="sm">{datesInWords(arithmetic?.sentence ?? '')}</Text></Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Stack>
  );
}

function AuthorizationLink({ patientId, authorizationId, children }: { readonly patientId: string; readonly authorizationId: string; readonly children: string }) {
  return <Anchor renderRoot={(props) => <Link to="/patients/$patientId/authorizations/$authorizationId" params={{ patientId, authorizationId }} {...props} />}>{children}</Anchor>;
}

export function PatientAuthorizations({ patientId }: { readonly patientId: string }) {
  const { data, error, refetch } = useAuthorizations(patientId);
  const mayReadPacket = useMay('read-packet');
  if (error !== null) return <ProblemNote problem={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <Loading what="authorizations" />;
  return (
    <Stack gap="xs" component="section" aria-labelledby="authorizations">
      <Title order={2} size="h3" id="authorizations">Authorizations</Title>
      {data.items.length === 0 ? <Text c="dimmed">None yet: a draft and its packet appear when a next step's documentation meets the policy.</Text> : (
        <WideTable label="Authorizations" caption="Newest first" columns={['Step', 'Targets', 'Position', 'Date of service', 'Payer reference', 'Packet']}>
          {data.items.toReversed().map((one) => (
            <Table.Tr key={one.authorizationId}>
              <Table.Td miw="8rem"><AuthorizationLink patientId={patientId} authorizationId={one.authorizationId}>{stepInWords(one.step)}</AuthorizationLink></Table.Td>
              <Table.Td>{targetsInWords(one.targets)}</Table.Td>
              <Table.Td>{spaced(one.position)}{one.stale !== undefined && <Badge ml={6} color="red.9" radius="sm" tt="none">Record changed</Badge>}</Table.Td>
              <Table.Td>{dateInWords(one.scheduled?.on ?? one.dateOfService)}</Table.Td>
              <Table.Td>{one.determinations.findLast(({ payerReference }) => payerReference !== undefined)?.payerReference ?? ''}</Table.Td>
              <Table.Td>{one.packetId !== undefined && mayReadPacket && <Anchor aria-label={`Packet of ${stepInWords(one.step)}`} renderRoot={(props) => <Link to="/patients/$patientId/packets/$packetId" params={{ patientId, packetId: one.packetId ?? '' }} {...props} />}>Packet</Anchor>}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
    </Stack>
  );
}
