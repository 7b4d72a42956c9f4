/** One authorization: where it stands, what the payer said, what is left of it, the day of the procedure, and what can be done next. */
import { Alert, Anchor, Badge, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { disputeInWords, positionColor, positionInWords } from '../../parts/authorization-words';
import { CallLog } from '../../parts/call-log';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { PatientLine } from '../../parts/patient-line';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { ServiceSending } from '../../parts/service-sending';
import { dateInWords, stepInWords, targetsInWords } from '../../parts/words';
import { useAuthorizations, usePacket } from '../packet/use-packet';
import { NextUp } from '../queue/next-up';
import { Acts, type Act } from './acts';
import { ActDialog } from './act-dialog';
import { Days } from './days';
import { Determinations } from './determinations';
import { RecordsRequests } from './records-requests';
import { Schedule } from './schedule';
import { UnitsLeft } from './units-left';
import './authorization.css';

export function AuthorizationScreen() {
  const { patientId, authorizationId } = useParams({ from: '/patients/$patientId/authorizations/$authorizationId' });
  const { data, error, refetch } = useAuthorizations(patientId);
  if (data === undefined) return error === null ? <Loading what="the authorization" /> : <ProblemNote problem={error} onAgain={() => void refetch()} />;
  const authorization = data.items.find((one) => one.authorizationId === authorizationId);
  if (authorization === undefined) return <Screen title="Authorization"><EmptyState title="This patient has no authorization of that address">Open it from the work queue or from the patient.</EmptyState></Screen>;
  return <Found patientId={patientId} authorization={authorization} version={data.version} name={data.name} />;
}

interface Props {
  readonly patientId: string;
  readonly authorization: Schemas['Authorization'];
  readonly version: number;
  readonly name: Schemas['Name'];
}

function Found({ patientId, authorization, version, name }: Props) {
  const [act, setAct] = useState<Act>();
  const mayReadAll = useMay('read-packet');
  const mayReadDeadlines = useMay('read-deadlines');
  const { authorizationId, step, targets, position, packetId, disputed } = authorization;
  const at = targetsInWords(targets);
  return (
    <Screen title={`Authorization: ${stepInWords(step)}${at === '' ? '' : `, ${at}`}`} about={<PatientLine patientId={patientId} name={name} />}
      actions={packetId !== undefined && mayReadAll && <Anchor renderRoot={(props) => <Link to="/patients/$patientId/packets/$packetId" params={{ patientId, packetId }} {...props} />}>The packet</Anchor>}>
      <NextUp patientId={patientId} authorizationId={authorizationId} />
      <Stack gap="xs">
        <Badge size="xl" variant="filled" radius="sm" tt="none" color={positionColor(position)} className="position">{positionInWords(position)}</Badge>
        {disputed !== undefined && <Text>The approved part holds; {disputeInWords(disputed)}.</Text>}
        <Text size="sm" c="dimmed">{[authorization.dateOfService === undefined ? '' : `for ${dateInWords(authorization.dateOfService)}`, authorization.expedited === true ? 'expedited' : '', authorization.submittedOn === undefined ? '' : `sent ${dateInWords(authorization.submittedOn)}`].filter((part) => part !== '').join(' · ')}</Text>
        {authorization.stale !== undefined && <Alert color="orange" title="The packet is stale">{authorization.stale}</Alert>}
        {authorization.override !== undefined && <Text size="sm">Requested with an override by {authorization.override.by}: {authorization.override.rationale}</Text>}
      </Stack>
      {authorization.submission !== undefined && <ServiceSending patientId={patientId} submission={authorization.submission} version={version} />}
      <Acts patientId={patientId} authorization={authorization} onAct={setAct} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" verticalSpacing="lg">
        <Section title="What the payer decided"><Determinations patientId={patientId} authorization={authorization} onCorrect={(number) => setAct({ kind: 'correct', number })} /></Section>
        <Section title="The day of the procedure"><Schedule authorization={authorization} onAct={setAct} /></Section>
        {authorization.unitsLeft !== undefined && <Section title="Units left"><UnitsLeft units={authorization.unitsLeft} /></Section>}
        {mayReadDeadlines && <Section title="Days that must not be missed"><Days patientId={patientId} authorization={authorization} onAct={setAct} /></Section>}
        {mayReadAll && <Section title="Conversations with the payer"><CallLog patientId={patientId} authorizationId={authorizationId} calls={authorization.calls} /></Section>}
        {mayReadAll && <Section title="Records asked of others"><RecordsRequests patientId={patientId} episodeId={authorization.episodeId} version={version} /></Section>}
      </SimpleGrid>
      {act !== undefined && <WithLines patientId={patientId} packetId={packetId}>{(requested) => <ActDialog act={act} patientId={patientId} authorization={authorization} version={version} requested={requested} onClose={() => setAct(undefined)} />}</WithLines>}
    </Screen>
  );
}

type Requested = readonly { readonly code: string; readonly units: number }[];

/** The lines that were requested, where the role may read the packet. */
function WithLines({ patientId, packetId, children }: { readonly patientId: string; readonly packetId: string | undefined; readonly children: (requested: Requested) => ReactNode }) {
  const mayRead = useMay('read-packet');
  return packetId === undefined || !mayRead ? <>{children([])}</> : <LinesOf patientId={patientId} packetId={packetId}>{children}</LinesOf>;
}

function LinesOf({ patientId, packetId, children }: { readonly patientId: string; readonly packetId: string; readonly children: (requested: Requested) => ReactNode }) {
  const { data, error } = usePacket(patientId, packetId);
  return data === undefined && error === null ? null : <>{children(data?.packet.request.lines ?? [])}</>;
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <section><Text component="h2" size="lg" fw={700} mt={0} mb="xs">{title}</Text>{children}</section>;
}
