/** One episode: the map with the way it came, and the next step's checklist in short. */
import { Anchor, Button, Grid, Group, List, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { useEpisodePath, usePathwayMap } from '../../api/patient';
import { Loading } from '../../parts/loading';
import { Outcome } from '../../parts/outcome';
import { PathwayMap } from '../../parts/pathway-map';
import { ProblemNote } from '../../parts/problem-note';
import { dateInWords, stepInWords, targetsInWords } from '../../parts/words';
import { episodeInWords } from './lanes-of';
import { PlanDialog } from './plan-dialog';

interface EpisodeProps {
  readonly patientId: string;
  readonly episode: Schemas['EpisodeStanding'];
  readonly checklist: UseQueryResult<Schemas['Checklist']> | undefined;
  readonly asOf: string | undefined;
}

export function EpisodeSection({ patientId, version, episode, checklist, asOf }: EpisodeProps & { readonly version: number }) {
  const words = episodeInWords(episode);
  const mayPlan = useMay('plan-episode');
  const [isPlanning, setPlanning] = useState(false);
  return (
    <section aria-label={words}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">{words}</Title>
        {mayPlan && asOf === undefined && <Button size="xs" variant="default" className="not-printed" onClick={() => setPlanning(true)} aria-label={`Change the plan: ${words}`}>Change the plan</Button>}
      </Group>
      {isPlanning && <PlanDialog patientId={patientId} version={version} episode={episode} onClose={() => setPlanning(false)} />}
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: 6 }}><EpisodeMap patientId={patientId} episode={episode} asOf={asOf} words={words} /></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>{checklist?.data !== undefined && <Brief patientId={patientId} episodeId={episode.episodeId} checklist={checklist.data} asOf={asOf} />}</Grid.Col>
      </Grid>
    </section>
  );
}

function EpisodeMap({ patientId, episode, asOf, words }: Pick<EpisodeProps, 'patientId' | 'episode' | 'asOf'> & { readonly words: string }) {
  const map = usePathwayMap(episode.pathway);
  const path = useEpisodePath(patientId, episode.episodeId);
  const problem = map.error ?? path.error;
  if (problem !== null) return <ProblemNote problem={problem} onAgain={() => void Promise.all([map.refetch(), path.refetch()])} />;
  if (map.data === undefined || path.data === undefined) return <Loading what="the map" />;
  const passed = path.data.items.map(({ position, recordedAt, occurredOn }) => ({ position, on: occurredOn ?? recordedAt.slice(0, 10) })).filter(({ on }) => asOf === undefined || on <= asOf);
  const known = passed.at(-1)?.position === episode.position ? passed : [...passed, { position: episode.position, on: asOf ?? '' }];
  return <PathwayMap map={map.data} position={episode.position} passed={known} label={words} />;
}

const ORDER = ['unmet', 'unknown', 'review', 'met', 'not-asked'];

/** Counts and titles, the open ones first; the whole is one link away. */
function Brief({ patientId, episodeId, checklist: { step, items, policy, targets }, asOf }: { readonly patientId: string; readonly episodeId: string; readonly checklist: Schemas['Checklist']; readonly asOf: string | undefined }) {
  const open = items.filter(({ outcome }) => outcome !== 'met' && outcome !== 'not-asked').sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
  const met = items.filter(({ outcome }) => outcome === 'met');
  const counts = ORDER.map((outcome) => ({ outcome, count: items.filter((item) => item.outcome === outcome).length })).filter(({ count }) => count > 0);
  return (
    <Stack gap="sm">
      <Title order={3} size="h4">Next: {stepInWords(step)}</Title>
      <Text size="sm" c="dimmed">{targets.length > 0 && `${targetsInWords(targets)}. `}Against <cite className="document">{policy.document} {policy.revision}</cite>, {policy.id} of {dateInWords(policy.version)}.</Text>
      <Group gap="xs">{counts.map(({ outcome, count }) => <Group key={outcome} gap={4}><Text span fw={700} className="tabular">{count}</Text><Outcome outcome={outcome} /></Group>)}</Group>
      {open.length > 0 && (
        <List listStyleType="none" spacing={6} size="sm">
          {open.map((item) => (
            <List.Item key={`${item.criterion} ${item.targets.map(({ level, side }) => level + side).join()}`}>
              <Group gap={8} align="flex-start"><Outcome outcome={item.outcome} /><span style={{ flex: '1 1 12rem' }}><b>{item.title}</b>{item.targets.length > 0 && targets.length > item.targets.length && ` (${targetsInWords(item.targets)})`}: {item.earliestOn === undefined ? item.toDocument : `possible from ${dateInWords(item.earliestOn)}.`}</span></Group>
            </List.Item>
          ))}
        </List>
      )}
      {met.length > 0 && <Text size="sm"><b>Met:</b> {[...new Set(met.map(({ title }) => title))].join('; ')}.</Text>}
      <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/episodes/$episodeId/checklist" params={{ patientId, episodeId }} search={asOf === undefined ? {} : { asOf }} {...props} />}>The whole checklist, with evidence</Anchor>
    </Stack>
  );
}
