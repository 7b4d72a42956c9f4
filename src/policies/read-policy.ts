/** One policy as tables, and what changes from one to another: for people. Nothing is recorded but who looked. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { nameOf } from '../../machines/practice';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { OWN_CASES, practiceCasesOf, type OwnCases } from './cases/practice-cases';
import { shippedCasesOf } from './cases/shipped-cases';
import { findContent, type FoundContent, type PolicyContent } from './find-content';
import { differencesOf } from './in-words/differences';
import { policyTables } from './in-words/policy-tables';
import { coverageInWords } from './in-words/scope';
import { ListPolicies } from './list-policies';

export interface Asked {
  readonly name: string;
  readonly content?: PolicyContent | undefined;
}

@Injectable()
export class ReadPolicy {
  constructor(private readonly list: ListPolicies, private readonly audited: Audited, @Inject(OWN_CASES) private readonly ownCases: OwnCases) {}

  async tables(caller: Caller, { name, content }: Asked): Promise<Answered> {
    const { version, asOf, items, known } = await this.list.now(caller);
    const found = findContent(name, known, content);
    const item = items.find((one) => nameOf(one) === name);
    if (isRejection(found) || item === undefined) return this.refuse(caller, isRejection(found) ? found : NOT_LISTED);
    await this.audited.read(caller, 'read-policies', resourceOfPolicy(found));
    return answer(200, { version, asOf, policy: item, content: found.content, digest: found.digest, ...policyTables(found.policy) });
  }

  /** What ships with a policy of the program, and the practice's own cases that it answers. */
  async cases(caller: Caller, { name, content }: Asked): Promise<Answered> {
    const { version, asOf, known } = await this.list.now(caller);
    const found = findContent(name, known, content);
    if (isRejection(found)) return this.refuse(caller, found);
    await this.audited.read(caller, 'read-policies', resourceOfPolicy(found));
    const shipped = found.content === 'shipped' ? shippedCasesOf(name).map((each) => ({ origin: 'shipped' as const, ...each })) : [];
    const own = practiceCasesOf(this.ownCases, found.policy).map(({ coverage: _, ...each }) => ({ origin: 'practice' as const, ...each }));
    return answer(200, { version, asOf, policy: headOf(found), items: [...own, ...shipped] });
  }

  async differences(caller: Caller, a: Asked, b: Asked): Promise<Answered> {
    const { version, asOf, known } = await this.list.now(caller);
    const [from, to] = [findContent(a.name, known, a.content), findContent(b.name, known, b.content)];
    if (isRejection(from)) return this.refuse(caller, { ...from, pointer: '/a' });
    if (isRejection(to)) return this.refuse(caller, { ...to, pointer: '/b' });
    if (from.policy.pathway !== to.policy.pathway) return this.refuse(caller, reject('policy-of-other-pathway', `${a.name} is for the pathway ${from.policy.pathway}, ${b.name} for ${to.policy.pathway}: compare policies of one pathway.`, { pointer: '/b' }));
    for (const found of [from, to]) await this.audited.read(caller, 'read-policies', resourceOfPolicy(found));
    return answer(200, { version, asOf, a: headOf(from), b: headOf(to), differences: differencesOf(from.policy, to.policy) });
  }

  private async refuse(caller: Caller, rejection: Rejection): Promise<Rejection> {
    await this.audited.refused(caller, 'read-policies', 'policy');
    return rejection;
  }
}

function headOf({ policy, content, digest }: FoundContent) {
  const { id, version, title, document, revision, pathway, effectiveFrom, effectiveTo, confidence } = policy;
  return { id, version, content, digest, title, document, revision, pathway, effectiveFrom, effectiveTo: effectiveTo ?? null, confidence, appliesTo: coverageInWords(policy) };
}

function resourceOfPolicy({ policy: { id, version } }: FoundContent): string {
  return `policy/${id}/version/${version}`;
}

const NOT_LISTED = reject('policy-not-found', 'There is no policy of that id and version here. GET /v1/policies lists what there is.');
