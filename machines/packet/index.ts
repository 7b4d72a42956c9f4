export { buildPacket } from './build-packet';
export type * from './packet-input';
export type * from './packet-model';
export { packetChanges } from './packet-changes';
export { CONFIDENCE_WORDS, OUTCOME_TITLES, inWords, joinWords, sourceInWords, targetInWords, targetsInWords } from '../criteria/words';
