/** A policy as tables that people read: per step every criterion in words, with its figures, where it comes from and how certain it is. */
import type { Criterion, Policy, Step } from '../../../machines/criteria/types';
import { KIND_LABELS } from '../../../machines/criteria/narrate';
import { requirementInWords } from '../../../machines/criteria/requirement-in-words';
import { CONFIDENCE_WORDS, sourceInWords, STEP_WORDS } from '../../../machines/criteria/words';
import { parametersInWords } from './parameters';
import { coverageInWords, scopeInWords } from './scope';

export function policyTables(policy: Policy) {
  return {
    appliesTo: coverageInWords(policy), confidenceText: CONFIDENCE_WORDS[policy.confidence],
    reading: parametersInWords(policy), parameters: policy.parameters,
    steps: (Object.keys(STEP_WORDS) as Step[]).flatMap((step) => {
      const criteria = policy.steps[step];
      return criteria === undefined ? [] : [{ step, title: STEP_WORDS[step], criteria: criteria.map(criterionRow) }];
    }),
    notes: policy.notes,
  };
}

function criterionRow({ id, kind, required, source, confidence, contested, noFigureInSource, ...scope }: Criterion) {
  const scopeText = scopeInWords(scope);
  return {
    id, kind, title: KIND_LABELS[kind], text: requirementInWords(kind, required), required, scope: scopeText === '' ? null : scopeText,
    source, sourceText: sourceInWords(source), confidence, confidenceText: CONFIDENCE_WORDS[confidence], noFigureInSource: noFigureInSource === true, asksForClinician: scope.asksForClinician === true, contested: contested ?? [],
  };
}
