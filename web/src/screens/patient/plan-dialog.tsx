/** What is planned of an open episode, changed: targets, technique, day and place. Every step ahead is assessed again for it, and its packets are told. */
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { DirectoryChoice } from '../../parts/directory-choice';
import { loadForms, withoutEmpty, type ObjectValue } from '../../parts/form/schema';
import { SchemaForm } from '../../parts/form/schema-form';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite, type WriteHeaders } from '../../parts/record-write';
import { faultsOf } from '../../parts/write';
import { NOT_ASKED } from '../patients/episode-form';
import { episodeInWords } from './lanes-of';

interface PlanDialogProps {
  readonly patientId: string;
  readonly version: number;
  readonly episode: Schemas['EpisodeStanding'];
  readonly onClose: () => void;
}

export function PlanDialog({ patientId, version, episode, onClose }: PlanDialogProps) {
  const { episodeId, pathway, plan } = episode;
  const forms = useQuery({ queryKey: ['forms'], queryFn: loadForms, staleTime: Infinity });
  const [value, setValue] = useState<ObjectValue>(plan as unknown as ObjectValue);
  const write = useRecordWrite(patientId, version, (body: Schemas['PlanDto'], header: WriteHeaders) => ask(api.POST('/v1/patients/{patientId}/episodes/{episodeId}/targets', { params: { path: { patientId, episodeId }, header }, body })), { done: 'The plan is changed.', onDone: onClose });
  const schema = forms.data?.['PlanDto'];
  const without = NOT_ASKED[pathway] ?? [];
  const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !without.includes(name)));
  return (
    <RecordDialog title={`Change the plan: ${episodeInWords(episode)}`} action="Change the plan" write={write} onClose={onClose} onSend={() => write.send({ targets: [], ...(withoutEmpty(kept) as ObjectValue) } as unknown as Schemas['PlanDto'])}>
      <Text size="sm">What was requested or approved stays as it was asked; a packet that no longer fits says so.</Text>
      {schema !== undefined && <SchemaForm schema={schema} value={value} onChange={setValue} faults={faultsOf(write.error ?? null)} without={[...without, 'facilityId', 'practitionerId']} />}
      <DirectoryChoice value={value} onChange={setValue} />
    </RecordDialog>
  );
}
