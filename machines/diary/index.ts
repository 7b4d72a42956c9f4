export { seriesMoments, trialMoments, type SeriesMoments, type TrialMoments } from './moments';
export { observationsOf, type Moment } from './observations';
export {
  closesAfterMinutes, decideDiaryProtocol, DEFAULT_DIARY_PROTOCOL, dueAtMinutes,
  type DiaryKind, type DiaryProtocol, type DiaryProtocolChanged, type SeriesProtocol,
} from './protocol';
export {
  ACTIVITIES, answered, CHOICES, faultOf, firstOpen, mayBeSkipped, QUESTIONS, questionsOf, sidesAsked, SKIPPED,
  type AnswerFault, type Answers, type Question,
} from './questions';
