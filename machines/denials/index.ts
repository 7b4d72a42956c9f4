export { ADMINISTRATIVE } from './administrative';
export { appealLetter, type AppealLetter, type LetterSentence } from './appeal-letter';
export { peerToPeerCard, type CardCriterion, type CardEvidence, type DeniedRequest, type PeerToPeerCard } from './denial-card';
export { explainDenial, type CitedEvidence, type CriterionFinding, type DenialAnswer, type ExplainedDenial, type ExplainedReason } from './explain-denial';
export { LADDERS, ladderOf, type AppealLadder, type AppealLevel, type LadderQuestion } from './ladder';
export { PATTERNS, readReason, type ReadReason, type Reading } from './read-reason';
