import { PRACTICE_ROLES, type PracticeRole } from '../platform/auth/permissions';
import { Line, OneOf } from '../platform/http/fields';

export class KeyDto {
  @OneOf(PRACTICE_ROLES, { description: 'What whoever holds it may do.' }) role!: PracticeRole;
  @Line({ description: 'Whose it is: the person, or the program and where it runs. The audit shows it.', max: 120, example: 'Front desk, second floor' }) label!: string;
}
