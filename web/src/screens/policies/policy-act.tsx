/** Proposing, activating or withdrawing one policy, with the reason that the practice's log keeps. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { refOf, type Policy } from './words';

const ACTS = {
  proposal: { title: 'Propose', done: 'Proposed. Another person has to activate it.', about: 'It decides nothing yet: another person reads it and activates it.' },
  activation: { title: 'Activate', done: 'Activated. It decides from now on.', about: 'It decides for every patient it covers, from now on. Open episodes are assessed again.' },
  withdrawal: { title: 'Withdraw', done: 'Withdrawn.', about: 'It decides no more. What ships with Pathgate for the same payer decides again, or nothing does.' },
} as const;
export type ActName = keyof typeof ACTS;

interface PolicyActProps {
  readonly policy: Policy;
  readonly act: ActName | undefined;
  readonly etag: string | undefined;
  readonly onClose: () => void;
}

export function PolicyAct({ policy, act, etag, onClose }: PolicyActProps) {
  return (
    <Modal opened={act !== undefined} onClose={onClose} title={act === undefined ? '' : `${ACTS[act].title} ${refOf(policy)}`}>
      {act !== undefined && <ActForm policy={policy} act={act} etag={etag} onClose={onClose} />}
    </Modal>
  );
}

function ActForm({ policy: { id: policyId, version }, act, etag, onClose }: PolicyActProps & { readonly act: ActName }) {
  const [reason, setReason] = useState('');
  const path = { policyId, version };
  const { mutate, error, isPending } = useWrite({
    send: (body: Schemas['PolicyReasonDto'], key) => {
      const header = { 'Idempotency-Key': key };
      const seen = { ...header, 'If-Match': etag ?? '"0"' };
      if (act === 'proposal') return ask(api.POST('/v1/policies/{policyId}/{version}/proposal', { params: { path, header }, body }));
      if (act === 'activation') return ask(api.POST('/v1/policies/{policyId}/{version}/activation', { params: { path, header: seen }, body }));
      return ask(api.POST('/v1/policies/{policyId}/{version}/withdrawal', { params: { path, header: seen }, body }));
    },
    onDone: () => { notifications.show({ message: ACTS[act].done, color: 'green' }); onClose(); },
    changes: [['policies'], ['policy'], ['patient'], ['queue']],
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate({ reason }); }}>
      <Stack>
        <Text size="sm">{ACTS[act].about}</Text>
        <Textarea label="Why?" description="Kept in the practice's log, with your name and the time" required autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {error !== null && <ProblemNote problem={error} title="Nothing was changed" />}
        <Group><Button type="submit" loading={isPending} {...(act === 'withdrawal' && { color: 'red.9' })}>{ACTS[act].title}</Button><Button variant="default" onClick={onClose}>Not now</Button></Group>
      </Stack>
    </form>
  );
}
