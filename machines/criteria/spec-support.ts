/** For the kinds' specs: one criterion on a few facts, without a policy file around it. */
import { toDay } from '../kernel/calendar';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { Evaluation, type BlockRule, type CareRule, type TrialRule } from './evaluation';
import { REGISTRY } from './registry';
import type { RequiredOf } from './required';
import type { Criterion, Finding, Kind, PolicyParameters, StepQuestion } from './types';

export const SERVICE = '2026-09-21';
export const RIGHT = { level: 'L4-L5', side: 'right' } as const;
export const LEFT = { level: 'L4-L5', side: 'left' } as const;
export const BELOW = { level: 'L5-S1', side: 'right' } as const;

/** A thoracolumbar stimulation question. */
export const SCS: NonNullable<Situation['question']> = { region: 'thoracolumbar', targets: [] };

export const PARAMETERS: PolicyParameters = {
  agentWindowMinutes: { lidocaine: 60, bupivacaine: 180 },
  reliefStatistic: 'minSustainedOverAgentWindow',
  reliefFromMinutes: 15,
  discordantPointsMin: 5,
  junctionIsLumbosacral: false,
};

export interface Situation {
  readonly question?: Partial<Omit<StepQuestion, 'dateOfService' | 'asOf'>> & { readonly dateOfService?: string; readonly asOf?: string };
  readonly blockRule?: BlockRule;
  readonly trialRule?: TrialRule;
  readonly careRule?: CareRule;
  readonly parameters?: Partial<PolicyParameters>;
}

/** What is recorded, and the outcome it gives, in a situation where that matters. */
export type SpecRow = readonly [name: string, facts: readonly object[], expected: string, situation?: Situation];

/** Every finding of one criterion, with a lumbar right L4-L5 session as the question unless the situation says otherwise. */
export function findingsOf<K extends Kind>(kind: K, required: RequiredOf[K], facts: readonly object[], situation: Situation = {}): readonly Finding[] {
  const { dateOfService = SERVICE, asOf = dateOfService, ...asked } = situation.question ?? {};
  const question: StepQuestion = { step: 'rfa', region: 'lumbosacral', targets: [RIGHT], ...asked, dateOfService: toDay(dateOfService), asOf: toDay(asOf) };
  const criterion: Criterion<RequiredOf[K]> = { id: kind, kind, required, source: { title: 'a source', document: 'a document' }, confidence: 'secondary' };
  const on = new Evaluation(chartOf(facts as readonly Fact[]), question, { ...PARAMETERS, ...situation.parameters }, situation.blockRule, situation.trialRule, situation.careRule);
  const answer = REGISTRY[kind].evaluate(criterion, on);
  return answer === undefined ? [] : Array.isArray(answer) ? (answer as readonly Finding[]) : [answer as Finding];
}

/** The one outcome of a criterion; `none` when it does not concern the question, several joined when targets differ. */
export function outcomeOf<K extends Kind>(kind: K, required: RequiredOf[K], facts: readonly object[], situation: Situation = {}): string {
  const outcomes = findingsOf(kind, required, facts, situation).map((finding) => finding.outcome);
  return outcomes.length === 0 ? 'none' : outcomes.join(' ');
}

/** A diagnostic medial branch block with ten-point scores that start at 10. */
export function block(occurredOn: string, change: object = {}): object {
  return {
    type: 'block', occurredOn, technique: 'medial-branch', purpose: 'diagnostic', targets: [RIGHT], agent: 'bupivacaine', guidance: 'fluoroscopy',
    relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 30, score: 1 }, { minutes: 240, score: 1 }], durationHours: 4 }, ...change,
  };
}

export function trial(change: object = {}): object {
  return { type: 'scs-trial', occurredOn: '2026-08-03', startedAt: '2026-08-03T09:00:00-07:00', endedAt: '2026-08-10T09:00:00-07:00', region: 'thoracolumbar', ...change };
}
