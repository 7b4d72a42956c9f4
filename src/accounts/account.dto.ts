import { PRACTICE_ROLES, type PracticeRole } from '../platform/auth/permissions';
import { ACCOUNT_STATES, type AccountState } from '../platform/database/accounts';
import { constraint, Field, Flag, Line, OneOf } from '../platform/http/fields';
import { NAME_CHARS_MAX } from './session.dto';

const DISPLAY_NAME_CHARS_MAX = 120;
/** Letters and digits of any script, and what addresses of mail hold; it begins with a letter or digit. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+'-]{1,79}$/u;

export class AccountDto {
  @Field({ description: 'What the person types to sign in; unique without regard to case.', example: 'jvargas' }, { type: String, minLength: 2, maxLength: NAME_CHARS_MAX, pattern: NAME.source },
    constraint('isName', `2 to ${NAME_CHARS_MAX} letters, digits and . _ @ + ' -, without spaces`, (value) => typeof value === 'string' && NAME.test(value)))
  name!: string;

  @Line({ description: 'The person, as colleagues read it.', max: DISPLAY_NAME_CHARS_MAX, example: 'Jo Vargas, RN' }) displayName!: string;
  @OneOf(PRACTICE_ROLES, { description: 'What the person may do.' }) role!: PracticeRole;
}

export class AccountChangesDto {
  @Line({ description: 'The person, as colleagues read it.', max: DISPLAY_NAME_CHARS_MAX, optional: true }) displayName?: string;
  @OneOf(PRACTICE_ROLES, { description: 'What the person may do, from now on.', optional: true }) role?: PracticeRole;
  @OneOf(ACCOUNT_STATES, { description: '`locked`: may not sign in for now; `disabled`: has left. Both end every session at once.', optional: true }) state?: AccountState;
}

export class RenewalDto {
  @Flag({ description: 'The person has lost them: one-time codes and passkeys are removed too.', optional: true }) forgetSecondFactors?: boolean;
}
