/** Which step, for which day, under which policy: all in the address. */
import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';
import { dateInWords, stepInWords } from '../../parts/words';

export interface Chosen {
  readonly step?: string;
  readonly policy?: string;
  readonly dateOfService?: string;
  readonly asOf?: string;
}

interface ChoiceProps {
  readonly chosen: Chosen;
  readonly checklist: Schemas['Checklist'] | undefined;
  /** Of a policy that does not speak of the step asked about. */
  readonly otherSteps: readonly string[];
  readonly pathway: string | undefined;
  readonly onChange: (change: { readonly [K in keyof Chosen]?: string | undefined }) => void;
}

export function ChecklistChoice({ chosen, checklist, otherSteps, pathway, onChange }: ChoiceProps) {
  const policies = useQuery({ queryKey: ['policies'], queryFn: () => ask(api.GET('/v1/policies')) });
  const steps = checklist?.steps ?? otherSteps;
  const step = checklist?.step ?? '';
  const own = (policies.data?.items ?? []).filter((policy) => policy.state === 'active' && policy.pathway === pathway).sort((one, other) => one.id.localeCompare(other.id) || other.version.localeCompare(one.version));
  return (
    <Group gap="sm" align="flex-end" className="not-printed">
      <NativeSelect label="Step" value={step} onChange={({ currentTarget: { value } }) => { if (value !== '') onChange({ step: value === checklist?.nextStep ? undefined : value }); }}
        data={[...(step === '' ? [{ value: '', label: 'Choose ...' }] : []), ...steps.map((one) => ({ value: one, label: one === checklist?.nextStep ? `${stepInWords(one)} (next)` : stepInWords(one) }))]} />
      <TextInput type="date" label="Date of service" value={chosen.dateOfService ?? checklist?.dateOfService ?? ''} onChange={({ currentTarget: { value } }) => { if (value !== '') onChange({ dateOfService: value }); }} />
      <NativeSelect label="Policy" maw="100%" value={chosen.policy ?? ''} onChange={({ currentTarget: { value } }) => onChange({ policy: value === '' ? undefined : value })}
        data={[{ value: '', label: 'The one in force for the coverage' }, ...own.map(({ id, version, title }) => ({ value: `${id}@${version}`, label: `${title ?? id}, from ${dateInWords(version)}` }))]} />
    </Group>
  );
}
