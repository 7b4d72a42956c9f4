import { MaxLength, MinLength } from 'class-validator';
import { constraint, Field, Line } from '../platform/http/fields';
import { ONE_TIME_CODE } from './one-time-codes';

const SECRET_CHARS_MAX = 1024;
export const NAME_CHARS_MAX = 80;

/** What is typed and shown nowhere: any characters, and longer than any password may be, so that the answer can say so. */
export const Secret = (options: { readonly description: string; readonly optional?: boolean }) =>
  Field(options, { type: String, format: 'password', minLength: 1, maxLength: SECRET_CHARS_MAX }, constraint('isText', 'a text is expected', (value) => typeof value === 'string'),
    MinLength(1, { message: 'a text that is not empty is expected' }), MaxLength(SECRET_CHARS_MAX, { message: `at most ${SECRET_CHARS_MAX} characters` }));

const Code = (options: { readonly description: string; readonly optional?: boolean }) =>
  Field(options, { type: String, pattern: ONE_TIME_CODE.source }, constraint('isCode', 'six digits are expected', (value) => typeof value === 'string' && ONE_TIME_CODE.test(value)));

export class SignInDto {
  @Line({ description: 'The account\'s name, in whatever case.', max: NAME_CHARS_MAX, example: 'clinician' }) name!: string;
  @Secret({ description: 'The password.' }) password!: string;
  @Code({ description: 'What the authenticator app shows, where the account asks for it.', optional: true }) oneTimeCode?: string;
}

export class PasswordDto {
  @Secret({ description: 'The password until now.' }) currentPassword!: string;
  @Secret({ description: 'The new one: at least 12 characters, without the account\'s name in it.' }) newPassword!: string;
}

export class ConfirmationDto {
  @Secret({ description: 'The password of the account, typed again.' }) currentPassword!: string;
}

export class CodeDto {
  @Code({ description: 'What the authenticator app shows now.' }) code!: string;
}
