/** The patient's diary of one block, epidural or stimulator trial: make its link, hand it over, see whether it is used, end it. */
import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { Loading } from './loading';
import { NewDiaryLink } from './new-diary-link';
import { ProblemNote } from './problem-note';
import { ShownOnce } from './shown-once';
import { instantInWords } from './words';
import { useWrite } from './write';

type Diary = Schemas['Diary'];

interface DiaryLinkProps {
  readonly patientId: string;
  readonly factId: string;
  /** Of the fact; what is no series has no diary, and no button. */
  readonly type: string;
  /** The plain date on which it was done. */
  readonly occurredOn: string;
}

const KINDS = ['block', 'epidural', 'scs-trial'];
const STATES: Readonly<Record<Diary['state'], string>> = { 'not-opened': 'Not opened yet', opened: 'Opened', closed: 'Closed', expired: 'Expired', revoked: 'Ended' };

/** A button that opens the dialog; nothing for who may not, or for a fact that has no diary. */
export function DiaryLink(props: DiaryLinkProps) {
  const [isOpen, setOpen] = useState(false);
  const mayShare = useMay('share-diary');
  if (!mayShare || !KINDS.includes(props.type)) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>Patient's diary</Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} closeOnClickOutside={false} title="The patient's diary">{isOpen && <Diaries {...props} />}</Modal>
    </>
  );
}

function Diaries({ patientId, factId, type, occurredOn }: DiaryLinkProps) {
  const [made, setMade] = useState<Schemas['DiaryMade']>();
  const list = useQuery({ queryKey: ['patient', patientId, 'diaries'], queryFn: () => ask(api.GET('/v1/patients/{patientId}/diaries', { params: { path: { patientId } } })) });
  if (list.isPending) return <Loading what="the diaries" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const ofFact = list.data.items.filter((diary) => diary.factId === factId);
  const address = made === undefined ? '' : new URL(made.link, window.location.origin).href;
  return (
    <Stack>
      {ofFact.map((diary) => <OneDiary key={diary.diaryId} diary={diary} />)}
      {made === undefined ? <NewDiaryLink patientId={patientId} factId={factId} type={type} occurredOn={occurredOn} isFirst={ofFact.length === 0} onMade={setMade} />
        : <ShownOnce title="Shown now and never again" what="link" value={address} scanned={address}>Hand it to the patient: on paper, as a message, or let the patient's phone read the code. It opens with the date of birth, until {instantInWords(made.closesAt)}.</ShownOnce>}
    </Stack>
  );
}

function OneDiary({ diary: { diaryId, patientId, state, createdAt, closesAt, openedAt, lastEntryAt, entries, pausedUntil } }: { readonly diary: Diary }) {
  const { mutate, error, isPending } = useWrite({
    send: (_: undefined, key) => ask(api.DELETE('/v1/patients/{patientId}/diaries/{diaryId}', { params: { path: { patientId, diaryId }, header: { 'Idempotency-Key': key } } })),
    onDone: () => notifications.show({ message: 'Ended. Its link opens nothing any more; what was sent stays in the record.', color: 'green' }), changes: [['patient', patientId]],
  });
  const isRunning = state === 'not-opened' || state === 'opened';
  return (
    <Stack gap={4} component="article" aria-label={`Diary made ${instantInWords(createdAt)}`}>
      <Group justify="space-between"><Badge tt="none" color={isRunning ? 'green.9' : 'gray.7'}>{STATES[state]}</Badge>{isRunning && <Button size="xs" variant="default" loading={isPending} onClick={() => mutate(undefined)}>End it</Button>}</Group>
      <Text size="sm">Made {instantInWords(createdAt)}{openedAt === null ? '' : `, opened ${instantInWords(openedAt)}`}; {isRunning ? `open until ${instantInWords(closesAt)}` : `was open until ${instantInWords(closesAt)}`}.</Text>
      <Text size="sm">{entries === 0 ? 'Nothing was sent.' : `${entries === 1 ? '1 entry' : `${entries} entries`}, the last one ${instantInWords(lastEntryAt)}.`}</Text>
      {pausedUntil !== null && <Text size="sm" fw={600}>Paused until {instantInWords(pausedUntil)}: the date of birth was wrong too often.</Text>}
      {error !== null && <ProblemNote problem={error} title="Not ended" />}
    </Stack>
  );
}
