import { all } from '../../kernel/outcome';
import { blockEvidence, CHOSEN_BLOCKS } from '../block-evidence';
import { finding, type CriterionKind } from '../evaluation';

/** Relief that lasts as long as the agent should: documented hours, else the last observation at or above the threshold. */
export const blockDuration: CriterionKind<'block-duration'> = {
  kind: 'block-duration',
  shape: {},
  reads: CHOSEN_BLOCKS,
  evaluate(criterion, on) {
    const findings = [];
    for (const { target, chosen } of blockEvidence(on).targets) {
      if (chosen.length === 0) continue;
      const missing: string[] = [];
      if (chosen.some((reading) => reading.windowMinutes === undefined)) missing.push('agent-with-a-window');
      if (chosen.some((reading) => reading.durationMinutes === undefined)) missing.push('duration-of-relief');
      findings.push(finding(criterion, {
        outcome: all(chosen.map((reading) => reading.duration)),
        found: {
          occurredOn: chosen.map((reading) => reading.block.fact.occurredOn),
          durationMinutes: chosen.map((reading) => reading.durationMinutes ?? 'not known'),
          windowMinutes: chosen.map((reading) => reading.windowMinutes ?? 'not known'),
        },
        evidence: chosen.map((reading) => reading.block.id),
        missing,
        target,
      }));
    }
    return findings;
  },
};
