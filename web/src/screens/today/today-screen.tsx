/** Whose day it is, and whether a result of each can be entered without a connection; without one, the list as it was kept. */
import { Alert, Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCloudDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay, useSession, useToday } from '../../api/session';
import { AHEAD_MAX, keptHereQuery } from '../../offline/keep-ahead';
import type { TodayItem } from '../../offline/record';
import { todayQuery } from '../../offline/today';
import { useOnline } from '../../offline/use-online';
import { useRecord } from '../../offline/use-record';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { dateInWords, nameInWords, pathwayInWords, stepInWords, targetsInWords } from '../../parts/words';

export function TodayScreen() {
  const { account: { accountId } } = useSession();
  const today = useToday();
  const isOnline = useOnline();
  const { data, error, refetch } = useQuery(todayQuery(accountId, today));
  const kept = useQuery(keptHereQuery(accountId)).data ?? new Map<string, number>();
  if (data === undefined) return error === null ? <Loading what="today's list" /> : <Screen title="Today"><ProblemNote problem={error} onAgain={() => void refetch()} /></Screen>;
  const { items, toldAt } = data;
  return (
    <Screen title="Today" about={dateInWords(today)} maxWidth="52rem">
      {!isOnline && <Alert color="gray" title="Without a connection">The list is shown as it was kept on this device on {new Date(toldAt).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' })}. What you enter is sent by itself as soon as the connection is back.</Alert>}
      {items.length === 0
        ? <EmptyState title="Nobody is on today's list" action={<Anchor renderRoot={(props) => <Link to="/patients" {...props} />}>All patients</Anchor>}>Who is scheduled or planned for today stands here, and is kept on this device for entering results without a connection.</EmptyState>
        : <><KeptNote items={items} kept={kept} isOnline={isOnline} /><Stack component="ul" gap="sm" m={0} p={0} className="plain-list">{items.map((item) => <Line key={item.episodeId} item={item} isKept={kept.has(item.patientId)} />)}</Stack></>}
    </Screen>
  );
}

function KeptNote({ items, kept, isOnline }: { readonly items: readonly TodayItem[]; readonly kept: ReadonlyMap<string, number>; readonly isOnline: boolean }) {
  const mayDocument = useMay('document-fact');
  const patients = [...new Set(items.map(({ patientId }) => patientId))];
  const here = patients.filter((patientId) => kept.has(patientId)).length;
  if (!mayDocument) return null;
  const said = here === patients.length ? `All ${patients.length} are kept on this device: results can be entered without a connection.` : `${here} of ${patients.length} are kept on this device for entering results without a connection.`;
  const rest = here === patients.length ? '' : here >= AHEAD_MAX ? ` The first ${AHEAD_MAX} are kept by themselves: open the others once.` : isOnline ? ' The others follow by themselves.' : ' The others need the connection.';
  return <Text role="status">{said}{rest}</Text>;
}

function Line({ item: { patientId, episodeId, name, pathway, nextStep, targets, isOff }, isKept }: { readonly item: TodayItem; readonly isKept: boolean }) {
  const mayDocument = useMay('document-fact');
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 14rem', minWidth: 0 }}>
          <Title order={2} size="h4"><Anchor inherit renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{nameInWords(name)}</Anchor></Title>
          <Text size="sm">{pathwayInWords(pathway)}: {stepInWords(nextStep)}{targets.length > 0 && `, ${targetsInWords(targets)}`}</Text>
          <Group gap="xs">
            {isOff && <Badge color="gray.7" variant="filled" radius="sm" tt="none">Done, moved or cancelled since</Badge>}
            {mayDocument && <Group gap={4} wrap="nowrap">{isKept ? <IconCircleCheck size={16} aria-hidden /> : <IconCloudDown size={16} aria-hidden />}<Text size="sm" c="dimmed">{isKept ? 'Kept on this device' : 'Not on this device yet'}</Text></Group>}
          </Group>
        </div>
        {mayDocument && nextStep?.startsWith('mbb') === true && (isOff
          ? <LaterScores patientId={patientId} name={nameInWords(name)} />
          : <Button h={44} renderRoot={(props) => <Link to="/patients/$patientId/block-result" params={{ patientId }} search={{ episodeId }} aria-label={`Block result of ${nameInWords(name)}`} {...props} />}>Block result</Button>)}
      </Group>
    </Paper>
  );
}

/** Of the block that is on record of today. */
function LaterScores({ patientId, name }: { readonly patientId: string; readonly name: string }) {
  const today = useToday();
  const block = useRecord(patientId).data?.facts.items.findLast(({ fact }) => fact.type === 'block' && fact.occurredOn === today);
  if (block === undefined) return null;
  return <Button h={44} variant="default" renderRoot={(props) => <Link to="/patients/$patientId/block-result" params={{ patientId }} search={{ factId: block.factId }} aria-label={`Later scores of ${name}`} {...props} />}>Later scores</Button>;
}
