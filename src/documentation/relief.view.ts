/** The relief of a block or a trial as its reader compares it: every named statistic side by side, and the one the payer's policy reads. */
import { trialDiary } from '../../machines/evidence/trial';
import { isRejection } from '../../machines/kernel/rejection';
import type { ChartFact } from '../../machines/evidence/chart';
import { blockStatistics, trialStatistics } from '../../machines/criteria/relief-statistics';
import type { RequiredOf } from '../../machines/criteria/required';
import type { Policy } from '../../machines/criteria/types';
import { selectPolicy } from '../../machines/policies/select';
import { coverageOn, type PatientState } from '../../machines/patient';

/** Undefined for what has no relief of its own. The policy is the one in force on the day of the block for the coverage of that day. */
export function reliefView(patient: PatientState, entry: ChartFact, policies: readonly Policy[]) {
  if (entry.fact.type === 'scs-trial') {
    const diary = trialDiary(entry.fact);
    return { trial: trialStatistics(entry as ChartFact<'scs-trial'>), ...(diary !== undefined && { diary }) };
  }
  if (entry.fact.type !== 'block') return undefined;
  const block = entry as ChartFact<'block'>;
  const policy = policyOn(patient, block.fact.occurredOn, policies);
  if (policy === undefined) return { sides: blockStatistics(block, NO_WINDOWS) };
  const asked = policy.steps.rfa?.find(({ kind }) => kind === 'block-relief')?.required as RequiredOf['block-relief'] | undefined;
  const { id, version, document, revision, parameters } = policy;
  return {
    policy: { id, version, document, revision },
    reads: asked === undefined ? null : parameters.reliefStatistic,
    percentMin: asked?.reliefPercentMin ?? null,
    fromMinutes: parameters.reliefFromMinutes,
    discordantPointsMin: parameters.discordantPointsMin,
    sides: blockStatistics(block, parameters, asked?.reliefPercentMin),
  };
}

/** Without a policy nobody says how long an agent acts. */
const NO_WINDOWS = { agentWindowMinutes: {}, reliefFromMinutes: 0 };

function policyOn(patient: PatientState, date: string, policies: readonly Policy[]): Policy | undefined {
  const coverage = coverageOn(patient, date);
  const policy = coverage === undefined ? undefined : selectPolicy(policies, coverage, 'rfa', date, 'rfa');
  return policy === undefined || isRejection(policy) ? undefined : policy;
}
