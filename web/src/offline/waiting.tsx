/** How much was entered and is not recorded yet; what it is, and what to do about what the service refused. Nothing goes from here unasked. */
import { Alert, Anchor, Badge, Button, Group, List, Modal, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCloudOff, IconClockUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useRouter } from '@tanstack/react-router';
import { useMay } from '../api/session';
import { removeEntry, type Entry } from './entries';
import { useEntries } from './use-entries';
import { useOnline } from './use-online';
import { datesInWords, instantInWords } from '../parts/words';

export function Waiting() {
  const { pathname } = useLocation();
  // What is on the screen right now is not something that waits.
  const entries = (useEntries() ?? []).filter(({ state, address }) => state !== 'draft' || address.split('?')[0] !== pathname);
  const mayDocument = useMay('document-fact');
  const online = useOnline();
  const [isOpen, { open, close }] = useDisclosure();
  const [refused, waiting] = [entries.filter(({ state }) => state === 'refused').length, entries.filter(({ state }) => state === 'waiting').length];
  const said = [waiting > 0 && `${waiting} to send`, refused > 0 && `${refused} refused`, entries.length > waiting + refused && `${entries.length - waiting - refused} not finished`].filter((one) => one !== false).join(', ');
  if (online && entries.length === 0) return <span aria-live="polite" />;
  return (
    <>
      <Button size="compact-md" variant={refused > 0 ? 'filled' : 'light'} color={refused > 0 ? 'red' : 'lagoon'} onClick={open} aria-haspopup="dialog" leftSection={online ? <IconClockUp size={16} aria-hidden /> : <IconCloudOff size={16} aria-hidden />}>
        <span aria-live="polite">{online ? said : <>No connection{said !== '' && <Text span inherit visibleFrom="xs">: {said}</Text>}</>}</span>
      </Button>
      <Modal opened={isOpen} onClose={close} title="Entered, and not recorded yet" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          {!online && <Alert color="gray" title="There is no connection">What you enter is saved on this device at every tap and is sent by itself, once, as soon as the connection is back.{mayDocument && <> <Anchor inherit onClick={close} renderRoot={(props) => <Link to="/today" {...props} />}>Today's list, as it is kept here</Anchor></>}</Alert>}
          {entries.length === 0 && <Text>Nothing waits.</Text>}
          {entries.map((entry) => <EntryLine key={entry.id} entry={entry} onLeave={close} />)}
        </Stack>
      </Modal>
    </>
  );
}

const STATES = { draft: 'Not finished', waiting: 'Waits to be sent', refused: 'Refused' } as const;

function EntryLine({ entry, onLeave }: { readonly entry: Entry; readonly onLeave: () => void }) {
  const [isSure, setSure] = useState(false);
  const { history } = useRouter();
  const { id, state, title, patientName, order, refusal, address } = entry;
  return (
    <Stack gap={4} component="section" aria-label={`${title}, ${patientName}`}>
      <Group gap="xs"><Title order={3} size="h5">{patientName}</Title><Badge color={state === 'refused' ? 'red.9' : 'gray.7'} variant="filled" tt="none" radius="sm">{STATES[state]}</Badge></Group>
      <Text size="sm">{title}, entered {instantInWords(order)}</Text>
      {refusal !== undefined && <RefusalNote refusal={refusal} />}
      {state !== 'waiting' && (
        <Group gap="xs">
          <Button size="xs" onClick={() => { onLeave(); history.push(`/app${address}`); }}>{state === 'refused' ? 'Open what was typed' : 'Go on'}</Button>
          {isSure
            ? <><Text size="sm">Discard it for good?</Text><Button size="xs" color="red" onClick={() => void removeEntry(id)}>Discard</Button><Button size="xs" variant="default" onClick={() => setSure(false)}>Keep</Button></>
            : <Button size="xs" variant="default" onClick={() => setSure(true)}>Discard ...</Button>}
        </Group>
      )}
    </Stack>
  );
}

/** What the service said no with, and what there is to do now. */
export function RefusalNote({ refusal: { status, code, message, errors } }: { readonly refusal: NonNullable<Entry['refusal']> }) {
  return (
    <Alert color="red" role="alert" title="The service did not record this">
      <Text size="sm">{datesInWords(message)}</Text>
      {errors.length > 0 && <List size="sm">{errors.map((error) => <List.Item key={error.pointer + error.message}>{error.pointer.split('/').at(-1)}: {error.message}</List.Item>)}</List>}
      <Text size="sm" mt={4}>{whatToDo(status, code)}</Text>
    </Alert>
  );
}

function whatToDo(status: number, code: string): string {
  if (code === 'possible-duplicate' || code === 'duplicate-observation') return 'It is on record already, perhaps entered by somebody else: look at the record, then discard this or change what differs.';
  if (status === 409 || status === 412) return 'The record changed while this waited: look at the record, then change what you typed and save it again, or discard it.';
  if (status === 403) return 'Your role may not record this any more: show it to somebody who may.';
  if (status === 404) return 'The patient or the fact is not there any more: look it up, and document it where it belongs.';
  return 'Open it, put right what is said above, and save it again.';
}
