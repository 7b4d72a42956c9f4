/**
 * A Medicare patient who wants what the policy does not cover as documented signs a notice before it is done. Whether the documentation
 * meets the policy is the assessment's answer (`assessed-procedures.ts`).
 */
import { assessedProcedures, doesNotMeet } from './assessed-procedures';
import type { Coding, Documented } from './coding';
import { isOf, RULES } from './rules';

export interface Notice {
  /** Modifier of a line whose code the notice names. */
  readonly modifierOf: (code: string, facts: readonly Documented[]) => string | undefined;
}

const NO_NOTICE: Notice = { modifierOf: () => undefined };

export function advanceNotice(coding: Coding): Notice {
  const rule = RULES.advanceNotice.find((one) => isOf(one, coding.coverage));
  if (rule === undefined) return NO_NOTICE;
  const { coverage, policies, chart, sessions, question: { dateOfService } } = coding;
  const failing = assessedProcedures({ coverage, policies, chart, sessions, dateOfService }).filter(doesNotMeet).flatMap(({ procedures }) => procedures.map(({ id }) => id));
  // Coverage asks for imaging whatever policy is on file.
  if (RULES.guidanceRequired.some((one) => isOf(one, coverage))) failing.push(...coding.onTheDay('epidural').filter(({ fact }) => fact.guidance === 'none').map(({ id }) => id));
  if (failing.length === 0) return NO_NOTICE;
  const notices = coding.seen('abn').filter(({ fact }) => (fact.signedOn ?? fact.occurredOn) <= dateOfService);
  const noticeOf = (code: string): Documented | undefined => notices.find(({ fact }) => fact.services?.includes(code) === true);
  return {
    modifierOf(code, facts) {
      const concerned = facts.filter(({ id }) => failing.includes(id));
      if (concerned.length === 0) return undefined;
      const notice = noticeOf(code);
      coding.tell('advance-notice', notice === undefined ? 'unmet' : 'met', { codes: [code], facts: [...concerned, ...(notice === undefined ? [] : [notice])], missing: notice === undefined ? ['advance-notice'] : [] });
      return notice === undefined ? undefined : rule.modifier;
    },
  };
}
