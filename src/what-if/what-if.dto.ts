import { constraint, DateOnly, Field } from '../platform/http/fields';
import type { PlainDate } from '../../machines/kernel/calendar';

const POLICY_REF = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}@\d{4}-\d{2}-\d{2}$/;
const PolicyName = (description: string) => Field({ description, optional: true, example: 'medicare-facet-noridian-jf@2026-04-16' }, { type: String, pattern: POLICY_REF.source },
  constraint('isPolicyRef', 'a policy is named id@YYYY-MM-DD', (value) => typeof value === 'string' && POLICY_REF.test(value)));

export class ComparePoliciesDto {
  @PolicyName('The policy that decides now. Left out: what the other one replaces, else whatever decides for the patients it would take.') from?: string;
  @PolicyName('The policy that would decide instead: one of the program, or of the practice\'s own directory, active or not.') to?: string;
  @Field({ description: 'Instead of `to`: the content of a policy file.', optional: true }, { type: 'object', additionalProperties: true },
    constraint('isObject', 'the content of a policy file, an object, is expected', (value) => typeof value === 'object' && value !== null && !Array.isArray(value)))
  draft?: object;

  @DateOnly({ description: 'As of this day; today when left out.', optional: true }) asOf?: PlainDate;
}
