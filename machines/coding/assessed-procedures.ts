/** What the payer's policy says of each procedure of a day: the assessment of its step against the record without what was done that day. Pure. */
import { isLevel, regionOfLevel, type Region, type Target } from '../kernel/anatomy';
import { toDay, type DayNumber, type PlainDate } from '../kernel/calendar';
import { isRejection } from '../kernel/rejection';
import type { Chart } from '../evidence/chart';
import type { Ablation, Epidural, Fact } from '../evidence/fact';
import { assess, hasStep } from '../criteria/assess';
import type { Assessment, Policy, Step, StepQuestion } from '../criteria/types';
import { selectPolicy } from '../policies/select';
import type { Documented } from './coding';
import { placedOf } from './levels';
import type { CodingCoverage, InjectionSession } from './types';

export interface DayOfService extends CodingCoverage {
  readonly chart: Chart;
  readonly dateOfService: PlainDate;
  /** Which session of its purpose and region the day's is. */
  readonly sessions: readonly InjectionSession[];
}

export interface AssessedProcedure {
  readonly procedure: Documented;
  readonly assessment: Assessment;
}

const PROCEDURES = ['block', 'ablation', 'epidural', 'scs-trial', 'implant'] as const;
type ProcedureType = (typeof PROCEDURES)[number];
const PATHWAY: Readonly<Record<ProcedureType, Policy['pathway']>> = { block: 'rfa', ablation: 'rfa', epidural: 'epidural', 'scs-trial': 'scs', implant: 'scs' };

/** Those for which one policy of the payer has the step. */
export function assessedProcedures(on: DayOfService): readonly AssessedProcedure[] {
  const day = toDay(on.dateOfService);
  const done = PROCEDURES.flatMap((type) => ((on.chart[type] ?? []) as readonly Documented[]).filter((one) => one.day === day));
  if (done.length === 0) return [];
  const before = chartBefore(on.chart, day);
  return done.flatMap((procedure): readonly AssessedProcedure[] => {
    const step = stepOf(on, procedure, before);
    const policy = selectPolicy(on.policies, on.coverage, PATHWAY[procedure.fact.type as ProcedureType], on.dateOfService, step);
    return isRejection(policy) || !hasStep(policy, step) ? [] : [{ procedure, assessment: assess(policy, questionOf(procedure, step, day), before) }];
  });
}

/** The record without what was done on the day. */
function chartBefore(chart: Chart, day: DayNumber): Chart {
  const before: Record<string, unknown> = { ...chart };
  for (const type of PROCEDURES) if (chart[type] !== undefined) before[type] = (chart[type] as readonly Documented[]).filter((one) => one.day !== day);
  return before;
}

function stepOf({ sessions, dateOfService }: DayOfService, { fact }: Documented, before: Chart): Step {
  if (fact.type === 'scs-trial') return 'trial';
  if (fact.type === 'implant') return 'implant';
  if (fact.type === 'epidural') return 'esi';
  if (fact.type === 'ablation') return isRepeat(fact, (before.ablation ?? []).filter((earlier) => earlier.fact.occurredOn < dateOfService)) ? 'repeat-rfa' : 'rfa';
  if (fact.type !== 'block' || fact.purpose === 'therapeutic') return 'mbb-therapeutic';
  const ordinal = sessions.find(({ region, purpose }) => purpose === 'diagnostic' && fact.targets.some(({ level }) => regionOfLevel(level) === region))?.ordinal ?? 1;
  return ordinal === 1 ? 'mbb1' : ordinal === 2 ? 'mbb2' : 'mbb-diagnostic';
}

function isRepeat(fact: Ablation, earlier: readonly Documented<Ablation>[]): boolean {
  const targets = placedOf([{ id: '', day: 0, fact }]);
  return placedOf(earlier).some((one) => targets.some(({ level, side }) => level === one.level && side === one.side));
}

function questionOf({ fact }: Documented, step: Step, day: DayNumber): StepQuestion {
  const of = fact as Partial<Epidural> & { readonly technique?: string; readonly region?: Region } & Pick<Fact, 'occurredOn'>;
  const targets = placedOf([{ id: '', day, fact }]).filter((one): one is typeof one & Target => one.side !== undefined && isLevel(one.level)).map(({ level, side }) => ({ level, side }));
  return {
    step, targets, dateOfService: day, asOf: day,
    ...(of.region !== undefined && { region: of.region }), ...(of.technique !== undefined && { technique: of.technique }), ...(of.guidance !== undefined && { guidance: of.guidance }),
    ...(of.setting !== undefined && { setting: of.setting }), ...(of.approach !== undefined && { approach: of.approach }), ...(of.contrast !== undefined && { contrast: of.contrast }),
  };
}
