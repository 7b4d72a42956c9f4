/** Until when a diary is open and when the patient is asked: a habit of the practice, and no payer's rule. */
import { Badge, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, askWhole, type Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';

type Protocol = Schemas['DiaryProtocolDto'];

export function DiaryProtocol() {
  const protocol = useQuery({ queryKey: ['diary-protocol'], queryFn: () => askWhole(api.GET('/v1/diary-protocol')) });
  if (protocol.isPending) return <Loading what="the diary protocol" />;
  if (protocol.error !== null) return <ProblemNote problem={protocol.error} onAgain={() => void protocol.refetch()} />;
  const { data: { protocol: known, isUsual, version }, etag } = protocol.data;
  return (
    <Stack>
      <Group gap="xs"><Badge tt="none" color="gray.7">{isUsual ? 'The usual one' : 'The practice\'s own'}</Badge><Text size="sm">Links that are out already keep what held when they were made.</Text></Group>
      <ProtocolForm key={version} known={known} etag={etag} />
    </Stack>
  );
}

/** As it is typed; what is no number is sent as typed, and the service says what is wrong with it. */
interface Typed {
  readonly block: { readonly closes: string; readonly due: string };
  readonly epidural: { readonly closes: string; readonly due: string };
  readonly days: string;
  readonly daysAfter: string;
  readonly linkDays: string;
}

function ProtocolForm({ known, etag }: { readonly known: Protocol; readonly etag: string | undefined }) {
  const [typed, setTyped] = useState<Typed>({
    block: { closes: String(known.block.closesAfterHours), due: known.block.dueAtHours.join(', ') }, epidural: { closes: String(known.epidural.closesAfterHours), due: known.epidural.dueAtHours.join(', ') },
    days: String(known.trial.plannedDays), daysAfter: String(known.trial.daysAfter), linkDays: String(known.linkDaysAfterClose),
  });
  const { mutate, error, faults, isPending } = useWrite({
    send: (body: Protocol, key) => ask(api.PUT('/v1/diary-protocol', { params: { header: { 'Idempotency-Key': key, 'If-Match': etag ?? '"0"' } }, body })),
    onDone: () => notifications.show({ message: 'Recorded. New links follow it.', color: 'green' }), changes: [['diary-protocol']],
  });
  const faultAt = (pointer: string): string | undefined => faults.find((fault) => fault.pointer.startsWith(pointer))?.message;
  const series = (name: 'block' | 'epidural', legend: string) => (
    <Fieldset legend={legend}>
      <Stack gap="xs">
        <TextInput label="Open for (hours)" inputMode="decimal" required value={typed[name].closes} error={faultAt(`/${name}/closesAfterHours`)} onChange={(event) => setTyped({ ...typed, [name]: { ...typed[name], closes: event.currentTarget.value } })} />
        <TextInput label="Asked after (hours)" description="Ascending, with commas between" required value={typed[name].due} error={faultAt(`/${name}/dueAtHours`)} onChange={(event) => setTyped({ ...typed, [name]: { ...typed[name], due: event.currentTarget.value } })} />
      </Stack>
    </Fieldset>
  );
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate(asProtocol(typed)); }}>
      <Stack>
        {series('block', 'After a block')}
        {series('epidural', 'After an epidural')}
        <Fieldset legend="Stimulator trial">
          <Stack gap="xs">
            <TextInput label="Days of a trial" inputMode="numeric" required value={typed.days} error={faultAt('/trial/plannedDays')} onChange={(event) => setTyped({ ...typed, days: event.currentTarget.value })} />
            <TextInput label="Days after it in which missed days may be written down" inputMode="numeric" required value={typed.daysAfter} error={faultAt('/trial/daysAfter')} onChange={(event) => setTyped({ ...typed, daysAfter: event.currentTarget.value })} />
          </Stack>
        </Fieldset>
        <TextInput label="Days for which a closed link says whom to call" inputMode="numeric" required value={typed.linkDays} error={faultAt('/linkDaysAfterClose')} onChange={(event) => setTyped({ ...typed, linkDays: event.currentTarget.value })} />
        {error !== null && <ProblemNote problem={error} title="Not recorded" />}
        <Group><Button type="submit" loading={isPending}>Record</Button></Group>
      </Stack>
    </form>
  );
}

function asProtocol({ block, epidural, days, daysAfter, linkDays }: Typed): Protocol {
  const series = ({ closes, due }: Typed['block']) => ({ closesAfterHours: asNumber(closes), dueAtHours: due.split(/[,;\s]+/).filter((each) => each !== '').map(asNumber) });
  return { block: series(block), epidural: series(epidural), trial: { plannedDays: asNumber(days), daysAfter: asNumber(daysAfter) }, linkDaysAfterClose: asNumber(linkDays) };
}

function asNumber(text: string): number {
  const number = Number(text.trim());
  return Number.isFinite(number) && text.trim() !== '' ? number : text as unknown as number;
}
