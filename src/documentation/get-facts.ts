import { Inject, Injectable } from '@nestjs/common';
import { allFacts, findFact, type ChartFact, type Imported } from '../../machines/evidence/chart';
import { isRejection, reject } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { describeFact, summarizeFact } from '../../machines/packet';
import type { PatientState } from '../../machines/patient';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { actorNames } from '../platform/database/actor-names';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { reliefView } from './relief.view';

/** The facts that count now, oldest first; what was corrected or retracted is in the timeline. */
@Injectable()
export class GetFacts {
  constructor(private readonly log: PatientLog, @Inject(STORE) private readonly store: Pick<Store, 'sql'>) {}

  async list(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-status');
    if (isRejection(loaded)) return loaded;
    const { patient, version, practice: { policies } } = loaded;
    const facts = allFacts(patient.chart);
    const names = await this.namesOf(caller, facts);
    return answer(200, { patientId, version, items: facts.map((fact) => view(patient, fact, policies, names)) }, { etag: tagOf(version) });
  }

  async one(caller: Caller, patientId: string, factId: string): Promise<Answered> {
    const found = await this.log.readPart(caller, patientId, 'read-status', ['fact', factId], ({ patient, practice: { policies } }) => {
      const fact = findFact(patient.chart, factId);
      return fact === undefined ? reject('unknown-fact', 'This patient has no fact of that id: check the id.', { details: { factId } }) : { patient, fact, policies };
    });
    if (isRejection(found)) return found;
    const { patient, fact, policies } = found.part;
    return answer(200, { patientId, version: found.version, ...view(patient, fact, policies, await this.namesOf(caller, [fact])) }, { etag: tagOf(found.version) });
  }

  private namesOf(caller: Caller, facts: readonly ChartFact[]): Promise<Names> {
    return actorNames(this.store.sql, caller.practice, facts.flatMap(({ imported }) => imported?.attested?.by ?? []));
  }
}

type Names = Awaited<ReturnType<typeof actorNames>>;

function importedView({ source, attested }: Imported, names: Names) {
  return { source, ...(attested !== undefined && { attested: { ...attested, byName: names.get(attested.by) ?? null } }) };
}

function view(patient: PatientState, entry: ChartFact, policies: readonly Policy[], names: Names) {
  const relief = reliefView(patient, entry, policies);
  const pathway = patient.episodes.at(-1)?.pathway ?? 'rfa';
  return { factId: entry.id, factVersion: patient.factVersions[entry.id] ?? null, fact: entry.fact, ...(entry.imported !== undefined && { imported: importedView(entry.imported, names) }), summary: summarizeFact(entry.fact, pathway), description: describeFact(entry.fact, pathway), ...(relief === undefined ? {} : { relief }) };
}
