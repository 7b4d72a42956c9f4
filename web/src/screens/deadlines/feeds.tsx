/** The same days in somebody's own calendar: a link that is shown once, and can be taken back. Kinds, payers and days are in it, no names. */
import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { WideTable } from '../../parts/wide-table';
import { dateInWords } from '../../parts/words';
import { useWrite } from '../../parts/write';

export function FeedsDialog({ onClose }: { readonly onClose: () => void }) {
  const [label, setLabel] = useState('');
  const [made, setMade] = useState<Schemas['DeadlineFeedMade']>();
  const { mutate, error, faults, isPending } = useWrite({
    send: (body: Schemas['FeedDto'], key) => ask(api.POST('/v1/deadlines/feeds', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: (feed) => { setMade(feed); setLabel(''); }, changes: [['feeds']],
  });
  return (
    <Modal opened onClose={onClose} size="xl" title="In your own calendar" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text size="sm">Any calendar program that subscribes to a link shows these days. Who has the link reads kinds, payers and days, and no names: give each person one of their own, and revoke it when it is no longer needed.</Text>
        <form onSubmit={(event) => { event.preventDefault(); mutate({ label }); }}>
          <Group align="flex-end"><TextInput label="Whose calendar" placeholder="as Front desk" required maxLength={120} value={label} onChange={(event) => setLabel(event.currentTarget.value)} error={faults.find(({ pointer }) => pointer === '/label')?.message} style={{ flex: '1 1 14rem' }} data-autofocus /><Button type="submit" loading={isPending}>Make a link</Button></Group>
        </form>
        {error !== null && faults.length === 0 && <ProblemNote problem={error} title="No link was made" />}
        {made !== undefined && <Made link={new URL(made.link, window.location.origin).href} label={made.label} />}
        <Feeds />
      </Stack>
    </Modal>
  );
}

function Made({ link, label }: { readonly link: string; readonly label: string }) {
  return (
    <Alert color="yellow" role="status" title={`The link for ${label}: shown this once`}>
      <Stack gap="xs" align="flex-start">
        <Code block aria-label="Link of the calendar feed" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', userSelect: 'all' }}>{link}</Code>
        <CopyButton value={link}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy} aria-live="polite">{copied ? 'Copied' : 'Copy the link'}</Button>}</CopyButton>
      </Stack>
    </Alert>
  );
}

function Feeds() {
  const feeds = useQuery({ queryKey: ['feeds'], queryFn: () => ask(api.GET('/v1/deadlines/feeds')) });
  const revoke = useWrite({
    send: (feedId: string, key) => ask(api.DELETE('/v1/deadlines/feeds/{feedId}', { params: { path: { feedId }, header: { 'Idempotency-Key': key } } })),
    onDone: ({ label }) => notifications.show({ color: 'green', message: `Revoked: the link for ${label} answers nothing any more.` }), changes: [['feeds']],
  });
  const items = feeds.data?.items ?? [];
  if (feeds.error !== null) return <ProblemNote problem={feeds.error} onAgain={() => void feeds.refetch()} />;
  if (items.length === 0) return <Text size="sm" c="dimmed">No link was made yet.</Text>;
  return (
    <>
      <WideTable label="Calendar links" caption="Links that were made" columns={['Whose', 'Made', 'State']} captionSide="top" miw={420}>
        {items.map(({ feedId, label, createdAt, revokedAt }) => (
          <Table.Tr key={feedId}>
            <Table.Td>{label}</Table.Td><Table.Td>{dateInWords(createdAt)}</Table.Td>
            <Table.Td>{revokedAt !== null ? `Revoked ${dateInWords(revokedAt)}` : <Button size="compact-sm" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate(feedId)} aria-label={`Revoke the link for ${label}`}>Revoke</Button>}</Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      {revoke.error !== null && <ProblemNote problem={revoke.error} title="Not revoked" />}
    </>
  );
}
