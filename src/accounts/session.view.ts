import { actionsOf } from '../platform/auth/permissions';
import type { SessionSettings } from '../platform/auth/session-settings';
import type { SignedIn } from '../platform/auth/signed-in';

const SECOND_MS = 1000;

/** Who is signed in, in which practice, what the role may do, and until when. */
export function sessionView(signedIn: SignedIn, { idleSeconds }: SessionSettings) {
  const { holder: { practice, actor, role, timeZone, demo }, name, displayName, mustChangePassword, hasOneTimeCode, practiceName, csrfToken, seenAt, endsAt } = signedIn;
  const idleEndsAt = new Date(Date.parse(seenAt) + idleSeconds * SECOND_MS).toISOString();
  return {
    account: { accountId: actor, practice, name, displayName, role, state: 'active', mustChangePassword, hasOneTimeCode },
    practice: { practiceId: practice, name: practiceName, timeZone, demo },
    role, actions: actionsOf(role), csrfToken, idleSeconds, idleEndsAt: idleEndsAt < endsAt ? idleEndsAt : endsAt, endsAt,
  };
}
