/** What the payer's policy says of each procedure of a day: the assessment of its step against the record without what was done that day. Pure. */
import { isLevel, isSameTarget, regionOfLevel, type Region, type Target } from '../kernel/anatomy';
import { toDay, type DayNumber, type PlainDate } from '../kernel/calendar';
import { isRejection } from '../kernel/rejection';
import type { Chart } from '../evidence/chart';
import type { Ablation, Epidural, Fact } from '../evidence/fact';
import { assess, hasStep } from '../criteria/assess';
import type { Assessment, Policy, Step, StepQuestion } from '../criteria/types';
import { selectPolicy } from '../policies/select';
import type { Documented } from './coding';
import { isImaging } from './guidance';
import { placedOf } from './levels';
import type { CodingCoverage, InjectionSession } from './types';

export interface DayOfService extends CodingCoverage {
  readonly chart: Chart;
  readonly dateOfService: PlainDate;
  /** Which session of its purpose and region the day's is. */
  readonly sessions: readonly InjectionSession[];
}

/** What one session of a kind comes to, however many facts it was documented in. */
export interface AssessedProcedure {
  readonly procedures: readonly Documented[];
  readonly step: Step;
  /** Left out where no single policy of the payer answers. */
  readonly assessment?: Assessment;
  readonly error?: string;
}

/** The documentation does not meet the policy, for all that was done or for a part of it. */
export function doesNotMeet({ assessment }: AssessedProcedure): boolean {
  return assessment !== undefined && (assessment.result === 'not-eligible' || assessment.targets.some(({ result }) => result === 'not-eligible'));
}

const PROCEDURES = ['block', 'ablation', 'epidural', 'scs-trial', 'implant'] as const;
type ProcedureType = (typeof PROCEDURES)[number];
const PATHWAY: Readonly<Record<ProcedureType, Policy['pathway']>> = { block: 'rfa', ablation: 'rfa', epidural: 'epidural', 'scs-trial': 'scs', implant: 'scs' };

export function assessedProcedures(on: DayOfService): readonly AssessedProcedure[] {
  const day = toDay(on.dateOfService);
  const done = PROCEDURES.flatMap((type) => ((on.chart[type] ?? []) as readonly Documented[]).filter((one) => one.day === day));
  if (done.length === 0) return [];
  const before = chartBefore(on.chart, day);
  const sessions = new Map<string, Documented[]>();
  for (const procedure of done) {
    const { type, technique, approach, purpose } = procedure.fact as { readonly type: string; readonly technique?: string; readonly approach?: string; readonly purpose?: string };
    const name = [type, technique, approach, purpose].join();
    const session = sessions.get(name);
    if (session === undefined) sessions.set(name, [procedure]);
    else session.push(procedure);
  }
  return [...sessions.values()].map((procedures): AssessedProcedure => {
    const [first] = procedures as [Documented];
    const step = stepOf(on, first, before);
    const policy = selectPolicy(on.policies, on.coverage, PATHWAY[first.fact.type as ProcedureType], on.dateOfService, step);
    if (isRejection(policy)) return { procedures, step, error: policy.code };
    if (!hasStep(policy, step)) return { procedures, step, error: 'step-not-in-policy' };
    return { procedures, step, assessment: assess(policy, questionOf(procedures, step, day), before) };
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

/** Of what was done together; where guidance differs, what falls short is asked about. */
function questionOf(procedures: readonly Documented[], step: Step, day: DayNumber): StepQuestion {
  const facts = procedures.map(({ fact }) => fact as Partial<Epidural> & { readonly technique?: string; readonly region?: Region } & Pick<Fact, 'occurredOn'>);
  const of = facts.find(({ guidance }) => !isImaging(guidance)) ?? facts[0] as (typeof facts)[number];
  const placed = placedOf(procedures).filter((one): one is typeof one & Target => one.side !== undefined && isLevel(one.level)).map(({ level, side }) => ({ level, side }));
  const targets = placed.filter((one, at) => placed.findIndex((other) => isSameTarget(one, other)) === at);
  return {
    step, targets, dateOfService: day, asOf: day,
    ...(of.region !== undefined && { region: of.region }), ...(of.technique !== undefined && { technique: of.technique }), ...(of.guidance !== undefined && { guidance: of.guidance }),
    ...(of.setting !== undefined && { setting: of.setting }), ...(of.approach !== undefined && { approach: of.approach }), ...(of.contrast !== undefined && { contrast: of.contrast }),
  };
}
