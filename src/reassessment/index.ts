export { DailyReassessment } from './daily-reassessment';
export { reassessPractice, type Reassessed, type ReassessmentParts } from './reassess-practice';
