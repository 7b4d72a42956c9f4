/** The lines that a planned step is asked for with: codes with sides and units, before there are facts to bill. Pure. */
import { toDay, type PlainDate } from '../kernel/calendar';
import type { Region, SpinalRegion, Target } from '../kernel/anatomy';
import { EMPTY_CHART } from '../evidence/chart';
import type { Coverage, Step } from '../criteria/types';
import type { CodeFile } from './codes';
import { Coding } from './coding';
import { sidedLines, type Placed } from './levels';
import { codesOfPlan, type PlannedService } from './plan-codes';
import type { ClaimType } from './types';

export interface PlanOfLines extends PlannedService {
  readonly targets: readonly Target[];
  /** Of a stimulator: how many leads; one where the plan does not say. */
  readonly leads?: number;
  readonly setting?: string;
}

export interface PlannedLine {
  readonly code: string;
  /** In our own words. */
  readonly label: string;
  /** Sides only: what a claim adds beside them follows from what was documented. */
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly role: 'primary' | 'add-on';
}

export interface AskedLines {
  readonly coverage: Coverage;
  readonly claimType: ClaimType;
  readonly dateOfService: PlainDate;
}

/** In the order of levels; a code whose further levels are units of one line once. None where the plan does not say what will be done. */
export function linesOfPlan(file: CodeFile, step: Step, region: Region, plan: PlanOfLines, { coverage, claimType, dateOfService }: AskedLines): readonly PlannedLine[] {
  const codes = codesOfPlan(file, step, region, plan);
  const lineOf = (code: string, modifiers: readonly string[], units: number): PlannedLine => ({ code, label: file.codes[code]?.label ?? code, modifiers, units, role: file.codes[code]?.role ?? 'primary' });
  if (plan.targets.length === 0 || !codes.some((code) => file.codes[code]?.tier !== undefined)) return codes.map((code) => lineOf(code, [], isLead(file, code) ? plan.leads ?? 1 : 1));
  const coding = new Coding(coverage, [], file, { dateOfService, claimType, ...(plan.setting !== undefined && { placeOfService: plan.setting }) }, EMPTY_CHART);
  // As it would be documented: its sides are read, and where it is done.
  const planned: Placed['fact'] = { id: 'planned', day: toDay(dateOfService), fact: { type: 'ablation', occurredOn: dateOfService, technique: plan.technique ?? 'thermal-rf', targets: plan.targets } };
  return sidedLines(coding, [region as SpinalRegion], codes, plan.targets.map((target) => ({ ...target, fact: planned })), [])
    .map(({ codes: [code = ''], modifiers, units }) => lineOf(code, modifiers, units));
}

function isLead(file: CodeFile, code: string): boolean {
  return file.codes[code]?.family === 'stimulator-lead';
}
