/** That it is nobody of ours, or nobody to be recorded: each is asked once more, as neither is undone by a button. */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { RecordDialog } from '../../parts/record-dialog';
import { useWrite } from '../../parts/write';
import { HELD, IMPORTS } from './queries';
import type { Held } from './words';

interface Props {
  readonly held: Held;
  readonly who: string;
  readonly onDecided: (answer: Schemas['HeldPatientAnswer']) => void;
  readonly onAgain: () => void;
}

export function HeldActs({ held: { heldId, person, candidates }, who, onDecided, onAgain }: Props) {
  const [doing, setDoing] = useState<'register' | 'leave-out'>();
  const [reason, setReason] = useState('');
  const params = (key: string) => ({ path: { heldId }, header: { 'Idempotency-Key': key } });
  const changes = [HELD, IMPORTS, ['patients']];
  const register = useWrite({ send: (_: undefined, key) => ask(api.POST('/v1/imports/held/{heldId}/registration', { params: params(key), body: { confirmedNew: true } })), onDone: onDecided, changes });
  const leaveOut = useWrite({ send: (body: Schemas['ReasonDto'], key) => ask(api.POST('/v1/imports/held/{heldId}/dismissal', { params: params(key), body })), onDone: onDecided, changes });
  const isIncomplete = person.name === null || person.birthDate === null;
  const close = (): void => {
    setDoing(undefined);
    // Somebody else may have decided meanwhile: then the card goes.
    if (register.error !== null || leaveOut.error !== null) onAgain();
    register.reset();
    leaveOut.reset();
  };
  return (
    <>
      <Group gap="xs">
        {!isIncomplete && <Button variant="default" onClick={() => setDoing('register')}>It is nobody of ours: register</Button>}
        <Button variant="default" onClick={() => setDoing('leave-out')}>Leave out</Button>
      </Group>
      {isIncomplete && <Text size="sm" c="dimmed">Without a name and a date of birth nobody can be registered from here: register the patient by hand, then find the patient above and say that it is this one.</Text>}
      {doing === 'register' && (
        <RecordDialog title="Register as somebody new" action="Register" write={{ error: register.error ?? undefined, moved: undefined, isSending: register.isPending }} onSend={() => register.mutate(undefined)} onClose={close}>
          <Text size="sm">{who} is registered with what the source says, and what waits is recorded there.{candidates.length > 0 && <> Register only when it is <b>none of the patients shown</b>: two records of one person are not joined again.</>}</Text>
        </RecordDialog>
      )}
      {doing === 'leave-out' && (
        <RecordDialog title={`Leave out ${who}`} action="Leave out" color="red.9" write={{ error: leaveOut.error ?? undefined, moved: undefined, isSending: leaveOut.isPending }} onSend={() => leaveOut.mutate({ reason })} onClose={close}>
          <Text size="sm">Nothing of what the source says is recorded. It stays on the list of those who were left out, and comes back when the source says something else.</Text>
          <Textarea label="Why?" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </RecordDialog>
      )}
    </>
  );
}
