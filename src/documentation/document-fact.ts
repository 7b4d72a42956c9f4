/** A failing block goes through this exactly as a good one. */
import { Inject, Injectable } from '@nestjs/common';
import { findFact } from '../../machines/evidence/chart';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { CODE_DESCRIPTORS, documentationOf, type CodeDescriptors } from '../claims';
import { answerJson, type Answer, type Answered } from '../platform/http/answer';
import { factOf } from '../platform/http/is-fact';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { withJson } from '../platform/json/raw-json';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite, Recorded } from '../platform/patient-log/patient-write';
import { namedPolicy, standingsOf, underPolicyJson, type FindingsWanted } from '../status';

export interface DocumentFactOptions {
  readonly findings: FindingsWanted;
  readonly dryRun: boolean;
  /** Of a dry run: `id@version` of a policy that is asked beside the patient's own. */
  readonly policy?: string;
}

interface AnswerOptions extends DocumentFactOptions {
  readonly descriptors?: CodeDescriptors;
}

@Injectable()
export class DocumentFact {
  constructor(private readonly log: PatientLog, @Inject(CODE_DESCRIPTORS) private readonly descriptors: CodeDescriptors) {}

  execute(write: Write, patientId: string, fact: unknown, options: DocumentFactOptions): Promise<Answered> {
    const spec: PatientWrite = {
      action: 'document-fact', status: options.dryRun ? 200 : 201,
      command: (ids, patient, given) => {
        if (options.policy !== undefined) {
          if (!options.dryRun) return POLICY_OF_DRY_RUN;
          const named = namedPolicy(options.policy, undefined, given.policies);
          if (isRejection(named)) return named;
        }
        const factId = ids();
        const parsed = factOf(fact, { birthDate: patient.birthDate, today: given.asOf });
        return isRejection(parsed) ? parsed : { type: 'DocumentFact', factId, fact: parsed };
      },
      answer: (recorded) => factAnswer(recorded, recorded.newId(), { ...options, descriptors: this.descriptors }),
    };
    return options.dryRun ? this.log.tryOut(write.caller, patientId, spec) : this.log.write(write, patientId, spec);
  }
}

/** What every write of a fact answers: the fact's version and where each open episode stands now. */
export function factAnswer(recorded: Recorded, factId: string, { findings, dryRun, policy: ref, descriptors = {} }: AnswerOptions): Answer {
  const { patientId, patient, version, recordedAt, asOf } = recorded;
  const documentationCheck = dryRun ? documentationOf(recorded, factId, descriptors) : undefined;
  const body = {
    patientId, factId, factVersion: patient.factVersions[factId] ?? null, version, recordedAt, asOf, ...(dryRun ? { dryRun } : {}), ...(documentationCheck !== undefined && !isRejection(documentationCheck) && { documentationCheck }),
  };
  const json = withJson(body, 'episodes', standingsOf(recorded, findings));
  if (dryRun) return answerJson(200, withUnderPolicy(json, recorded, ref));
  // A fact that was retracted or moved away is no longer found at its address.
  const isFound = findFact(patient.chart, factId) !== undefined;
  return answerJson(201, json, { etag: tagOf(version), ...(isFound ? { location: `/v1/patients/${patientId}/facts/${factId}` } : {}) });
}

function withUnderPolicy(json: string, recorded: Recorded, ref: string | undefined): string {
  const policy = ref === undefined ? undefined : namedPolicy(ref, undefined, recorded.policies);
  if (policy === undefined || isRejection(policy)) return json;
  return `${json.slice(0, -1)},"underPolicy":${underPolicyJson(recorded, policy)}}`;
}

const POLICY_OF_DRY_RUN = reject('invalid-request', 'A policy is named for a dry run only: what is recorded is assessed under the patient\'s own. Leave policy out, or send dryRun=true.', { pointer: '/policy' });
