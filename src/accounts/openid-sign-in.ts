/**
 * Signing in elsewhere. The provider says who it is; an account of that name is there already or nobody enters. A cookie of its own ties the
 * return to the browser that left: the session's is not sent on a way that begins at another site.
 */
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { OPENID_SETTINGS, type OpenIdSettings } from '../platform/auth/openid-settings';
import { NOBODYS_PASSWORD } from '../platform/auth/passwords';
import { originOf } from '../platform/auth/session-settings';
import { SignedIns } from '../platform/auth/signed-in';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { ANYBODY } from '../platform/database/ceremonies';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { Answer, answer, type Answered } from '../platform/http/answer';
import type { Visitor } from '../platform/http/parameters';
import { LOG, type Log } from '../platform/logging/log';
import { ceremonyEnd, CEREMONY_SECONDS } from './ceremony-end';
import { OpenIdProvider, type Journey } from './openid-provider';
import { relyingPartyOf } from './relying-party';
import { SIGN_IN_REFUSED, SignIn } from './sign-in';

const KIND = 'openid';
const COOKIE = 'pathgate_openid';
const PATH = '/v1/session/openid';
const NOT_CONFIGURED = reject('openid-not-configured', 'Nobody has configured a provider here. Sign in with name and password, or set PATHGATE_OPENID_ISSUER.');
const UNAVAILABLE = reject('openid-unavailable', 'The provider does not answer as OpenID Connect says. Sign in with name and password, or try again.');
/** The page reads what is behind the #, which no server sees. */
const REFUSED_PLACE = '/#sign-in-refused';

@Injectable()
export class OpenIdSignIn {
  constructor(
    @Inject(STORE) private readonly store: Pick<Store, 'accounts' | 'ceremonies'>, @Inject(OPENID_SETTINGS) private readonly settings: OpenIdSettings | null, private readonly provider: OpenIdProvider,
    private readonly signIn: SignIn, private readonly signedIns: SignedIns, @Inject(CLOCK) private readonly clock: Clock, @Inject(LOG) private readonly log: Log,
  ) {}

  /** For the page that offers them. */
  ways(visitor: Visitor): Answered {
    return answer(200, { password: true, passkey: !isRejection(relyingPartyOf(this.signedIns.settings, visitor)), openid: this.settings !== null });
  }

  async begin({ host }: Visitor): Promise<Answered> {
    const origin = originOf(this.signedIns.settings, host);
    if (this.settings === null || origin === undefined) return NOT_CONFIGURED;
    const begun = await this.provider.begin(this.settings, `${origin}${PATH}/callback`).catch((error: unknown) => this.log.failure(error));
    if (begun === undefined) return UNAVAILABLE;
    const secret = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await this.store.ceremonies.begin(secret, { practice: ANYBODY, kind: KIND, details: { ...begun.journey } }, now, ceremonyEnd(now));
    const cookie = stringifySetCookie(COOKIE, secret, { httpOnly: true, sameSite: 'lax', path: PATH, secure: this.signedIns.settings.isSecure, maxAge: CEREMONY_SECONDS });
    return new Answer(302, undefined, { location: begun.address, 'set-cookie': cookie });
  }

  async finish(query: Readonly<Record<string, unknown>>, cookies: string | undefined, visitor: Visitor): Promise<Answered> {
    if (this.settings === null) return NOT_CONFIGURED;
    const secret = cookies === undefined ? undefined : parseCookie(cookies)[COOKIE];
    const ceremony = secret === undefined ? undefined : await this.store.ceremonies.take(secret, KIND, this.clock.now());
    if (ceremony === undefined) return this.refuse(undefined, visitor);
    // The library throws for each thing that may not match, and for what the provider itself refused.
    const name = await this.provider.claimOf(this.settings, parametersOf(query), ceremony.details as unknown as Journey).catch((error: unknown) => void this.log.failure(error));
    const account = name === undefined ? undefined : await this.store.accounts.credentialsByName(name);
    if (account?.state !== 'active') return this.refuse(account, visitor);
    // A given password that was never changed is not asked for here, and must not stay open beside.
    if (account.mustChangePassword) await this.store.accounts.setPassword(account.practice, account.accountId, NOBODYS_PASSWORD, false);
    const entered = await this.signIn.enter(account, 'sign-in:openid', visitor);
    return entered instanceof Answer ? new Answer(302, undefined, { location: '/', 'set-cookie': entered.headers['set-cookie'] ?? '' }) : entered;
  }

  private async refuse(account: Parameters<SignIn['refuse']>[1], visitor: Visitor): Promise<Answered> {
    await this.signIn.refuse(SIGN_IN_REFUSED, account, visitor, performance.now(), 'sign-in:openid');
    return new Answer(302, undefined, { location: REFUSED_PLACE });
  }
}

/** Whatever a provider adds; a parameter that comes twice is none. */
function parametersOf(query: Readonly<Record<string, unknown>>): URLSearchParams {
  return new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])));
}
