import type { ChartFact } from '../../evidence/chart';
import { finding, idsOf, type CriterionKind } from '../evaluation';

/** Care that was tried and failed, was not tolerated, or is contraindicated with a reason; presence, no figure (C10). */
export const conservativeCare: CriterionKind<'conservative-care'> = {
  kind: 'conservative-care',
  shape: { responses: 'words', excludedModalities: 'words' },
  evaluate(criterion, on) {
    const { responses, excludedModalities } = criterion.required;
    const courses = on.facts('conservative-care').filter((course) => !excludedModalities.includes(course.fact.modality));
    const failed = courses.filter((course) => hasFailed(course, responses));
    if (failed.length > 0) {
      return finding(criterion, { outcome: 'met', found: { modalities: failed.map((course) => course.fact.modality) }, evidence: idsOf(failed) });
    }
    if (courses.length > 0 && courses.every((course) => course.fact.response === 'successful')) {
      return finding(criterion, { outcome: 'unmet', found: { response: 'successful' }, evidence: idsOf(courses) });
    }
    return finding(criterion, { outcome: 'unknown', found: courses.length === 0 ? {} : { courses: courses.length }, evidence: idsOf(courses), missing: ['failed-conservative-care'] });
  },
};

function hasFailed(course: ChartFact<'conservative-care'>, responses: readonly string[]): boolean {
  const { response, reason } = course.fact;
  if (response === undefined || !responses.includes(response)) return false;
  return response !== 'contraindicated' || reason !== undefined;
}
