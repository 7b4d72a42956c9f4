import { constraint, Field, Line } from '../platform/http/fields';

const LABEL_CHARS_MAX = 60;

/** Its shape is that of the standard, and the library that checks its signature checks it. */
const Credential = (description: string) => Field({ description }, { type: 'object', additionalProperties: true },
  constraint('isObject', 'an object is expected', (value) => typeof value === 'object' && value !== null && !Array.isArray(value)));

export class PasskeyDto {
  @Line({ description: 'What the person calls it.', max: LABEL_CHARS_MAX, example: 'Front desk laptop' }) label!: string;
  @Credential('What `navigator.credentials.create` gave, as JSON (RegistrationResponseJSON of WebAuthn).') response!: object;
}

export class PasskeySignInDto {
  @Credential('What `navigator.credentials.get` gave, as JSON (AuthenticationResponseJSON of WebAuthn).') response!: object;
}
