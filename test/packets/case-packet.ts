/** A packet of an example case, with synthetic people around it: what the specs and the sample script render. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toDay } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import type { Target } from '../../machines/kernel/anatomy';
import { chartOf } from '../../machines/evidence/chart';
import type { Fact, Guidance } from '../../machines/evidence/fact';
import { assess } from '../../machines/criteria/assess';
import type { Assessment, Coverage, Policy, Step } from '../../machines/criteria/types';
import { selectPolicy } from '../../machines/policies/select';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { PacketInput } from '../../machines/packet';

interface Case {
  readonly id: string;
  readonly patient: { readonly birthDate: string };
  readonly coverage: Coverage;
  readonly facts: readonly Fact[];
  readonly question: { readonly step: Step; readonly dateOfService: string; readonly asOf?: string; readonly region?: never;
    readonly targets?: readonly Target[]; readonly technique?: string; readonly guidance?: Guidance; readonly setting?: string };
}

export function exampleCase(name: string): Case {
  return JSON.parse(readFileSync(join(__dirname, '../cases/examples', `${name}.json`), 'utf8')) as Case;
}

/** Facts get their ids here, as the log would give them: an id is kept when the order of the facts changes. */
export function withIds(facts: readonly Fact[]): readonly Fact[] {
  return facts.map((fact, index) => ({ id: `fact-${String(index + 1).padStart(2, '0')}`, ...fact }));
}

export function assessCase(one: Pick<Case, 'coverage' | 'question' | 'facts'>): { readonly policy: Policy; readonly assessment: Assessment } {
  const { question } = one;
  const pathway = question.step === 'trial' || question.step === 'implant' ? 'scs' : 'rfa';
  const policy = selectPolicy(SHIPPED_POLICIES, one.coverage, pathway, question.dateOfService);
  if (isRejection(policy)) throw new Error(policy.message);
  const assessment = assess(policy, {
    step: question.step,
    dateOfService: toDay(question.dateOfService),
    asOf: toDay(question.asOf ?? question.dateOfService),
    region: question.region,
    targets: question.targets ?? [],
    technique: question.technique,
    guidance: question.guidance,
    setting: question.setting,
  }, chartOf(one.facts));
  return { policy, assessment };
}

export function packetInputOf(one: Case, changes: Partial<PacketInput> = {}, authorization: Partial<PacketInput['authorization']> = {}): PacketInput {
  const facts = withIds(one.facts);
  const { policy, assessment } = assessCase({ ...one, facts });
  const { question } = one;
  return {
    packetId: `packet-${one.id}`,
    practice: { id: 'practice-1', name: 'Riverbend Pain Clinic (synthetic)' },
    patientVersion: facts.length + 2,
    asOf: assessment.asOf,
    patient: {
      name: { family: 'Testperson', given: 'Rosalind Q.' },
      birthDate: one.patient.birthDate,
      identifiers: [{ kind: 'mrn', value: 'MRN-004417' }],
      coverages: [{ ...one.coverage, order: 1, memberId: '1EG4-TE5-MK72', from: '2024-01-01' }],
    },
    chart: chartOf(facts),
    authorization: {
      id: `authorization-${one.id}`, step: question.step, targets: question.targets ?? [], policy, dateOfService: question.dateOfService,
      region: question.region, technique: question.technique, guidance: question.guidance, setting: question.setting, ...authorization,
    },
    policy,
    assessment,
    documents: [],
    ...changes,
  };
}
