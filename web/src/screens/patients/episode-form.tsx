/** An episode: which pathway, where, and what is planned. */
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { loadForms, withoutEmpty, type ObjectValue } from '../../parts/form/schema';
import { SchemaForm } from '../../parts/form/schema-form';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { DirectoryChoice } from '../../parts/directory-choice';

/** Of a stimulator nothing is asked that only an injection has, and the other way round. */
export const NOT_ASKED: Readonly<Record<string, readonly string[]>> = { rfa: ['approach', 'contrast', 'leads'], scs: ['targets', 'technique', 'approach', 'contrast', 'guidance'], epidural: ['technique', 'leads'] };

export function EpisodeForm({ patientId, onDone, onLater }: { readonly patientId: string; readonly onDone: () => void; readonly onLater?: () => void }) {
  const forms = useQuery({ queryKey: ['forms'], queryFn: loadForms, staleTime: Infinity });
  const [value, setValue] = useState<ObjectValue>({ pathway: 'rfa', region: 'lumbosacral', targets: [], technique: 'thermal-rf', guidance: 'fluoroscopy' });
  const { mutate, error, faults, isPending } = useWrite({
    send: (body: Schemas['OpenEpisodeDto'], key) => ask(api.POST('/v1/patients/{patientId}/episodes', { params: { path: { patientId }, header: { 'Idempotency-Key': key } }, body })),
    onDone, changes: [['patient', patientId], ['queue'], ['patients']],
  });
  const schema = forms.data?.['OpenEpisodeDto'];
  if (schema === undefined) return null;
  const pathway = String(value['pathway'] ?? 'rfa');
  const without = NOT_ASKED[pathway] ?? [];
  const send = (): void => {
    const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !without.includes(name)));
    mutate({ targets: [], ...(withoutEmpty(kept) as ObjectValue) } as unknown as Schemas['OpenEpisodeDto']);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(); }}>
      <SchemaForm schema={schema} value={value} onChange={setValue} faults={faults} without={[...without, 'facilityId', 'practitionerId']} />
      <DirectoryChoice value={value} onChange={setValue} />
      {error !== null && <Group mt="md"><ProblemNote problem={error} title="The episode was not opened" /></Group>}
      <Group mt="md">
        <Button type="submit" loading={isPending}>Open the episode</Button>
        {onLater !== undefined && <Button variant="default" onClick={onLater}>Later</Button>}
      </Group>
    </form>
  );
}
