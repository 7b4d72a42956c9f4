import { Field, constraint, Id, Instant, OneOf } from '../platform/http/fields';
import { PageDto } from '../platform/http/page';

export const OUTCOMES = ['allowed', 'refused'] as const;
const RESOURCE = /^[A-Za-z0-9/_@:.-]{1,160}$/;

export class AuditDto extends PageDto {
  @Id({ description: 'Only what this key did, by its id.', optional: true }) actor?: string;
  @Field({ description: 'Only this object, at any version, and what is below it.', optional: true, example: 'patient/p4Zk1' }, { type: String, pattern: RESOURCE.source },
    constraint('isResource', 'an object as the audit names it is expected, as patient/<id>', (value) => typeof value === 'string' && RESOURCE.test(value)))
  resource?: string;
  @OneOf(OUTCOMES, { description: 'Only what was allowed or refused.', optional: true }) outcome?: (typeof OUTCOMES)[number];
  @Instant({ description: 'From this instant.', optional: true }) from?: string;
  @Instant({ description: 'To this instant.', optional: true }) to?: string;
}
