/** What the entry would show if it were recorded now: a dry run under the patient's policy, and under another that is chosen. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';
import type { BlockFact } from './block-form';
import { useOnline } from '../../offline/use-online';

export type Step = Schemas['StepAssessment'];
export type Finding = Schemas['Finding'];

const PAUSE_MS = 350;

export function useGate(patientId: string, fact: BlockFact | undefined, policy: string | undefined) {
  const online = useOnline();
  const [text] = useDebouncedValue(fact === undefined ? '' : JSON.stringify(fact), PAUSE_MS);
  return useQuery({
    queryKey: ['patient', patientId, 'gate', text, policy ?? ''], enabled: text !== '' && online, retry: false, placeholderData: keepPreviousData,
    queryFn: () => ask(api.POST('/v1/patients/{patientId}/facts', {
      params: { path: { patientId }, query: { dryRun: 'true', findings: 'next', ...(policy !== undefined && { policy }) }, header: { 'Idempotency-Key': crypto.randomUUID() } }, body: { fact: JSON.parse(text) as BlockFact },
    })),
  });
}

/** Policies of the pathway, the newest of each first. */
export function usePolicies() {
  return useQuery({ queryKey: ['policies', 'rfa'], staleTime: 600_000, retry: false, queryFn: async () => (await ask(api.GET('/v1/policies'))).items.filter(({ pathway, state }) => pathway === 'rfa' && state === 'active') });
}

export function isAssessed(step: unknown): step is Step {
  return typeof step === 'object' && step !== null && 'result' in step;
}

/** What the policy asks of a block's relief, in its own figures; undefined where no finding says it. */
export function askedOf(step: Step | undefined, factId: string | undefined): { readonly percent?: number; readonly windowMinutes?: number } {
  const own = (step?.findings ?? []).filter(({ evidence }) => factId === undefined || evidence.includes(factId));
  const percent = own.find(({ kind }) => kind === 'block-relief')?.required['reliefPercentMin'];
  const found = own.find(({ kind }) => kind === 'block-duration')?.found['windowMinutes'];
  const windowMinutes: unknown = Array.isArray(found) ? found.at(-1) : undefined;
  return { ...(typeof percent === 'number' && { percent }), ...(typeof windowMinutes === 'number' && { windowMinutes }) };
}
