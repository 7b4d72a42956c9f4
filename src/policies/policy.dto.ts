import { constraint, Field, OneOf, Text } from '../platform/http/fields';
import { POLICY_CONTENTS, type PolicyContent } from './find-content';

export class PolicyReasonDto {
  @Text({ description: 'Why: what was read, and against what.' }) reason!: string;
}

const CONTENT = 'Which of its contents, where the file, what was proposed and what decides differ. Left out: what decides, else what waits for a second person, else what decided last, else the file.';

export class PolicyTablesDto {
  @OneOf(POLICY_CONTENTS, { description: CONTENT, optional: true }) content?: PolicyContent;
}

const POLICY_REF = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}@\d{4}-\d{2}-\d{2}$/;
const PolicyName = (description: string) => Field({ description, example: 'medicare-facet-noridian-jf@2026-04-16' }, { type: String, pattern: POLICY_REF.source },
  constraint('isPolicyRef', 'a policy is named id@YYYY-MM-DD', (value) => typeof value === 'string' && POLICY_REF.test(value)));

export class PolicyDifferencesDto {
  @PolicyName('The policy as it was.') a!: string;
  @PolicyName('The policy as it is, or would be.') b!: string;
  @OneOf(POLICY_CONTENTS, { description: `Of \`a\`. ${CONTENT}`, optional: true }) aContent?: PolicyContent;
  @OneOf(POLICY_CONTENTS, { description: `Of \`b\`. ${CONTENT}`, optional: true }) bContent?: PolicyContent;
}
