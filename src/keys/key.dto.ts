import { ACTIONS, PRACTICE_ROLES, type Action, type PracticeRole } from '../platform/auth/permissions';
import { Line, OneOf, SomeOf, Whole } from '../platform/http/fields';

/** A year and a day: whoever makes one anew on the same day of the year is not late. */
export const LIFETIME_DAYS = { left: 180, max: 366 } as const;
export const OVERLAP_HOURS = { left: 24, max: 168 } as const;

const lifetimeDays = { description: `After so many days it opens nothing; ${LIFETIME_DAYS.left} when left out.`, min: 1, max: LIFETIME_DAYS.max, optional: true };

export class KeyDto {
  @OneOf(PRACTICE_ROLES, { description: 'What whoever holds it may do.' }) role!: PracticeRole;
  @Line({ description: 'Whose it is: the person, or the program and where it runs. The audit shows it.', max: 120, example: 'Front desk, second floor' }) label!: string;
  @Whole(lifetimeDays) lifetimeDays?: number;
  @SomeOf(ACTIONS, { description: 'Of an api-consumer\'s key: the only actions of the role that it may do; all of them when left out.', min: 1, optional: true }) scope?: Action[];
}

export class KeyRotationDto {
  @Whole({ description: `For how many hours the former key still opens; ${OVERLAP_HOURS.left} when left out.`, min: 0, max: OVERLAP_HOURS.max, optional: true }) overlapHours?: number;
  @Whole(lifetimeDays) lifetimeDays?: number;
}
