/**
 * A denial, explained: what the payer said, read -> for each criterion what our finding says now, on which facts, what is not in the
 * record, and the fix. Pure. Nothing is decided anew: the findings are those of the packet's model, built from the record as it is.
 */
import { unreachable } from '../kernel/assert';
import type { FactId } from '../kernel/ids';
import { KIND_LABELS } from '../criteria/narrate';
import type { Kind, Source } from '../criteria/types';
import type { CrosswalkRow, Evidence, Gap, PacketModel } from '../packet';
import type { DenialBucket } from '../practice';
import { ADMINISTRATIVE } from './administrative';
import type { Reading, ReadReason } from './read-reason';

/**
 * `record-answers`: every finding of the criterion is met; `record-lacks`: one is not met or cannot be told; `people-decide`; `not-asked`:
 * the policy does not ask it at this step; `administrative`: no criterion.
 */
export type DenialAnswer = 'record-answers' | 'record-lacks' | 'people-decide' | 'not-asked' | 'administrative';

export interface CitedEvidence extends Evidence {
  /** It was in the packet that was denied. */
  readonly wasSent: boolean;
}

export interface CriterionFinding extends Omit<CrosswalkRow, 'evidence'> {
  readonly evidence: readonly CitedEvidence[];
  /** What is not in the record; left out when the finding is met. */
  readonly gap?: Pick<Gap, 'toDocument' | 'who' | 'shown'>;
}

export interface ExplainedReason {
  readonly bucket: DenialBucket;
  /** Left out for an administrative subject. */
  readonly kind?: Kind;
  readonly title: string;
  /** The payer's own words. */
  readonly said: readonly string[];
  readonly readBy: string;
  readonly source?: Source;
  readonly answer: DenialAnswer;
  readonly findings: readonly CriterionFinding[];
  readonly fix: string;
  readonly who: string;
}

export interface ExplainedDenial extends Pick<ReadReason, 'reason' | 'result' | 'unread'> {
  readonly reasons: readonly ExplainedReason[];
}

/** `now`: the packet as the record stands; `sent`: the one that was denied, where one was issued. */
export function explainDenial(read: ReadReason, now: PacketModel, sent: PacketModel | undefined): ExplainedDenial {
  const wasSent = new Set(sent?.evidence.map(({ factId }) => factId));
  const reasons = read.readings.flatMap((reading) => (reading.kinds.length === 0 ? [administrative(reading)] : reading.kinds.map((kind) => criterion(kind, reading, now, wasSent))));
  return { reason: read.reason, result: read.result, unread: read.unread, reasons: merged(reasons) };
}

function administrative({ bucket, subject, sentence, readBy, source }: Reading): ExplainedReason {
  const words = subject === undefined ? { title: 'Not named', fix: 'Ask the payer what is meant.' } : ADMINISTRATIVE[subject];
  return { bucket, ...words, said: [sentence], readBy, ...(source !== undefined && { source }), answer: 'administrative', findings: [], who: 'Authorization staff' };
}

function criterion(kind: Kind, { bucket, sentence, readBy, source }: Reading, now: PacketModel, wasSent: ReadonlySet<FactId>): ExplainedReason {
  const findings = now.crosswalk.filter((row) => row.kind === kind).map((row): CriterionFinding => {
    const gap = now.gaps.find((one) => one.criterion === row.criterion && one.finding === row.finding);
    return { ...row, evidence: row.evidence.map((one) => ({ ...one, wasSent: wasSent.has(one.factId) })), ...(gap !== undefined && { gap: { toDocument: gap.toDocument, who: gap.who, shown: gap.shown } }) };
  });
  const answer = answerOf(findings);
  return { bucket, kind, title: KIND_LABELS[kind], said: [sentence], readBy, ...(source !== undefined && { source }), answer, findings, ...fixOf(answer, findings, now) };
}

function answerOf(findings: readonly CriterionFinding[]): DenialAnswer {
  if (findings.length === 0) return 'not-asked';
  if (findings.some(({ outcome }) => outcome === 'unmet' || outcome === 'unknown')) return 'record-lacks';
  return findings.some(({ outcome }) => outcome === 'review') ? 'people-decide' : 'record-answers';
}

function fixOf(answer: DenialAnswer, findings: readonly CriterionFinding[], { policy, request }: PacketModel): { readonly fix: string; readonly who: string } {
  const gaps = findings.flatMap(({ gap }) => gap ?? []);
  const said = { fix: [...new Set(gaps.map(({ toDocument }) => toDocument))].join(' '), who: [...new Set(gaps.map(({ who }) => who))].join('; ') };
  switch (answer) {
    case 'record-lacks': return said;
    case 'people-decide': return said;
    case 'record-answers': {
      const later = findings.flatMap(({ evidence }) => evidence).filter(({ wasSent }) => !wasSent);
      return later.length === 0
        ? { fix: 'The packet that was denied holds it: point the reviewer to the page, in a call or with the next request.', who: 'Authorization staff' }
        : { fix: `The record holds it now, and the packet that was denied did not (${[...new Set(later.map(({ occurredOn, summary }) => `${summary}, ${occurredOn}`))].join('; ')}): request again, and the new packet carries it.`, who: 'Authorization staff' };
    }
    case 'not-asked': return { fix: `${policy.document} ${policy.revision} as it is read here does not ask this of the step "${request.kind}": ask the reviewer for the line it rests on.`, who: 'Treating clinician, in the call' };
    case 'administrative': return said;
    default: return unreachable(answer);
  }
}

/** Two sentences about one criterion are one reason; the words of both stay. */
function merged(reasons: readonly ExplainedReason[]): readonly ExplainedReason[] {
  const found: ExplainedReason[] = [];
  for (const one of reasons) {
    const at = found.findIndex(({ bucket, title }) => bucket === one.bucket && title === one.title);
    const before = found[at];
    if (before === undefined) found.push(one);
    else found[at] = { ...before, said: [...new Set([...before.said, ...one.said])] };
  }
  return found;
}
