import { Injectable } from '@nestjs/common';
import { allFacts, findFact, type ChartFact } from '../../machines/evidence/chart';
import { isRejection, reject } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { describeFact, summarizeFact } from '../../machines/packet';
import type { PatientState } from '../../machines/patient';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { reliefView } from './relief.view';

/** The facts that count now, oldest first; what was corrected or retracted is in the timeline. */
@Injectable()
export class GetFacts {
  constructor(private readonly log: PatientLog) {}

  async list(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-status');
    if (isRejection(loaded)) return loaded;
    const { patient, version, practice: { policies } } = loaded;
    return answer(200, { patientId, version, items: allFacts(patient.chart).map((fact) => view(patient, fact, policies)) }, { etag: tagOf(version) });
  }

  async one(caller: Caller, patientId: string, factId: string): Promise<Answered> {
    const found = await this.log.readPart(caller, patientId, 'read-status', ['fact', factId], ({ patient, practice: { policies } }) => {
      const fact = findFact(patient.chart, factId);
      return fact === undefined ? reject('unknown-fact', 'This patient has no fact of that id: check the id.', { details: { factId } }) : view(patient, fact, policies);
    });
    if (isRejection(found)) return found;
    return answer(200, { patientId, version: found.version, ...found.part }, { etag: tagOf(found.version) });
  }
}

function view(patient: PatientState, entry: ChartFact, policies: readonly Policy[]) {
  const relief = reliefView(patient, entry, policies);
  const pathway = patient.episodes.at(-1)?.pathway ?? 'rfa';
  return { factId: entry.id, factVersion: patient.factVersions[entry.id] ?? null, fact: entry.fact, summary: summarizeFact(entry.fact, pathway), description: describeFact(entry.fact, pathway), ...(relief === undefined ? {} : { relief }) };
}
