/** The day that counts now: where and by whom, and what people decided about it. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { dateInWords, nameInWords, spaced, targetsInWords } from '../../parts/words';
import type { Act } from './acts';

const APPROVED = ['affirmed', 'partially-affirmed', 'not-required'];

export function Schedule({ authorization: { position, scheduled }, onAct }: { readonly authorization: Schemas['Authorization']; readonly onAct: (act: Act) => void }) {
  const maySchedule = useMay('schedule-procedure');
  const facilities = useQuery({ queryKey: ['directory', 'facilities'], queryFn: () => ask(api.GET('/v1/facilities')), enabled: scheduled?.facilityId !== undefined });
  const practitioners = useQuery({ queryKey: ['directory', 'practitioners'], queryFn: () => ask(api.GET('/v1/practitioners')), enabled: scheduled?.practitionerId !== undefined });
  if (scheduled === undefined) {
    return (
      <Stack gap="xs">
        <Text size="sm">{APPROVED.includes(position) ? 'Approved, and no day is set.' : 'A day is set once the payer has approved.'}</Text>
        {maySchedule && APPROVED.includes(position) && <Group><Button onClick={() => onAct({ kind: 'schedule' })}>Schedule the procedure</Button></Group>}
      </Stack>
    );
  }
  const facility = facilities.data?.items.find(({ id }) => id === scheduled.facilityId)?.name;
  const practitioner = practitioners.data?.items.find(({ id }) => id === scheduled.practitionerId)?.name;
  return (
    <Stack gap="xs">
      <Text fw={600}>{dateInWords(scheduled.on)}{scheduled.performedBy === undefined ? '' : ', performed'}</Text>
      <Text size="sm">{[targetsInWords(scheduled.targets), facility ?? '', practitioner === undefined ? '' : nameInWords(practitioner)].filter((part) => part !== '').join(' · ')}</Text>
      {(scheduled.accepted ?? []).length > 0 && <Text size="sm">Decided by people: {(scheduled.accepted ?? []).map(spaced).join('; ')}</Text>}
      {maySchedule && scheduled.performedBy === undefined && <Group gap="xs"><Button size="xs" variant="default" onClick={() => onAct({ kind: 'reschedule' })}>Another day, place or performer</Button><Button size="xs" variant="default" onClick={() => onAct({ kind: 'cancel' })}>Cancel the procedure</Button></Group>}
    </Stack>
  );
}
