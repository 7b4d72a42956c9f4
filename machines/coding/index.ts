/** The coding room's door: what `src/` asks about service lines and claims. */
export { chooseCodes } from './choose-codes';
export { unitsDone, unitsOn, type UnitsDone } from './units-done';
export { codesOfPlan } from './plan-codes';
export { linesOfPlan, type PlannedLine } from './plan-lines';
export { CODE_FILES, codesOn, type Code, type CodeFile, type Family } from './codes';
export { CLAIM_LINE_FORMS, CLAIM_LINES_MAX, parseClaimLines, parseDecided, type Decided } from './claim';
export { NO_PARTIES, parseClaimHeader, parseKnownParties, type ClaimHeader, type KnownParties } from './claim-header';
export * from './types';
export { checkClaim, type Checked, type ClaimFinding, type ClaimQuestion, type DocumentationOfStep } from './check-claim';
export { EDITS, type Edit } from './edits/edit';
export { whatToDo } from './what-to-do';
export { sayCoding, sayEdit } from './words';
export { checkDocumentation, type CodeDocumented, type DocumentationCheck } from './documentation-check';
