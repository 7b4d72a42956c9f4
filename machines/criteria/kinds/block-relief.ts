import { all } from '../../kernel/outcome';
import { blockEvidence, CHOSEN_BLOCKS } from '../block-evidence';
import { finding, type CriterionKind } from '../evaluation';
import type { Mark } from '../types';

const DISCORDANT: readonly Mark[] = ['discordant'];

/** Relief of the index pain over the agent's window, per target, each chosen block at least the policy's percentage. */
export const blockRelief: CriterionKind<'block-relief'> = {
  kind: 'block-relief',
  shape: { reliefPercentMin: { optional: 'percent' } },
  reads: [...CHOSEN_BLOCKS, 'block.volumeMlPerTarget'],
  evaluate(criterion, on) {
    const findings = [];
    for (const { target, chosen } of blockEvidence(on).targets) {
      if (chosen.length === 0) continue;
      const outcome = all(chosen.map((reading) => reading.relief));
      const analgesic = chosen.filter(({ block }) => block.fact.relief?.observations?.some(({ flags }) => flags?.includes('analgesic') === true) === true);
      findings.push(finding(criterion, {
        outcome,
        found: {
          occurredOn: chosen.map((reading) => reading.block.fact.occurredOn),
          reliefPercent: chosen.map((reading) => reading.reliefPercent ?? 'not known'),
          statedPercent: chosen.some((reading) => reading.statedPercent !== undefined) ? chosen.map((reading) => reading.statedPercent ?? 'nothing') : [],
          // A score after an analgesic may show the analgesic: it counts, and a reviewer is told.
          ...(analgesic.length === 0 ? {} : { analgesicTakenOn: analgesic.map(({ block }) => block.fact.occurredOn) }),
        },
        evidence: chosen.map((reading) => reading.block.id),
        missing: outcome === 'unknown' ? [criterion.required.reliefPercentMin === undefined ? 'relief-of-block' : 'scores-over-the-agent-window'] : [],
        target,
        marks: chosen.some((reading) => reading.isDiscordant) ? DISCORDANT : undefined,
      }));
    }
    return findings;
  },
};
