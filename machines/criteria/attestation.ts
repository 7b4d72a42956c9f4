/**
 * A criterion that asks for a clinician: what another system states does not meet it alone until a clinician attests it here.
 * Every kind gets this once, beside its evaluator: the criterion is asked a second time without what nobody has attested. Pure.
 */
import { isUnattested, type ChartFact } from '../evidence/chart';
import type { FactId } from '../kernel/ids';
import type { CriterionKind, Evaluation } from './evaluation';
import type { Criterion, Finding, Kind } from './types';
import { ATTESTATION } from './what-to-document';

type Answer = Finding | readonly Finding[] | undefined;

/** Met with the whole record and not without what nobody has attested: for people to decide. Unmet and unknown stay what they are. */
export function withAttestation(criterion: Criterion<never>, kind: CriterionKind<Kind>, on: Evaluation): Answer {
  const answer = kind.evaluate(criterion, on);
  const { attested } = on;
  if (attested === on || !listOf(answer).some(isMet)) return answer;
  const alone = listOf(kind.evaluate(criterion, attested));
  const judged = (finding: Finding): Finding => (isMet(finding) && !isMetAlone(finding, alone) ? forReview(finding, on) : finding);
  return isList(answer) ? answer.map(judged) : judged(answer as Finding);
}

function isMetAlone({ target }: Finding, alone: readonly Finding[]): boolean {
  const own = alone.filter((finding) => finding.target === undefined || (finding.target.level === target?.level && finding.target.side === target.side));
  return own.length > 0 && own.every(isMet);
}

function forReview(finding: Finding, on: Evaluation): Finding {
  const waiting = unattestedOf(finding, on);
  return {
    ...finding, outcome: 'review', missing: [...finding.missing, ATTESTATION], marks: [...finding.marks, 'not-attested'],
    found: { ...finding.found, importedFrom: [...new Set(waiting.map(({ imported }) => imported?.source ?? ''))], notAttested: waiting.map(({ id }): FactId => id) },
  };
}

function unattestedOf({ evidence }: Finding, { chart }: Evaluation): readonly ChartFact[] {
  return (Object.values(chart) as (readonly ChartFact[])[]).flat().filter((entry) => isUnattested(entry) && evidence.includes(entry.id));
}

function isMet({ outcome }: Finding): boolean {
  return outcome === 'met';
}

function listOf(answer: Answer): readonly Finding[] {
  if (answer === undefined) return [];
  return isList(answer) ? answer : [answer];
}

function isList(answer: Answer): answer is readonly Finding[] {
  return Array.isArray(answer);
}
