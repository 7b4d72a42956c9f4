/** The own passkeys: begun and removed with the password, made by the authenticator, listed. */
import { hash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { generateRegistrationOptions, verifyRegistrationResponse, type RegistrationResponseJSON, type VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import { SignedIns } from '../platform/auth/signed-in';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { Passkey } from '../platform/database/passkeys';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, Answer, type Answered } from '../platform/http/answer';
import type { Person, Visitor } from '../platform/http/parameters';
import { ceremonyEnd } from './ceremony-end';
import { Confirm } from './confirm';
import type { PasskeyDto } from './passkey.dto';
import { relyingPartyOf, type RelyingParty } from './relying-party';

const ACTION = 'passkey';
const KIND = 'passkey-registration';
const TRANSPORT = /^[a-z-]{1,20}$/;

@Injectable()
export class OwnPasskeys {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'passkeys' | 'ceremonies'>, private readonly confirm: Confirm, private readonly signedIns: SignedIns, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async begin(person: Person, currentPassword: string, visitor: Visitor): Promise<Answered> {
    const { caller, signedIn } = person;
    const party = relyingPartyOf(this.signedIns.settings, visitor);
    if (isRejection(party)) return party;
    const confirmed = await this.confirm.password(person, currentPassword, ACTION, visitor);
    if (isRejection(confirmed)) return confirmed;
    const known = await this.store.passkeys.list(caller.practice, caller.actor);
    const options = await generateRegistrationOptions({
      rpName: 'Pathgate', rpID: party.id, userName: signedIn.name, userDisplayName: signedIn.displayName, userID: handleOf(caller.practice, caller.actor),
      attestationType: 'none', authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    });
    const now = this.clock.now();
    await this.store.ceremonies.begin(options.challenge, { practice: caller.practice, kind: KIND, details: { accountId: caller.actor } }, now, ceremonyEnd(now));
    return answer(200, options);
  }

  async add({ caller }: Person, { label, response }: PasskeyDto, visitor: Visitor): Promise<Answered> {
    const party = relyingPartyOf(this.signedIns.settings, visitor);
    if (isRejection(party)) return party;
    const verified = await this.verify(response as RegistrationResponseJSON, party, caller.practice, caller.actor);
    if (verified === undefined) return this.refuse(caller, REFUSED);
    const { credential } = verified;
    const passkey = {
      practice: caller.practice, passkeyId: randomUUID(), accountId: caller.actor, credentialId: credential.id, publicKey: Buffer.from(credential.publicKey), signCount: credential.counter,
      transports: (credential.transports ?? []).filter((transport) => TRANSPORT.test(transport)), label, createdAt: this.clock.now(),
    };
    if (!(await this.store.passkeys.add(passkey))) return this.refuse(caller, EXISTS);
    await this.audited.read(caller, `${ACTION}:added`, resourceOf('account', caller.actor));
    return answer(201, passkeyView({ ...passkey, usedAt: null }), { location: '/v1/session/passkeys' });
  }

  async list({ caller }: Person): Promise<Answered> {
    return answer(200, { items: (await this.store.passkeys.list(caller.practice, caller.actor)).map(passkeyView) });
  }

  async remove(person: Person, passkeyId: string, currentPassword: string, visitor: Visitor): Promise<Answered> {
    const { caller } = person;
    const confirmed = await this.confirm.password(person, currentPassword, ACTION, visitor);
    if (isRejection(confirmed)) return confirmed;
    if (!(await this.store.passkeys.remove(caller.practice, caller.actor, passkeyId))) return reject('passkey-not-found', 'There is no passkey of that id: list them.');
    await this.audited.read(caller, `${ACTION}:removed`, resourceOf('account', caller.actor));
    return new Answer(204, undefined);
  }

  /** Undefined for whatever is wrong: the library throws a sentence for each thing that an authenticator or its browser may get wrong. */
  private async verify(response: RegistrationResponseJSON, party: RelyingParty, practice: string, accountId: string): Promise<Extract<VerifiedRegistrationResponse, { verified: true }>['registrationInfo'] | undefined> {
    const isOwnChallenge = async (challenge: string): Promise<boolean> => {
      const ceremony = await this.store.ceremonies.take(challenge, KIND, this.clock.now());
      return ceremony?.practice === practice && ceremony.details['accountId'] === accountId;
    };
    const verified = await verifyRegistrationResponse({ response, expectedChallenge: isOwnChallenge, expectedOrigin: party.origin, expectedRPID: party.id, requireUserVerification: true }).catch(() => undefined);
    return verified?.registrationInfo;
  }

  private async refuse(caller: Person['caller'], rejection: Rejection): Promise<Rejection> {
    await this.audited.refused(caller, ACTION, resourceOf('account', caller.actor));
    return rejection;
  }
}

const REFUSED = reject('passkey-refused', 'This passkey was not made for this service, just now and by this account. Begin anew with POST /v1/session/passkeys/options.');
const EXISTS = reject('passkey-exists', 'This passkey is known already. Use it, or make another.');

/** What the authenticator keeps for the account: says nothing about whom. */
function handleOf(practice: string, accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', `${practice}\n${accountId}`, 'buffer'));
}

function passkeyView({ passkeyId, label, createdAt, usedAt }: Pick<Passkey, 'passkeyId' | 'label' | 'createdAt' | 'usedAt'>) {
  return { passkeyId, label, createdAt, usedAt };
}
