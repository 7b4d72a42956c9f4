import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SHIPPED_POLICIES, POLICY_FILES } from '../../machines/policies/shipped';
import { nameOf } from '../../machines/practice';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import { answer, type Answered } from '../platform/http/answer';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { digestOf } from './digest';
import { OWN_POLICIES, type OwnPolicies } from './own-policies';
import { fileOf, isOf, loadedView, ownView, shippedView } from './policy.view';

/** Of the program's files, by position: they do not change while it runs. */
const SHIPPED_DIGESTS = new Map<string, string>();

@Injectable()
export class ListPolicies {
  constructor(private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(OWN_POLICIES) private readonly loaded: OwnPolicies, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Every policy there is for the practice, the own ones first; the ETag is what activation and withdrawal take as If-Match. */
  async execute(caller: Caller): Promise<Answered> {
    const { version, asOf, items } = await this.now(caller);
    await this.audited.read(caller, 'read-policies', `policies@${version}`);
    const digest = createHash('sha256').update(JSON.stringify(items)).digest('base64url').slice(0, 12);
    return answer(200, { version, asOf, items }, { etag: `"${version}-${digest}"` });
  }

  async now(caller: Caller) {
    const { version, state } = await this.practiceLog.newest(caller.practice);
    const asOf = todayIn(caller.timeZone, this.clock.now());
    const own = Object.values(state.policies);
    const known = new Set(own.map(nameOf));
    const active = own.filter((policy) => policy.active !== undefined).map((policy) => ownView(policy, state, asOf));
    const replacedBy = (name: string): string | undefined => {
      const found = active.find((view) => 'replaces' in view && view.replaces === name);
      return found === undefined ? undefined : nameOf(found);
    };
    const items = [
      ...own.map((policy) => ({ ...ownView(policy, state, asOf), file: fileOf(policy, this.loaded.find(isOf(policy))) })),
      ...this.loaded.filter(({ policy }) => !known.has(nameOf(policy))).map((loaded) => loadedView(loaded, asOf)),
      ...SHIPPED_POLICIES.map((policy, index) => shippedView(policy, shippedDigest(index), replacedBy(nameOf(policy)), asOf)),
    ];
    return { version, asOf, items, known: { practice: state, loaded: this.loaded, shipped: SHIPPED_POLICIES.map((policy, index) => ({ policy, digest: shippedDigest(index) })) } };
  }
}

function shippedDigest(index: number): string {
  const { name = '', content } = POLICY_FILES[index] ?? {};
  let digest = SHIPPED_DIGESTS.get(name);
  if (digest === undefined) SHIPPED_DIGESTS.set(name, (digest = digestOf(content)));
  return digest;
}
