/** The days of this authorization: each opens its arithmetic, and a letter's own day may stand in its place. */
import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { usePatientDeadlines } from '../../api/patient';
import { useMay } from '../../api/session';
import { DeadlineArithmetic, DeadlineState } from '../../parts/deadline-parts';
import { deadlineInWords } from '../../parts/deadline-words';
import { Loading } from '../../parts/loading';
import { OpenDocument } from '../../parts/open-document';
import { ProblemNote } from '../../parts/problem-note';
import { dateInWords } from '../../parts/words';
import type { Act } from './acts';

export function Days({ patientId, authorization, onAct }: { readonly patientId: string; readonly authorization: Schemas['Authorization']; readonly onAct: (act: Act) => void }) {
  const { data, error, refetch } = usePatientDeadlines(patientId);
  const mayTrack = useMay('track-authorization');
  const { letterMaySet = [], authorizationId } = authorization;
  if (data === undefined) return error === null ? <Loading what="the days" /> : <ProblemNote problem={error} onAgain={() => void refetch()} />;
  const own = data.items.filter((one) => one.authorizationId === authorizationId);
  const others = letterMaySet.filter((kind) => !own.some((one) => one.kind === kind));
  return (
    <Stack gap="sm">
      {own.length === 0 && <Text size="sm">None is running.</Text>}
      {own.map(({ kind, on, contestedUntil, state, arithmetic, overriddenBy }) => (
        <div key={kind}>
          <Group gap="xs"><Text fw={600}>{deadlineInWords(kind)}: {dateInWords(on)}</Text><DeadlineState state={state} /></Group>
          {contestedUntil !== null && <Text size="sm">By another reading {dateInWords(contestedUntil)}.</Text>}
          {overriddenBy !== undefined && <Text size="sm" component="div">As the payer&apos;s <OpenDocument patientId={patientId} documentId={overriddenBy.documentId}>letter</OpenDocument> says.</Text>}
          <DeadlineArithmetic arithmetic={arithmetic} of={deadlineInWords(kind)} />
          {mayTrack && letterMaySet.some((one) => one === kind) && <Button size="compact-sm" variant="subtle" px={6} onClick={() => onAct({ kind: 'letter-day', deadline: kind as (typeof letterMaySet)[number] })}>The letter says another day<VisuallyHidden>: {deadlineInWords(kind)}</VisuallyHidden></Button>}
        </div>
      ))}
      {mayTrack && others.map((kind) => <Group key={kind}><Button size="compact-sm" variant="subtle" px={6} onClick={() => onAct({ kind: 'letter-day', deadline: kind })}>The letter says a day: {deadlineInWords(kind)}</Button></Group>)}
    </Stack>
  );
}
