/**
 * A letter of appeal, or of a request for another decision, from facts alone. Pure. Every sentence about the patient cites the facts it is
 * made from, every sentence about a criterion its finding; what is not met is said. A person signs it.
 */
import type { FactId } from '../kernel/ids';
import { OUTCOME_WORDS } from '../criteria/narrate';
import { joinWords, sourceInWords, targetsInWords } from '../criteria/words';
import type { Evidence, PacketModel } from '../packet';
import { identifiedBy, type DeniedRequest, type IdentifiedPatient } from './denial-card';
import type { ExplainedDenial, ExplainedReason } from './explain-denial';
import type { AppealLevel } from './ladder';

/** A sentence with what it rests on: facts, the payer's own letter, or the policy. */
export interface LetterSentence {
  readonly text: string;
  readonly factIds: readonly FactId[];
  readonly restsOn: 'facts' | 'determination' | 'policy' | 'request';
}

export interface AppealLetter extends DeniedRequest {
  readonly practice: string;
  readonly writtenOn: string;
  readonly patient: IdentifiedPatient;
  readonly subject: string;
  readonly level: Pick<AppealLevel, 'level' | 'name' | 'dueOn' | 'arithmetic' | 'byLetter' | 'contested'>;
  readonly sections: readonly { readonly title: string; readonly sentences: readonly LetterSentence[] }[];
  /** Every fact the letter cites, oldest first. */
  readonly evidence: readonly Evidence[];
  readonly enclosed: readonly string[];
}

export function appealLetter(denied: DeniedRequest, explained: ExplainedDenial, now: PacketModel, level: AppealLevel): AppealLetter {
  const { request, policy, verdict, narrative } = now;
  const where = request.targets.length === 0 ? '' : ` at ${targetsInWords(request.targets)}`;
  const sections = [
    { title: 'What was decided', sentences: [
      { text: `On ${denied.decidedOn} ${denied.payer} ${denied.otherwise === true ? 'approved otherwise than was asked' : 'denied'} the request for ${request.kind.toLowerCase()}${where}${denied.payerReference === undefined ? '' : `, reference ${denied.payerReference}`}${denied.otherwise === true ? '; we have not accepted that' : ''}.`, factIds: [], restsOn: 'determination' as const },
      ...(explained.reason === '' ? [] : [{ text: `The reason given: "${explained.reason}"`, factIds: [], restsOn: 'determination' as const }]),
      { text: `We ask for another decision (${level.name.toLowerCase()}).`, factIds: [], restsOn: 'request' as const },
    ] },
    ...explained.reasons.filter(({ findings }) => findings.length > 0).map(answered),
    { title: 'The policy as a whole', sentences: [{ text: verdict.sentence, factIds: [], restsOn: 'policy' as const }] },
    ...narrative.map(({ title, sentences }) => ({ title, sentences: sentences.map(({ text, factIds }) => ({ text, factIds, restsOn: 'facts' as const })) })),
  ];
  const cited = new Set(sections.flatMap(({ sentences }) => sentences.flatMap(({ factIds }) => factIds)));
  return {
    ...denied, practice: now.practice.name, writtenOn: now.asOf, patient: identifiedBy(now.patient),
    subject: `Appeal: ${request.kind}${where}, date of service ${verdict.dateOfService}, under ${policy.document} ${policy.revision}`,
    level: { level: level.level, name: level.name, dueOn: level.dueOn, arithmetic: level.arithmetic, ...(level.byLetter !== undefined && { byLetter: level.byLetter }), ...(level.contested !== undefined && { contested: level.contested }) },
    sections, evidence: now.evidence.filter(({ factId }) => cited.has(factId)),
    enclosed: ['The payer\'s letter', `The packet of the request as the record stands on ${now.asOf}`, ...now.documents.map(({ title }) => title)],
  };
}

/** One denied criterion: what is asked, what our finding is, and what the record shows; also where it is not met. */
function answered({ title, findings, said }: ExplainedReason): AppealLetter['sections'][number] {
  return { title, sentences: [
    { text: `Of the reason this concerns: ${joinWords(said.map((one) => `"${one}"`), 'and')}.`, factIds: [], restsOn: 'determination' },
    ...findings.flatMap(({ required, outcome, shown, evidence, targets, source, gap }): readonly LetterSentence[] => [
      { text: `The policy asks: ${required} (${sourceInWords(source)}).`, factIds: [], restsOn: 'policy' },
      { text: `Our finding${targets.length === 0 ? '' : ` for ${targetsInWords(targets)}`}: ${OUTCOME_WORDS[outcome]}${shown === '' ? '' : `; the record shows: ${shown}`}.`, factIds: evidence.map(({ factId }) => factId), restsOn: evidence.length === 0 ? 'request' : 'facts' },
      ...(gap === undefined ? [] : [{ text: `${outcome === 'unknown' ? 'Not in the record' : 'What would change it'}: ${gap.toDocument}`, factIds: [], restsOn: 'request' as const }]),
    ]),
  ] };
}
