/** Programs that hear of events: how each stands, and what was given up, to be sent again. Made and changed over the API. */
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { instantInWords } from '../../parts/words';
import { useWrite } from '../../parts/write';

const STATES: Readonly<Record<string, string>> = { active: 'On', paused: 'Paused', gone: 'Off: the receiver wants no more' };

export function Webhooks() {
  const list = useQuery({ queryKey: ['webhooks'], queryFn: () => ask(api.GET('/v1/webhooks')) });
  if (list.isPending) return <Loading what="the webhooks" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const { items } = list.data;
  if (items.length === 0) return <Text>None. An EHR or a billing system is told of events over the API: POST /v1/webhooks.</Text>;
  return <Stack>{items.map((webhook) => <Line key={webhook.webhookId} webhook={webhook} />)}</Stack>;
}

function Line({ webhook: { webhookId, label, url, state, pending, dead, lastSuccess, lastFailure } }: { readonly webhook: Schemas['Webhook'] }) {
  return (
    <Stack gap={4} component="article" aria-label={label}>
      <Group gap="xs">
        <Text fw={600}>{label}</Text>
        <Badge tt="none" color={state === 'active' ? 'green.9' : 'gray.7'}>{STATES[state] ?? state}</Badge>
        {pending > 0 && <Badge tt="none" color="gray.7">{pending} waiting</Badge>}
        {dead > 0 && <Badge tt="none" color="red.9">{dead} given up</Badge>}
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{url}</Text>
      <Text size="sm">{lastSuccess === null ? 'Nothing has arrived yet.' : `Last arrived ${instantInWords(lastSuccess.at)}.`}{lastFailure !== null && ` Last failed ${instantInWords(lastFailure.at)}: ${lastFailure.reason}`}</Text>
      {dead > 0 && <Dead webhookId={webhookId} />}
    </Stack>
  );
}

function Dead({ webhookId }: { readonly webhookId: string }) {
  const list = useQuery({ queryKey: ['webhooks', webhookId, 'dead'], queryFn: () => ask(api.GET('/v1/webhooks/{webhookId}/deliveries', { params: { path: { webhookId }, query: { state: 'dead' } } })) });
  const { mutate, error, isPending } = useWrite({
    send: (eventId: string, key) => ask(api.POST('/v1/webhooks/{webhookId}/resend', { params: { path: { webhookId }, header: { 'Idempotency-Key': key } }, body: { eventId } })),
    onDone: () => notifications.show({ message: 'It is sent again.', color: 'green' }), changes: [['webhooks']],
  });
  if (list.isPending) return <Loading what="what was given up" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  return (
    <Stack gap={4}>
      {list.data.items.map(({ eventId, type, recordedAt, failure }) => (
        <Group key={eventId} gap="xs">
          <Text size="sm">{type}, {instantInWords(recordedAt)}: {failure?.reason}</Text>
          <Button size="xs" variant="default" loading={isPending} onClick={() => mutate(eventId)} aria-label={`Send ${eventId} again`}>Send again</Button>
        </Group>
      ))}
      {error !== null && <ProblemNote problem={error} title="Not sent again" />}
    </Stack>
  );
}
