/** Which step, which day, which levels and sides, and where; every change asks again. */
import { Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { loadForms } from '../../parts/form/schema';
import { TargetsField } from '../../parts/form/targets-field';
import { pathwayInWords, regionInWords, stepInWords, targetsInWords } from '../../parts/words';
import { stepsOf, targetsInAddress, type Need, type Question, type Target } from './booking-question';

interface QuestionFormProps {
  readonly question: Question;
  readonly needs: readonly Need[];
  readonly facilityId: string;
  readonly onAsk: (changes: Readonly<Record<string, string | undefined>>) => void;
}

export function QuestionForm({ question: { need, step, date, targets }, needs, facilityId, onAsk }: QuestionFormProps) {
  const facilities = useQuery({ queryKey: ['directory', 'facilities'], queryFn: () => ask(api.GET('/v1/facilities')) });
  const forms = useQuery({ queryKey: ['forms'], queryFn: loadForms, staleTime: Infinity });
  const target = forms.data?.['OpenEpisodeDto']?.properties?.['targets']?.items;
  const episodes = [...new Map(needs.map((each) => [each.episodeId, each])).values()];
  const planned = targetsInWords(need.targets);
  return (
    <Stack gap="sm">
      {episodes.length > 1 && <NativeSelect label="Episode" maw="32rem" value={need.episodeId} onChange={(event) => onAsk({ episode: event.currentTarget.value, step: undefined, targets: undefined })} data={episodes.map(({ episodeId, pathway, region, targets: own }) => ({ value: episodeId, label: `${pathwayInWords(pathway)}, ${own.length > 0 ? targetsInWords(own) : regionInWords(region)}` }))} />}
      <Group gap="sm" align="flex-end">
        <NativeSelect label="Step" value={step} onChange={(event) => onAsk({ step: event.currentTarget.value })} data={stepsOf(need, needs).map((each) => ({ value: each, label: stepInWords(each) }))} />
        <TextInput type="date" label="Day" required value={date} onChange={(event) => { if (event.currentTarget.value !== '') onAsk({ date: event.currentTarget.value }); }} />
        <NativeSelect label="Place" value={facilityId} onChange={(event) => onAsk({ facility: event.currentTarget.value })} data={[{ value: '', label: 'As planned' }, ...(facilities.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]} />
      </Group>
      {need.pathway !== 'scs' && target !== undefined && (
        <details open={targets !== undefined}>
          <summary>Levels and sides: {targets === undefined ? `as planned${planned === '' ? '' : `, ${planned}`}` : targetsInWords(targets)}</summary>
          <TargetsField label="Levels and sides" required={false} schema={target} value={targets ?? need.targets} onChange={(chosen) => onAsk({ targets: Array.isArray(chosen) && chosen.length > 0 ? targetsInAddress(chosen as unknown as readonly Target[]) : undefined })} />
        </details>
      )}
    </Stack>
  );
}
