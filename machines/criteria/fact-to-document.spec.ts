import { FACT_TYPES } from '../evidence/field-table';
import { FACT_TO_DOCUMENT, factsToDocument } from './fact-to-document';
import { MISSING_TEXTS } from './what-to-document';

describe('which fact to document', () => {
  it('is said for every code that a finding may miss, and for no other', () => expect(Object.keys(FACT_TO_DOCUMENT).sort()).toEqual(Object.keys(MISSING_TEXTS).sort()));
  it('names kinds of fact that exist', () => expect(Object.values(FACT_TO_DOCUMENT).filter((type) => type !== null && !(FACT_TYPES as readonly string[]).includes(type))).toEqual([]));
  it('is each kind once, and nothing for what the plan says', () => expect(factsToDocument(['planned-technique', 'baseline-pain-score', 'baseline-disability-score', 'diagnostic-block'])).toEqual(['score', 'block']));
});
