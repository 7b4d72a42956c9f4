/**
 * People who are signed in: a token of 256 random bits in a cookie, stored as SHA-256. What a writing request shows against forgery follows
 * from the token, so that whoever reads the one in a page knows nothing of the other.
 */
import { createHmac, hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Instant } from '../../../machines/kernel/ids';
import { reject } from '../../../machines/kernel/rejection';
import type { Clock } from '../clock/clock';
import type { Sessions, StoredSession } from '../database/sessions';
import type { KeyHolder } from './keys';
import { isRole } from './permissions';
import type { SessionSettings } from './session-settings';

export interface SignedIn {
  readonly holder: KeyHolder;
  readonly sessionId: string;
  readonly name: string;
  readonly displayName: string;
  /** Until then the session does nothing else. */
  readonly mustChangePassword: boolean;
  readonly hasOneTimeCode: boolean;
  readonly practiceName: string;
  readonly csrfToken: string;
  readonly seenAt: Instant;
  readonly endsAt: Instant;
}

export const SESSION_COOKIE = 'pathgate_session';
export const CSRF_HEADER = 'x-csrf-token';
/** A request that a page sends by itself is no sign that somebody is there. */
export const BACKGROUND_HEADER = 'pathgate-background';

export const NOT_SIGNED_IN = reject('not-signed-in', 'Nobody is signed in here, or the session has ended. Sign in again.');
export const CSRF_MISSING = reject('csrf-missing', `Send the csrfToken of your session in the header ${CSRF_HEADER} with every request but GET.`);
export const PASSWORD_CHANGE_NEEDED = reject('password-change-needed', 'Choose a password of your own first: PUT /v1/session/password.');

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Activity is noted at most so often: a write for every read would be dear. */
const NOTED_PARTS_OF_IDLE = 30;
const SECOND_MS = 1000;

export class SignedIns {
  constructor(private readonly sessions: Sessions, private readonly clock: Clock, readonly settings: SessionSettings) {}

  /** A new session; its cookie. */
  async begin(practice: string, accountId: string): Promise<{ readonly signedIn: SignedIn; readonly cookie: string }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const endsAt = new Date(Date.parse(now) + this.settings.longestSeconds * SECOND_MS).toISOString();
    await this.sessions.add(practice, { sessionId: randomUUID(), accountId, hash: hashOf(token), now, endsAt });
    const signedIn = await this.find(token, false);
    if (signedIn === undefined) throw new Error('a session that was just begun is not there');
    return { signedIn, cookie: this.cookieOf(token) };
  }

  /** Unknown, idle for too long, ended, and of an account that is not active are the same: undefined. */
  async find(token: string, isActivity: boolean): Promise<SignedIn | undefined> {
    const session = await this.sessions.find(hashOf(token));
    if (session === undefined || !isRole(session.role)) return undefined;
    const now = this.clock.now();
    const idleMs = Date.parse(now) - Date.parse(session.seenAt);
    if (now >= session.endsAt || idleMs >= this.settings.idleSeconds * SECOND_MS) return undefined;
    const isNoted = isActivity && idleMs >= (this.settings.idleSeconds * SECOND_MS) / NOTED_PARTS_OF_IDLE;
    if (isNoted) await this.sessions.noteSeen(session.practice, session.sessionId, now);
    return { ...signedInOf(session, session.role, csrfOf(token)), seenAt: isNoted ? now : session.seenAt };
  }

  /** The same session, with the same role; asking is no activity. */
  async isStill(token: string, { sessionId, holder: { role } }: SignedIn): Promise<boolean> {
    const now = await this.find(token, false);
    return now !== undefined && now.sessionId === sessionId && now.holder.role === role && !now.mustChangePassword;
  }

  /** Idempotent. */
  end({ holder, sessionId }: SignedIn): Promise<void> {
    return this.sessions.end(holder.practice, sessionId);
  }

  get endedCookie(): string {
    return stringifySetCookie(SESSION_COOKIE, '', { ...this.attributes, maxAge: 0 });
  }

  private cookieOf(token: string): string {
    return stringifySetCookie(SESSION_COOKIE, token, this.attributes);
  }

  /** No Max-Age: the browser forgets it when it is closed, and the server ends it in time. */
  private get attributes() {
    return { httpOnly: true, sameSite: 'strict', path: '/', secure: this.settings.isSecure } as const;
  }
}

/** Undefined when there is none, or when it is no token of ours. */
export function sessionTokenIn(cookies: string | undefined): string | undefined {
  if (cookies === undefined) return undefined;
  const token = parseCookie(cookies)[SESSION_COOKIE];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

export function isCsrfToken(shown: unknown, { csrfToken }: SignedIn): boolean {
  if (typeof shown !== 'string' || !TOKEN.test(shown)) return false;
  return timingSafeEqual(Buffer.from(shown), Buffer.from(csrfToken));
}

function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

function csrfOf(token: string): string {
  return createHmac('sha256', token).update('csrf').digest('base64url');
}

function signedInOf(session: StoredSession, role: KeyHolder['role'], csrfToken: string): SignedIn {
  const { practice, accountId, timeZone, demo, sessionId, name, displayName, mustChangePassword, hasOneTimeCode, practiceName, seenAt, endsAt } = session;
  return { holder: { practice, actor: accountId, role, timeZone, demo }, sessionId, name, displayName, mustChangePassword, hasOneTimeCode, practiceName, csrfToken, seenAt, endsAt };
}
