export { ADMINISTRATIVE } from './administrative';
export { appealLetter, type AppealLetter, type LetterSentence } from './appeal-letter';
export { peerToPeerCard, type CardCriterion, type CardEvidence, type DeniedRequest, type PeerToPeerCard } from './denial-card';
export { decisionsOf, lastDenial } from './denied';
export { explainDenial, type CitedEvidence, type CriterionFinding, type DenialAnswer, type ExplainedDenial, type ExplainedReason } from './explain-denial';
export { LADDERS, ladderOf, openLevel, type AppealLadder, type AppealLevel, type LadderQuestion } from './ladder';
export { PATTERNS, readReason, type ReadReason, type Reading } from './read-reason';
export { DENIAL_OUTCOMES, denialsOf, type DenialOutcome, type DenialWithOutcome } from './outcomes';
export { countDenial, EMPTY_DENIALS, type DenialCount, type DenialTally } from './tally-denials';
