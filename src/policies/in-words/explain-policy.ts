/** A policy in words: every step, every criterion with its figure, where it comes from, how certain it is, and both readings where it is contested. */
import type { Criterion, Policy, Step } from '../../../machines/criteria/types';
import { requirementInWords } from '../../../machines/criteria/requirement-in-words';
import { CONFIDENCE_WORDS, sourceInWords, STEP_WORDS } from '../../../machines/criteria/words';
import { coverageInWords, scopeInWords } from './scope';

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

function criterionLines(criterion: Criterion): readonly string[] {
  const scope = scopeInWords(criterion);
  const certainty = [CONFIDENCE_WORDS[criterion.confidence], criterion.noFigureInSource === true ? 'no figure in the source' : ''].filter((part) => part !== '').join('; ');
  return [
    `  ${requirementInWords(criterion.kind, criterion.required)}${scope === '' ? '' : ` (${scope})`}`,
    `      ${criterion.id}; ${sourceInWords(criterion.source)}; ${certainty}`,
    ...(criterion.contested ?? []).map(({ reading, source }) => `      contested: "${reading}" (${sourceInWords(source)})`),
  ];
}
