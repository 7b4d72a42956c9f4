/** The days of one authorization that somebody must not miss, and which of them a letter may set. Data only. */
export const AUTHORIZATION_DEADLINES = [
  'submission-due', 'decision-due', 'follow-up', 'pended-answer-due', 'peer-to-peer-call', 'appeal-decision-due', 'resubmission',
  'approval-expires', 'last-day-missing', 'expired', 'approved-not-scheduled', 'planned-service', 'units-run-out', 'peer-to-peer-closes', 'appeal-due',
] as const;
export type AuthorizationDeadline = (typeof AUTHORIZATION_DEADLINES)[number];

/** What a payer's letter may say in its own words, and where the authorization then stands. */
export const SET_BY_LETTER = {
  'decision-due': ['submitted'],
  'pended-answer-due': ['pended'],
  'approval-expires': ['affirmed', 'partially-affirmed'],
  'peer-to-peer-closes': ['denied', 'partially-affirmed', 'pended'],
  'appeal-due': ['denied', 'partially-affirmed', 'peer-to-peer'],
  'appeal-decision-due': ['appealed'],
} as const satisfies { readonly [K in AuthorizationDeadline]?: readonly string[] };
export type LetterDeadline = keyof typeof SET_BY_LETTER;
export const LETTER_DEADLINES = Object.keys(SET_BY_LETTER) as readonly LetterDeadline[];
