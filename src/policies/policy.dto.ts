import { Text } from '../platform/http/fields';

export class PolicyReasonDto {
  @Text({ description: 'Why: what was read, and against what.' }) reason!: string;
}
