/** Signing in with a passkey: it says whose it is, and has seen a finger, a face or a number; no name, password or code is asked for. */
import { Inject, Injectable } from '@nestjs/common';
import { generateAuthenticationOptions, verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server';
import { isRejection } from '../../machines/kernel/rejection';
import { SignedIns } from '../platform/auth/signed-in';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { ANYBODY } from '../platform/database/ceremonies';
import type { Passkey } from '../platform/database/passkeys';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import type { Visitor } from '../platform/http/parameters';
import { Attempts } from './attempts';
import { ceremonyEnd } from './ceremony-end';
import type { PasskeySignInDto } from './passkey.dto';
import { relyingPartyOf, type RelyingParty } from './relying-party';
import { SIGN_IN_REFUSED, SignIn } from './sign-in';

const KIND = 'passkey-sign-in';

@Injectable()
export class PasskeySignIn {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'accounts' | 'passkeys' | 'ceremonies'>, private readonly attempts: Attempts, private readonly signIn: SignIn, private readonly signedIns: SignedIns, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Names nobody: the browser offers whatever passkeys it has for this place. */
  async begin(visitor: Visitor): Promise<Answered> {
    const party = relyingPartyOf(this.signedIns.settings, visitor);
    if (isRejection(party)) return party;
    const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
    const now = this.clock.now();
    await this.store.ceremonies.begin(options.challenge, { practice: ANYBODY, kind: KIND, details: {} }, now, ceremonyEnd(now));
    return answer(200, options);
  }

  async finish({ response }: PasskeySignInDto, visitor: Visitor): Promise<Answered> {
    const startedMs = performance.now();
    const party = relyingPartyOf(this.signedIns.settings, visitor);
    if (isRejection(party)) return party;
    const attempt = await this.attempts.take(undefined, visitor.address);
    if (isRejection(attempt)) return this.signIn.refuse(attempt, undefined, visitor, startedMs);
    const shown = response as AuthenticationResponseJSON;
    const passkey = typeof shown.id === 'string' ? await this.store.passkeys.findByCredential(shown.id) : undefined;
    const account = passkey === undefined ? undefined : await this.store.accounts.credentials(passkey.practice, passkey.accountId);
    const signCount = passkey === undefined ? undefined : await this.signCountOf(shown, passkey, party);
    if (passkey === undefined || account === undefined || signCount === undefined || account.state !== 'active') return this.signIn.refuse(SIGN_IN_REFUSED, account, visitor, startedMs, 'sign-in:passkey');
    await this.attempts.succeed(attempt);
    await this.store.passkeys.noteUse(passkey, signCount, this.clock.now());
    return this.signIn.enter(account, 'sign-in:passkey', visitor);
  }

  /** Undefined for whatever is wrong, a count that goes back too: then there are two of what there can be only one. */
  private async signCountOf(response: AuthenticationResponseJSON, { credentialId, publicKey, signCount, transports }: Passkey, party: RelyingParty): Promise<number | undefined> {
    const verified = await verifyAuthenticationResponse({
      response, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true,
      expectedChallenge: async (challenge) => (await this.store.ceremonies.take(challenge, KIND, this.clock.now())) !== undefined,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter: signCount, transports: [...transports] },
    }).catch(() => undefined);
    return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined;
  }
}
