/** An administrator's way to one record: a reason, an hour, and everybody who asks the audit knows. */
import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { ProblemNote } from '../../parts/problem-note';
import { instantInWords } from '../../parts/words';
import { useWrite } from '../../parts/write';

const STANDING_EVERY_MS = 60_000;

/** Until when the record is open to who asks; asked of nobody whose role needs no opening. */
export function useBrokenGlass(patientId: string): UseQueryResult<Schemas['GlassStanding']> {
  const mayBreak = useMay('break-glass');
  return useQuery({
    queryKey: ['glass', patientId], enabled: mayBreak, refetchInterval: ({ state: { data } }) => (data === undefined || data.endsAt === null ? false : STANDING_EVERY_MS),
    queryFn: () => ask(api.GET('/v1/patients/{patientId}/break-glass', { params: { path: { patientId } } })),
  });
}

export function BreakGlass({ patientId, endsAt }: { readonly patientId: string; readonly endsAt: string | null }) {
  const [reason, setReason] = useState('');
  const { mutate, error, isPending } = useWrite({
    send: (body: Schemas['BreakGlassDto'], key) => ask(api.POST('/v1/patients/{patientId}/break-glass', { params: { path: { patientId }, header: { 'Idempotency-Key': key } }, body })),
    onDone: () => setReason(''), changes: [['glass', patientId]],
  });
  if (endsAt !== null) return <Alert color="red" title="This record is open to you for a while">Until {instantInWords(endsAt)}. What you read is on the audit with your name.</Alert>;
  return (
    <Alert color="yellow" title="Your role does not open records">
      <form onSubmit={(event) => { event.preventDefault(); mutate({ reason }); }}>
        <Stack gap="sm">
          <Textarea label="Why does this record have to be read?" description="For reading, this patient only, for 60 minutes. The auditor sees the reason, and the patient may ask who looked. Write nothing of the record." required maxLength={500} autosize value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          {error !== null && <ProblemNote problem={error} title="Not opened" />}
          <Group><Button type="submit" color="red.9" loading={isPending} disabled={reason.trim() === ''}>Open for 60 minutes</Button></Group>
        </Stack>
      </form>
    </Alert>
  );
}
