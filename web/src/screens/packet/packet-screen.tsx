/** One packet: what it says and lacks beside its exact pages, and the path from draft to sent as one line of steps. */
import { Alert, Anchor, Badge, Grid, Group, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Loading } from '../../parts/loading';
import { Result } from '../../parts/outcome';
import { PatientLine } from '../../parts/patient-line';
import { PdfFile } from '../../parts/pdf-file';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { dateInWords, targetsInWords } from '../../parts/words';
import { PacketContents } from './packet-contents';
import { PacketPath } from './packet-path';
import { useAuthorizations, usePacket, usePacketPages, type Packet } from './use-packet';

export function PacketScreen() {
  const { patientId, packetId } = useParams({ from: '/patients/$patientId/packets/$packetId' });
  const search = useSearch({ from: '/patients/$patientId/packets/$packetId' });
  const navigate = useNavigate();
  const packet = usePacket(patientId, packetId);
  const pages = usePacketPages(patientId, packetId);
  const authorizations = useAuthorizations(patientId);
  const page = Number(search['page'] ?? 1);
  const goTo = useCallback((to: number): void => {
    void navigate({ to: '/patients/$patientId/packets/$packetId', params: { patientId, packetId }, search: (before: Record<string, string | undefined>) => ({ ...before, page: String(to) }), replace: true, resetScroll: false });
    // Where the pages stand below what was pressed, they come into sight.
    document.getElementById('pages')?.scrollIntoView({ block: 'nearest' });
  }, [navigate, patientId, packetId]);

  if (packet.data === undefined) return packet.error === null ? <Loading what="the packet" /> : <ProblemNote problem={packet.error} onAgain={() => void packet.refetch()} />;
  const { state, stale, packet: model } = packet.data;
  const authorization = authorizations.data?.items.find(({ authorizationId }) => authorizationId === model.authorizationId);
  const targets = targetsInWords(model.request.targets);
  return (
    <Screen title={`Packet: ${model.request.kind}${targets === '' ? '' : `, ${targets}`}`} about={<PatientLine patientId={patientId} />}
      actions={<Anchor renderRoot={(props) => <Link to="/patients/$patientId/authorizations/$authorizationId" params={{ patientId, authorizationId: model.authorizationId }} {...props} />}>The authorization</Anchor>}>
      <Group gap="xs">
        <State packet={packet.data} />
        <Result result={model.verdict.result} />
        <Text size="sm" c="dimmed">Policy {model.policy.ref} · as of {dateInWords(model.asOf)} · record version {model.patientVersion}</Text>
      </Group>
      {stale !== null && <Alert color="orange" title={state === 'superseded' ? 'Not the packet that counts any more' : 'Stale: the record no longer says what this packet prints'}>{stale}</Alert>}
      {authorization !== undefined && authorizations.data !== undefined && <PacketPath patientId={patientId} packet={packet.data} authorization={authorization} version={authorizations.data.version} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <PacketContents patientId={patientId} packet={packet.data} pages={pages.data} page={page} onPage={goTo} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <section aria-labelledby="pages" className="packet-pages">
            <Stack gap="xs">
              <Text component="h2" id="pages" fw={700} size="lg" m={0}>The pages as they go out</Text>
              {pages.data?.exact === false && <Text size="sm" c="dimmed">It was signed under another version of this program: the page numbers beside may be a page off.</Text>}
              <PdfFile queryKey={['patient', patientId, 'packet', packetId, 'pdf']} address={`/v1/patients/${patientId}/packets/${packetId}.pdf`} name="the packet" fileName={`${packetId}.pdf`} page={page} onPage={goTo} />
            </Stack>
          </section>
        </Grid.Col>
      </Grid>
    </Screen>
  );
}

function State({ packet: { state, stale, review, signature } }: { readonly packet: Packet }) {
  const word = state === 'draft' ? 'Draft' : state === 'superseded' ? 'Superseded' : stale !== null ? 'Stale' : signature !== null ? 'Signed and frozen' : review !== null ? 'Reviewed' : 'Issued';
  const color = word === 'Stale' || word === 'Superseded' ? 'orange.9' : word === 'Draft' ? 'gray.7' : word === 'Issued' ? 'lagoon.8' : 'green.9';
  return <Badge size="lg" variant="filled" color={color} tt="none" radius="sm">{word}</Badge>;
}
