/** The codes that a planned step would be billed with: what a payer is asked about before it is done. Pure. */
import type { Region, SpinalRegion } from '../kernel/anatomy';
import type { EpiduralApproach } from '../evidence/fact';
import type { Step } from '../criteria/types';
import { tiersOf, type CodeFile } from './codes';
import { RULES } from './rules';

export interface PlannedService {
  readonly targets: readonly { readonly level: string }[];
  readonly approach?: EpiduralApproach;
  readonly technique?: string;
}

/** First and further levels of the plan; none where the plan does not say what will be done. A permanent system is a lead and its generator. */
export function codesOfPlan(file: CodeFile, step: Step, region: Region, { targets, approach, technique }: PlannedService): readonly string[] {
  const levels = new Set(targets.map(({ level }) => level)).size;
  const ofLevels = (tiers: readonly string[]): readonly string[] => tiers.slice(0, Math.max(1, levels));
  if (step === 'trial') return ['63650'];
  if (step === 'implant') return ['63650', '63685'];
  if (region === 'cervical' || region === 'thoracolumbar') return [];
  if ((step === 'rfa' || step === 'repeat-rfa') && RULES.thermal.withoutCode.includes(technique ?? '')) return ['64999'];
  if (step === 'rfa' || step === 'repeat-rfa') return ofLevels(tiersOf(file, 'facet-ablation', region));
  if (step !== 'esi') return ofLevels(tiersOf(file, 'facet-injection', region));
  return ofEpidural(file, region, approach, ofLevels);
}

function ofEpidural(file: CodeFile, region: SpinalRegion, approach: EpiduralApproach | undefined, ofLevels: (tiers: readonly string[]) => readonly string[]): readonly string[] {
  if (approach === undefined) return [];
  if (approach === 'transforaminal') return ofLevels(tiersOf(file, 'epidural-transforaminal', region));
  return tiersOf(file, 'epidural-interlaminar', region).filter((code) => file.codes[code]?.guidance === 'included');
}
