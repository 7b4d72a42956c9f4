/**
 * The oracle of the planner: the engine asked for every day of a stretch of time. Whoever says that nothing changes between two
 * turning days must agree with it on every day.
 */
import { toDay, toPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import { isAssessed, type NotAssessed } from '../../machines/criteria/recorded';
import type { Assessment, Policy, Step } from '../../machines/criteria/types';
import { assessStep, EMPTY_PATIENT, type EpisodeState, type PatientState } from '../../machines/patient';
import { chartOf } from '../../machines/evidence/chart';
import type { Fact } from '../../machines/evidence/fact';
import { stretches } from '../../machines/planner/earliest';
import { TURNING_DAYS } from '../../machines/planner/turning-days';

export interface Record {
  readonly patient: PatientState;
  readonly episode: EpisodeState;
  readonly step: Step;
  /** The day of the last fact before the service that was asked for. */
  readonly from: PlainDate;
}

/** More than a year: the longest window of a policy, and a day. */
export const DAYS_AHEAD = 420;

/** What differs, oldest first; none when planner and oracle agree. */
export function disagreements({ patient, episode, step, from }: Record, policies: readonly Policy[], table = TURNING_DAYS): readonly string[] {
  const all = stretches(patient, episode, { step, from, policies }, table);
  const found: string[] = [];
  let at = 0;
  for (let day = toDay(from); day <= toDay(from) + DAYS_AHEAD; day++) {
    const date = toPlainDate(day);
    while (all[at + 1] !== undefined && (all[at + 1] as (typeof all)[number]).from <= date) at++;
    const foreseen = outcomes((all[at] as (typeof all)[number]).answer);
    const asked = outcomes(assessStep(patient, episode, step, date, from, policies));
    if (foreseen !== asked) found.push(`${date}: the planner foresees ${foreseen}, the engine says ${asked}`);
  }
  return found;
}

/** Everything of an answer but how many days it is. */
function outcomes(answer: Assessment | NotAssessed): string {
  if (!isAssessed(answer)) return answer.error;
  return `${answer.policy.id}@${answer.policy.version} ${answer.result}: ${answer.findings.map(({ criterion, target, outcome }) => `${criterion} ${target?.level ?? ''}${target?.side ?? ''} ${outcome}`).join(', ')}`;
}

export interface Asked {
  readonly step: string;
  readonly dateOfService: string;
  readonly region?: string | undefined;
  readonly targets: readonly { readonly level: string; readonly side: string }[];
  readonly technique?: string | undefined;
  readonly guidance?: string | undefined;
  readonly setting?: string | undefined;
  readonly approach?: string | undefined;
}

/** A patient of one payer with one open episode, as a case tells it. */
export function recordOf(policy: Policy, { step, dateOfService, region, targets, technique, guidance, setting, approach }: Asked, facts: readonly Fact[]): Record {
  const { payer, line, states } = policy.covers;
  const coverage = { payer, order: 1, ...(line !== undefined && { line }), ...(states?.[0] !== undefined && { state: states[0] }) };
  const episode = {
    id: 'episode-1', pathway: policy.pathway, region: region ?? (policy.pathway === 'scs' ? 'thoracolumbar' : 'lumbosacral'), position: '', assessments: {},
    plan: { targets, ...(technique !== undefined && { technique }), ...(guidance !== undefined && { guidance }), ...(setting !== undefined && { setting }), ...(approach !== undefined && { approach }) },
  } as EpisodeState;
  const known = facts.map(({ occurredOn }) => occurredOn).filter((date) => date <= dateOfService);
  const from = known.reduce((a, b) => (a > b ? a : b), toPlainDate(toDay(dateOfService) - 60));
  return { patient: { ...EMPTY_PATIENT, id: 'patient-1', coverages: [coverage], chart: chartOf(facts), episodes: [episode] }, episode, step: step as Step, from };
}
