/** The payer's decisions, the last first; what was mistyped is put right here. */
import { Button, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { DeterminationCard } from './determination-card';

export function Determinations({ patientId, authorization: { determinations }, onCorrect }: { readonly patientId: string; readonly authorization: Schemas['Authorization']; readonly onCorrect: (number: number) => void }) {
  const mayTrack = useMay('track-authorization');
  if (determinations.length === 0) return <Text size="sm">Nothing yet.</Text>;
  const numbered = determinations.map((determination, index) => ({ determination, number: index + 1 })).reverse();
  return (
    <Stack component="ol" gap="md" m={0} p={0} className="plain-list">
      {numbered.map(({ determination, number }) => (
        <li key={number}>
          <DeterminationCard determination={determination} patientId={patientId} />
          {mayTrack && <Button size="compact-sm" variant="subtle" px={6} mt={4} onClick={() => onCorrect(number)}>Decision {number} was mistyped: put it right</Button>}
        </li>
      ))}
    </Stack>
  );
}
