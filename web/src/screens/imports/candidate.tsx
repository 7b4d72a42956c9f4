/** A patient of ours beside the source's: what is the same and what differs, and that it is this one. */
import { Anchor, Button, Card, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePatient } from '../../api/patient';
import { api, ask, type Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { nameInWords } from '../../parts/words';
import { useWrite } from '../../parts/write';
import { Particulars } from './particulars';
import { HELD, IMPORTS } from './queries';
import type { Held } from './words';

interface Props {
  readonly held: Held;
  readonly candidate: Held['candidates'][number];
  readonly onDecided: (answer: Schemas['HeldPatientAnswer']) => void;
  readonly onAgain: () => void;
}

export function Candidate({ held, candidate, onDecided, onAgain }: Props) {
  const { heldId, person, state } = held;
  const { patientId, name } = candidate;
  const link = useWrite({
    send: (body: Schemas['LinkHeldDto'], key) => ask(api.POST('/v1/imports/held/{heldId}/link', { params: { path: { heldId }, header: { 'Idempotency-Key': key } }, body })), onDone: onDecided, changes: [HELD, IMPORTS, ['patient', patientId], ['patients']],
  });
  const who = name === null ? 'A patient of ours' : nameInWords(name);
  return (
    <Card withBorder component="section" aria-label={`${who}, of ours`}>
      <Stack gap="xs" align="flex-start">
        <Title order={3} size="h6"><Anchor inherit renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{who}</Anchor>, of ours</Title>
        <Particulars {...candidate} beside={person} />
        {state === 'waiting' && <Button loading={link.isPending} onClick={() => link.mutate({ patientId })}>It is this patient</Button>}
        {link.error !== null && <ProblemNote problem={link.error} title="Not decided" onAgain={onAgain} />}
      </Stack>
    </Card>
  );
}

/** Somebody whom the program did not think of, looked up by hand. */
export function LookedUp({ patientId, ...props }: Omit<Props, 'candidate'> & { readonly patientId: string }) {
  const { data, error } = usePatient(patientId);
  if (error !== null) return <ProblemNote problem={error} />;
  if (data === undefined) return <Loading what="the patient" />;
  const { name, birthDate, identifiers } = data;
  return <Candidate {...props} candidate={{ patientId, name, birthDate, identifiers }} />;
}
