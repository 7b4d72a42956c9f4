/** Beside the list: what was said about a need, whose it was, and a comment of one's own. */
import { Anchor, Button, Drawer, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useMay, useSession } from '../../api/session';
import { DeadlineArithmetic } from '../../parts/deadline-parts';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { dateInWords, instantInWords, nameInWords, stepInWords, targetsInWords } from '../../parts/words';
import { useWrite } from '../../parts/write';
import type { QueueItem } from './queue-filter';

type Note = Schemas['NeedHistory']['items'][number];

interface NeedPanelProps {
  readonly need: QueueItem;
  readonly onAssign: () => void;
  readonly onSnooze: () => void;
  readonly onClose: () => void;
}

export function NeedPanel({ need, onAssign, onSnooze, onClose }: NeedPanelProps) {
  const { patientId, name, step, targets, owner, snoozedUntil, blockedBy = [], dueOn, dueArithmetic } = need;
  const [mayWork, maySnooze, mayReadHistory] = [useMay('work-queue'), useMay('snooze-need'), useMay('read-need')];
  return (
    <Drawer opened onClose={onClose} position="right" title={<Text fw={600}>{nameInWords(name)}: {stepInWords(step)}</Text>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text size="sm">{targets.length > 0 && `${targetsInWords(targets)}. `}<Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>Open the patient</Anchor></Text>
        {blockedBy.length > 0 && <div><Title order={3} size="h6">Not met yet</Title><ul>{blockedBy.map(({ kind, text }) => <li key={kind}><Text size="sm">{text}</Text></li>)}</ul></div>}
        {dueArithmetic !== undefined && <div><Title order={3} size="h6">Earliest day: {dateInWords(dueOn)}</Title><DeadlineArithmetic arithmetic={dueArithmetic} /></div>}
        <Group gap="xs">
          <Text size="sm">{owner === null ? 'Nobody\'s' : `Of ${owner.name ?? 'somebody'}`}{snoozedUntil !== null && `, put off until ${dateInWords(snoozedUntil)}`}</Text>
          {mayWork && <Button size="compact-sm" variant="default" onClick={onAssign}>Assign</Button>}
          {maySnooze && <Button size="compact-sm" variant="default" onClick={onSnooze}>Snooze</Button>}
        </Group>
        {mayWork && <Comment need={need} />}
        {mayReadHistory && <History need={need} />}
      </Stack>
    </Drawer>
  );
}

function Comment({ need: { patientId, episodeId, step } }: { readonly need: QueueItem }) {
  const [text, setText] = useState('');
  const { mutate, error, isPending } = useWrite({
    send: (body: Schemas['CommentDto'], key) => ask(api.POST('/v1/patients/{patientId}/episodes/{episodeId}/needs/{step}/comments', { params: { path: { patientId, episodeId, step }, header: { 'Idempotency-Key': key } }, body })),
    onDone: () => { setText(''); notifications.show({ message: 'Comment added.', color: 'green' }); }, changes: [['patient', patientId]],
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (text.trim() !== '') mutate({ text }); }}>
      <Textarea label="Comment" description="For the practice's staff; never printed in a packet" autosize minRows={2} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
      {error !== null && <ProblemNote problem={error} title="Not added" />}
      <Button mt="xs" type="submit" size="sm" loading={isPending} disabled={text.trim() === ''}>Add the comment</Button>
    </form>
  );
}

function History({ need: { patientId, episodeId, step } }: { readonly need: QueueItem }) {
  const history = useQuery({
    queryKey: ['patient', patientId, 'need-history', episodeId, step],
    queryFn: () => ask(api.GET('/v1/patients/{patientId}/episodes/{episodeId}/needs/{step}/history', { params: { path: { patientId, episodeId, step } } })),
  });
  if (history.isPending) return <Loading what="the history" />;
  if (history.error !== null) return <ProblemNote problem={history.error} onAgain={() => void history.refetch()} />;
  const notes = [...history.data.items].reverse();
  return (
    <section aria-labelledby="need-history">
      <Title order={3} size="h6" id="need-history">What was noted, newest first</Title>
      {notes.length === 0 ? <Text size="sm" c="dimmed">Nothing yet: no owner, no comment, never put off.</Text> : <ul className="queue-history">{notes.map((note) => <NoteLine key={note.version} note={note} />)}</ul>}
    </section>
  );
}

function NoteLine({ note }: { readonly note: Note }) {
  const { practice } = useSession();
  const at = instantInWords(note.recordedAt, practice.timeZone);
  return (
    <li>
      {note.text !== undefined ? <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>{note.text}</Text> : <Text size="sm">{said(note)}</Text>}
      <Text size="xs" c="dimmed">{note.by.name ?? note.by.id}, {at}</Text>
    </li>
  );
}

function said({ type, owner, until }: Note): string {
  switch (type) {
    case 'NeedAssigned': return `Given to ${owner?.name ?? owner?.id ?? 'somebody'}`;
    case 'NeedUnassigned': return 'Nobody\'s any more';
    case 'NeedSnoozed': return `Put off until ${dateInWords(until)}`;
    case 'NeedUnsnoozed': return 'No longer put off';
    case 'NeedCommented': return 'Commented';
  }
}
