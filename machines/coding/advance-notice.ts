/**
 * A Medicare patient who wants what the policy does not cover as documented signs a notice before it is done. Whether the documentation
 * meets the policy is the assessment's answer: the day's procedure against the record without it.
 */
import { isLevel, regionOfLevel, type Region, type Target } from '../kernel/anatomy';
import { isRejection } from '../kernel/rejection';
import type { Chart } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { assess, hasStep } from '../criteria/assess';
import type { Policy, Step, StepQuestion } from '../criteria/types';
import { selectPolicy } from '../policies/select';
import type { Coding, Documented } from './coding';
import { placedOf } from './levels';
import { isOf, RULES } from './rules';

export interface Notice {
  /** Modifier of a line whose code the notice names. */
  readonly modifierOf: (code: string, facts: readonly Documented[]) => string | undefined;
}

const NO_NOTICE: Notice = { modifierOf: () => undefined };

export function advanceNotice(coding: Coding): Notice {
  const rule = RULES.advanceNotice.find((one) => isOf(one, coding.coverage));
  if (rule === undefined) return NO_NOTICE;
  const done = proceduresOfTheDay(coding);
  if (done.length === 0) return NO_NOTICE;
  const before = chartBefore(coding);
  const failing = done.filter((one) => doesNotMeet(coding, one, before));
  if (failing.length === 0) return NO_NOTICE;
  const notices = coding.seen('abn').filter(({ fact }) => (fact.signedOn ?? fact.occurredOn) <= coding.question.dateOfService);
  const noticeOf = (code: string): Documented | undefined => notices.find(({ fact }) => fact.services?.includes(code) === true);
  return {
    modifierOf(code, facts) {
      const concerned = facts.filter((fact) => failing.some(({ id }) => id === fact.id));
      if (concerned.length === 0) return undefined;
      const notice = noticeOf(code);
      coding.tell('advance-notice', notice === undefined ? 'unmet' : 'met', { codes: [code], facts: [...concerned, ...(notice === undefined ? [] : [notice])], missing: notice === undefined ? ['advance-notice'] : [] });
      return notice === undefined ? undefined : rule.modifier;
    },
  };
}

const PROCEDURES = ['block', 'ablation', 'epidural', 'scs-trial', 'implant'] as const;
type ProcedureType = (typeof PROCEDURES)[number];

function proceduresOfTheDay(coding: Coding): readonly Documented[] {
  return PROCEDURES.flatMap((type): readonly Documented[] => coding.onTheDay(type));
}

const PATHWAY: Readonly<Record<ProcedureType, Policy['pathway']>> = { block: 'rfa', ablation: 'rfa', epidural: 'epidural', 'scs-trial': 'scs', implant: 'scs' };

/** The record without what was done on the day. */
function chartBefore({ chart, day }: Coding): Chart {
  const before: Record<string, unknown> = { ...chart };
  for (const type of PROCEDURES) if (chart[type] !== undefined) before[type] = (chart[type] as readonly Documented[]).filter((one) => one.day !== day);
  return before;
}

function doesNotMeet(coding: Coding, one: Documented, before: Chart): boolean {
  const step = stepOf(coding, one);
  const policy = selectPolicy(coding.policies, coding.coverage, PATHWAY[one.fact.type as ProcedureType], coding.question.dateOfService, step);
  if (isRejection(policy) || !hasStep(policy, step)) return false;
  return assess(policy, questionOf(coding, one, step), before).result === 'not-eligible';
}

function stepOf(coding: Coding, { fact }: Documented): Step {
  if (fact.type === 'scs-trial') return 'trial';
  if (fact.type === 'implant') return 'implant';
  if (fact.type === 'epidural') return 'esi';
  if (fact.type === 'ablation') return isRepeat(coding, fact) ? 'repeat-rfa' : 'rfa';
  if (fact.type !== 'block' || fact.purpose === 'therapeutic') return 'mbb-therapeutic';
  const ordinal = coding.sessions.find(({ region }) => fact.targets.some(({ level }) => regionOfLevel(level) === region))?.ordinal ?? 1;
  return ordinal === 1 ? 'mbb1' : ordinal === 2 ? 'mbb2' : 'mbb-diagnostic';
}

function isRepeat(coding: Coding, fact: Extract<Fact, { type: 'ablation' }>): boolean {
  const targets = placedOf([{ id: '', day: 0, fact }]);
  return placedOf(coding.before('ablation')).some((earlier) => targets.some(({ level, side }) => level === earlier.level && side === earlier.side));
}

function questionOf(coding: Coding, { fact }: Documented, step: Step): StepQuestion {
  const of = fact as Partial<Extract<Fact, { type: 'epidural' }>> & { readonly technique?: string; readonly region?: Region };
  const targets = placedOf([{ id: '', day: 0, fact }]).filter((one): one is typeof one & Target => one.side !== undefined && isLevel(one.level)).map(({ level, side }) => ({ level, side }));
  return {
    step, targets, dateOfService: coding.day, asOf: coding.day,
    ...(of.region !== undefined && { region: of.region }), ...(of.technique !== undefined && { technique: of.technique }), ...(of.guidance !== undefined && { guidance: of.guidance }),
    ...(of.setting !== undefined && { setting: of.setting }), ...(of.approach !== undefined && { approach: of.approach }), ...(of.contrast !== undefined && { contrast: of.contrast }),
  };
}
