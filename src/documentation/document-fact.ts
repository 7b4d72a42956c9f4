/** A failing block goes through this exactly as a good one. */
import { Inject, Injectable } from '@nestjs/common';
import { findFact } from '../../machines/evidence/chart';
import { isRejection } from '../../machines/kernel/rejection';
import { CODE_DESCRIPTORS, documentationOf, type CodeDescriptors } from '../claims';
import { answerJson, type Answer, type Answered } from '../platform/http/answer';
import { factOf } from '../platform/http/is-fact';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { withJson } from '../platform/json/raw-json';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite, Recorded } from '../platform/patient-log/patient-write';
import { standingsOf, type FindingsWanted } from '../status';

export interface DocumentFactOptions {
  readonly findings: FindingsWanted;
  readonly dryRun: boolean;
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
export function factAnswer(recorded: Recorded, factId: string, { findings, dryRun, descriptors = {} }: AnswerOptions): Answer {
  const { patientId, patient, version, recordedAt, asOf } = recorded;
  const documentationCheck = dryRun ? documentationOf(recorded, factId, descriptors) : undefined;
  const body = {
    patientId, factId, factVersion: patient.factVersions[factId] ?? null, version, recordedAt, asOf, ...(dryRun ? { dryRun } : {}), ...(documentationCheck !== undefined && !isRejection(documentationCheck) && { documentationCheck }),
  };
  const json = withJson(body, 'episodes', standingsOf(recorded, findings));
  if (dryRun) return answerJson(200, json);
  // A fact that was retracted or moved away is no longer found at its address.
  const isFound = findFact(patient.chart, factId) !== undefined;
  return answerJson(201, json, { etag: tagOf(version), ...(isFound ? { location: `/v1/patients/${patientId}/facts/${factId}` } : {}) });
}
