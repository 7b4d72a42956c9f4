/**
 * The peer-to-peer card: what a physician needs at the telephone, on one page. Pure. Everything on it is of the denial, of our findings or
 * of the record; the three lines to say are made from these.
 */
import type { PlainDate } from '../kernel/calendar';
import { OUTCOME_TITLES, capitalized, joinWords, targetsInWords } from '../criteria/words';
import type { PacketModel } from '../packet';
import type { CriterionFinding, ExplainedDenial, ExplainedReason } from './explain-denial';

export interface DeniedRequest {
  readonly authorizationId: string;
  readonly decidedOn: PlainDate;
  readonly payer: string;
  readonly payerReference?: string;
  /** The payer approved otherwise than asked, and the practice did not accept it. */
  readonly otherwise?: true;
  /** The day the call is scheduled for. */
  readonly peerToPeerOn?: PlainDate;
}

/** The two identifiers, and nothing else of a person. */
export interface IdentifiedPatient {
  readonly name: string;
  readonly birthDate: PlainDate;
  readonly memberId?: string;
}

export function identifiedBy({ name, birthDate, memberId }: PacketModel['patient']): IdentifiedPatient {
  return { name, birthDate, ...(memberId !== undefined && { memberId }) };
}

export interface CardEvidence {
  readonly text: string;
  /** As printed in the packet that was denied: `page 4, document page 9`; left out when the packet did not hold it. */
  readonly page?: string;
}

export interface CardCriterion {
  readonly title: string;
  readonly bucket: string;
  readonly outcome: string;
  readonly required: string;
  readonly shown: string;
  readonly evidence: readonly CardEvidence[];
  /** What is not in the record, or what to do. */
  readonly notInRecord: string;
}

export interface PeerToPeerCard extends DeniedRequest {
  readonly practice: string;
  readonly asOf: PlainDate;
  readonly patient: IdentifiedPatient;
  readonly procedure: string;
  readonly targets: string;
  readonly dateOfService: PlainDate;
  readonly policy: string;
  /** The packet that was denied. */
  readonly packetId: string;
  /** The payer's own words, whole. */
  readonly reason: string;
  /** Until when a peer may be spoken to, and where to call, as far as letter and directory say. */
  readonly call?: { readonly closesOn?: PlainDate; readonly until?: PlainDate; readonly because?: string; readonly phone?: string };
  readonly criteria: readonly CardCriterion[];
  /** Sentences of the reason that nobody has given a meaning yet. */
  readonly unread: readonly string[];
  /** Three. */
  readonly toSay: readonly string[];
}

/** `pageOf`: where the packet that was denied holds a fact, in words; undefined when it does not. */
export function peerToPeerCard(denied: DeniedRequest, explained: ExplainedDenial, now: PacketModel, sent: PacketModel | undefined, pageOf: (factId: string) => string | undefined): PeerToPeerCard {
  return {
    ...denied,
    practice: now.practice.name, asOf: now.asOf, patient: identifiedBy(now.patient), procedure: now.request.kind, targets: targetsInWords(now.request.targets), dateOfService: now.verdict.dateOfService,
    policy: `${now.policy.document} ${now.policy.revision}`, packetId: sent?.packetId ?? now.packetId, reason: explained.reason,
    criteria: explained.reasons.flatMap((reason) => (reason.findings.length === 0 ? [withoutFinding(reason)] : reason.findings.map((finding) => criterionOf(reason, finding, pageOf)))),
    unread: explained.unread,
    toSay: toSay(denied, explained, now, pageOf),
  };
}

function withoutFinding({ title, bucket, fix, answer }: ExplainedReason): CardCriterion {
  return { title, bucket, outcome: answer === 'not-asked' ? 'Not asked by the policy' : 'No criterion', required: '', shown: '', evidence: [], notInRecord: fix };
}

function criterionOf({ title, bucket, fix }: ExplainedReason, { outcome, required, shown, evidence, gap, targets }: CriterionFinding, pageOf: (factId: string) => string | undefined): CardCriterion {
  return {
    title: targets.length === 0 ? title : `${title}, ${targetsInWords(targets)}`, bucket, outcome: OUTCOME_TITLES[outcome], required, shown,
    evidence: evidence.map(({ factId, summary, occurredOn }) => {
      const page = pageOf(factId);
      return { text: `${occurredOn} · ${summary}`, ...(page !== undefined && { page }) };
    }),
    notInRecord: gap === undefined ? (evidence.every(({ wasSent }) => wasSent) ? 'Nothing: the finding is met, and its evidence was sent.' : fix) : gap.toDocument,
  };
}

function toSay({ decidedOn, payer, otherwise }: DeniedRequest, { reasons, unread }: ExplainedDenial, { request, policy, verdict }: PacketModel, pageOf: (factId: string) => string | undefined): readonly string[] {
  const where = request.targets.length === 0 ? '' : ` at ${targetsInWords(request.targets)}`;
  const first = `${request.kind}${where}, for ${verdict.dateOfService}, was ${otherwise === true ? 'approved otherwise than asked' : 'denied'} by ${payer} on ${decidedOn}${reasons.length === 0 ? ', for a reason that names no criterion: which one is it?' : `; I read your reason as about ${titlesOf(reasons)}.`}`;
  const met = reasons.filter(({ answer }) => answer === 'record-answers');
  const open = reasons.filter(({ answer }) => answer === 'record-lacks' || answer === 'people-decide');
  const pages = [...new Set(met.flatMap(({ findings }) => findings.flatMap(({ evidence }) => evidence.flatMap(({ factId }) => pageOf(factId) ?? []))))];
  const [strongest] = met.flatMap(({ title, findings }) => findings.filter(({ shown }) => shown !== '').map(({ shown }) => ({ title, shown })));
  const against = `Against ${policy.document} ${policy.revision}`;
  const second = met.length === 0
    ? `${against} our own finding is: ${open.length === 0 ? 'no criterion that your reason names is asked at this step; which line of the policy is it?' : `not met, or not to be told, for ${titlesOf(open)}.`}`
    : `${against} our finding is met for ${titlesOf(met)}${pages.length === 0 ? '' : ` (packet ${joinWords(pages.slice(0, PAGES_SAID_MAX), 'and')})`}.${strongest === undefined ? '' : ` ${strongest.title}, the record shows: ${strongest.shown}.`}`;
  const others = reasons.filter(({ answer }) => answer === 'not-asked' || answer === 'administrative');
  return [first, second, asked(met, open, others, unread)].map(capitalized);
}

/** What is asked of the reviewer: honest about what stands against it. */
function asked(met: readonly ExplainedReason[], open: readonly ExplainedReason[], others: readonly ExplainedReason[], unread: readonly string[]): string {
  const [missing] = open.filter(({ findings }) => findings.some(({ outcome }) => outcome === 'unknown'));
  if (missing !== undefined) return `Not in the record is ${missing.title.toLowerCase()}. To do: ${missing.fix} Will you decide again when you have it?`;
  const [short] = open;
  if (short !== undefined) return `Recorded and short of the policy, or for people to decide, is ${titlesOf(open)}: ${short.findings.find(({ outcome }) => outcome !== 'met')?.shown ?? ''}. Is there a reading, or an exception, under which you affirm?`;
  if (met.length > 0 && (others.length > 0 || unread.length > 0)) {
    const left = [...(others.length === 0 ? [] : [titlesOf(others)]), ...(unread.length === 0 ? [] : [`what your letter says beside (${unread.length} ${unread.length === 1 ? 'sentence' : 'sentences'} that we cannot place)`])];
    return `That is what is recorded. Not answered by it: ${joinWords(left, 'and')}. Which line of the policy is that, and what would answer it?`;
  }
  return met.length > 0 ? 'Every criterion your reason names is met by what is recorded: will you affirm, or name what else is missing?' : 'Please name the criterion and the line of the policy, so that we can answer it.';
}

function titlesOf(reasons: readonly ExplainedReason[]): string {
  return joinWords([...new Set(reasons.map(({ title }) => title.toLowerCase()))], 'and');
}

const PAGES_SAID_MAX = 3;
