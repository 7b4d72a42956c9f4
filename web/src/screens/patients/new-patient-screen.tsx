/** Register a patient with the coverage, then the first episode: the two things from which everything else follows. */
import { Button, Group, Stepper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, Problem, type Schemas } from '../../api/client';
import { loadForms, withoutEmpty, type ObjectValue } from '../../parts/form/schema';
import { SchemaForm } from '../../parts/form/schema-form';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { useWrite } from '../../parts/write';
import { EpisodeForm } from './episode-form';

/** The usual start: one coverage, which is primary. */
const START: ObjectValue = { name: {}, coverages: [{ order: 1 }] };

export function NewPatientScreen() {
  const forms = useQuery({ queryKey: ['forms'], queryFn: loadForms, staleTime: Infinity });
  const [patientId, setPatientId] = useState<string>();
  const navigate = useNavigate();
  if (forms.data === undefined) return <Loading what="the form" />;
  return (
    <Screen title="Register a patient" maxWidth="48rem">
      <Stepper active={patientId === undefined ? 0 : 1} size="sm">
        <Stepper.Step label="Person and coverage">
          <PersonStep schema={forms.data['RegisterPatientDto'] ?? {}} onRegistered={setPatientId} />
        </Stepper.Step>
        <Stepper.Step label="First episode">
          {patientId !== undefined && <EpisodeForm patientId={patientId} onDone={() => void navigate({ to: '/patients/$patientId', params: { patientId } })} onLater={() => void navigate({ to: '/patients/$patientId', params: { patientId } })} />}
        </Stepper.Step>
      </Stepper>
    </Screen>
  );
}

function PersonStep({ schema, onRegistered }: { readonly schema: Parameters<typeof SchemaForm>[0]['schema']; readonly onRegistered: (patientId: string) => void }) {
  const [value, setValue] = useState<ObjectValue>(START);
  const [isDistinct, setDistinct] = useState(false);
  const { mutate, error, faults, isPending } = useWrite({
    send: (body: Schemas['RegisterPatientDto'], key) => ask(api.POST('/v1/patients', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: ({ patientId }) => onRegistered(patientId), changes: [['patients']],
  });
  const isTaken = error instanceof Problem && error.code === 'identifier-in-use';
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate({ ...(withoutEmpty(value) as ObjectValue), ...(isDistinct && { confirmedDistinct: true }) } as unknown as Schemas['RegisterPatientDto']); }}>
      <SchemaForm schema={schema} value={value} onChange={setValue} faults={faults} without={['confirmedDistinct']} />
      {error !== null && <Group mt="md"><ProblemNote problem={error} title="Not registered" /></Group>}
      <Group mt="md">
        <Button type="submit" loading={isPending}>Register</Button>
        {isTaken && <Button type="submit" variant="default" onClick={() => setDistinct(true)}>I looked: this is another person</Button>}
      </Group>
    </form>
  );
}
