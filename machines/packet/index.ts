export { buildPacket } from './build-packet';
export type * from './packet-input';
export type * from './packet-model';
export { checklistOf, type ChecklistItem } from './checklist';
export { describeFact, summarizeFact } from './describe-fact';
export { packetChanges } from './packet-changes';
export { CONFIDENCE_WORDS, OUTCOME_TITLES, inWords, joinWords, sourceInWords, targetInWords, targetsInWords } from '../criteria/words';
