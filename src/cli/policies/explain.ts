/** A policy in words: every step, every criterion with its figure, where it comes from, how certain it is, and both readings where it is contested. */
import type { Criterion, Policy, Step } from '../../../machines/criteria/types';
import { requirementInWords } from '../../../machines/criteria/requirement-in-words';
import { CONFIDENCE_WORDS, inWords, joinWords, sourceInWords, STEP_WORDS } from '../../../machines/criteria/words';

export function explainPolicy(policy: Policy, step?: Step): string {
  const steps = (Object.keys(policy.steps) as Step[]).filter((one) => step === undefined || one === step);
  return [
    `${policy.id}@${policy.version}: ${policy.title}`,
    `${policy.document} ${policy.revision}, in force from ${policy.effectiveFrom}${policy.effectiveTo === undefined ? '' : ` to ${policy.effectiveTo}`}, ${CONFIDENCE_WORDS[policy.confidence]}`,
    `for ${coverageInWords(policy)}`,
    ...(policy.readOn === undefined ? [] : [`compared with its sources on ${policy.readOn}${policy.reviewBy === undefined ? '' : `, due again by ${policy.reviewBy}`}`]),
    ...steps.flatMap((one) => ['', `${one}: ${STEP_WORDS[one]}`, ...(policy.steps[one] ?? []).flatMap(criterionLines)]),
    ...(policy.notes.length === 0 ? [] : ['', 'Shown, decides nothing:', ...policy.notes.map(({ text }) => `  ${text}`)]),
  ].join('\n');
}

export function coverageInWords({ covers: { payer, line, exceptLines, states, delegate } }: Policy): string {
  return [
    [inWords(payer), line === undefined ? '' : inWords(line)].filter((part) => part !== '').join(', '),
    exceptLines === undefined ? '' : `except ${joinWords(exceptLines.map(inWords), 'and')}`,
    states === undefined ? '' : `in ${joinWords(states, 'and')}`,
    delegate === undefined ? '' : `by ${delegate.name} from ${delegate.from}${delegate.to === undefined ? '' : ` to ${delegate.to}`}`,
  ].filter((part) => part !== '').join(' ');
}

function criterionLines(criterion: Criterion): readonly string[] {
  const scope = [
    criterion.onlyForIndications === undefined ? '' : `only for ${joinWords(criterion.onlyForIndications.map(inWords), 'or')}`,
    criterion.notForIndications === undefined ? '' : `not for ${joinWords(criterion.notForIndications.map(inWords), 'or')}`,
    criterion.onlyInSettings === undefined ? '' : `only at place of service ${joinWords(criterion.onlyInSettings, 'or')}`,
  ].filter((part) => part !== '').join(', ');
  const certainty = [CONFIDENCE_WORDS[criterion.confidence], criterion.noFigureInSource === true ? 'no figure in the source' : ''].filter((part) => part !== '').join('; ');
  return [
    `  ${requirementInWords(criterion.kind, criterion.required)}${scope === '' ? '' : ` (${scope})`}`,
    `      ${criterion.id}; ${sourceInWords(criterion.source)}; ${certainty}`,
    ...(criterion.contested ?? []).map(({ reading, source }) => `      contested: "${reading}" (${sourceInWords(source)})`),
  ];
}
