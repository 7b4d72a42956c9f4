/** One side of one region: where it stands, what comes next, from when, and why not yet. */
import { Anchor, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import { Problem } from '../../api/client';
import { useMay, useToday } from '../../api/session';
import { Outcome, Result } from '../../parts/outcome';
import { daysBetween } from '../../parts/dates';
import { dateInWords, datesInWords, daysInWords, pathwayInWords, spaced, stepInWords } from '../../parts/words';
import { answerOf, isClosed, type Lane } from './lanes-of';

const REASONS_MAX = 4;

interface LaneProps {
  readonly patientId: string;
  readonly lane: Lane;
  readonly checklist: UseQueryResult<Schemas['Checklist']> | undefined;
  readonly asOf: string | undefined;
}

export function LaneCard({ patientId, lane, checklist, asOf }: LaneProps) {
  const { title, episode, targets } = lane;
  const levels = [...new Set(targets.map(({ level }) => level))].join(', ');
  return (
    <Card withBorder padding="md" component="article" aria-label={`${title}: ${pathwayInWords(episode.pathway)}`}>
      <Stack gap="xs">
        <div>
          <Title order={3} size="h4">{title}</Title>
          <Text size="sm" c="dimmed">{pathwayInWords(episode.pathway)}{levels !== '' && `, ${levels}`}</Text>
        </div>
        <Text><Text span fw={600}>{spaced(episode.position)}</Text></Text>
        {isClosed(episode) ? <Text size="sm" c="dimmed">The episode is closed; nothing is ahead of it.</Text> : <NextStep lane={lane} checklist={checklist} />}
        <Links patientId={patientId} episode={episode} asOf={asOf} />
      </Stack>
    </Card>
  );
}

function NextStep({ lane, checklist }: Pick<LaneProps, 'lane' | 'checklist'>) {
  const today = useToday();
  const { nextStep } = lane.episode;
  if (nextStep === null) return <Text size="sm">Nothing is ahead.</Text>;
  const step = <Text span>Next: <b>{stepInWords(nextStep)}</b></Text>;
  if (checklist?.error instanceof Problem) return <><Group gap="xs">{step}<Outcome outcome="unknown" /></Group><Text size="sm">Not assessed: {datesInWords(checklist.error.message)}</Text></>;
  if (checklist?.data === undefined) return step;
  const { result, earliestOn, waitsOnlyForTime, open } = answerOf(lane, checklist.data);
  return (
    <>
      <Group gap="xs">{step}<Result result={result} /></Group>
      {earliestOn !== null && (
        <Text size="sm"><b>Earliest {dateInWords(earliestOn)}</b> ({daysInWords(daysBetween(today, earliestOn))}){waitsOnlyForTime ? ': it waits for time only.' : ', if the rest is met by then.'}</Text>
      )}
      {open.length > 0 && (
        <div>
          <Text size="sm" fw={600}>Why not yet</Text>
          <List size="sm" listStyleType="none" spacing={6} mt={4}>
            {open.slice(0, REASONS_MAX).map((item) => (
              <List.Item key={`${item.criterion} ${item.targets.map(({ level }) => level).join()}`}>
                <Group gap={6} align="flex-start"><Outcome outcome={item.outcome} /><span style={{ flex: '1 1 12rem' }}><b>{item.title}</b>. {item.shown === '' ? item.toDocument : `${item.shown}; asked: ${item.required}.`}</span></Group>
              </List.Item>
            ))}
          </List>
          {open.length > REASONS_MAX && <Text size="sm" mt={4}>And {open.length - REASONS_MAX} more, in the checklist.</Text>}
        </div>
      )}
    </>
  );
}

/** The authorization of the next step, else the last one that still counts. */
function Links({ patientId, episode, asOf }: { readonly patientId: string; readonly episode: Schemas['EpisodeStanding']; readonly asOf: string | undefined }) {
  const mayAssess = useMay('ask-what-if');
  const mayReadPacket = useMay('read-packet');
  const { episodeId, nextStep, authorizations } = episode;
  const authorization = authorizations.findLast(({ step }) => step === nextStep) ?? authorizations.findLast(({ position }) => !OVER.includes(position));
  return (
    <Group gap="md">
      {mayAssess && nextStep !== null && <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/episodes/$episodeId/checklist" params={{ patientId, episodeId }} search={asOf === undefined ? {} : { asOf }} {...props} />}>Checklist</Anchor>}
      {authorization !== undefined && mayReadPacket && <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/packets/$packetId" params={{ patientId, packetId: authorization.packetId }} {...props} />}>Packet</Anchor>}
      {authorization !== undefined && <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/authorizations/$authorizationId" params={{ patientId, authorizationId: authorization.authorizationId }} {...props} />}>Authorization ({spaced(authorization.position)}{authorization.stale === undefined ? '' : ', record changed'})</Anchor>}
    </Group>
  );
}

const OVER: readonly string[] = ['used', 'superseded', 'withdrawn', 'expired'];
