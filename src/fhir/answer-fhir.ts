/** Reads and searches. Every answer is of one practice, and on its audit before it leaves. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { todayIn, CLOCK, type Clock } from '../platform/clock/clock';
import { Reads } from '../platform/database/reads';
import type { PatientSummaryRow } from '../platform/event-store/projection-tables';
import { Answer, type Answered } from '../platform/http/answer';
import { FHIR_TYPE, JSON_TYPE, preferredType } from '../platform/http/media-types';
import { CURSOR_UNKNOWN } from '../platform/http/page';
import { NOT_FOUND } from '../platform/http/problem';
import type { Resource } from '../platform/fhir/values';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { pageOfAll, searchset, type Found } from './bundle';
import { capabilityStatement } from './capability-statement';
import { patientIn, RESOURCE_TYPES, type ResourceType } from './names';
import { patientResource } from './patient';
import { PatientSources } from './patient-sources';
import { planDefinitions } from './plan-definition';
import { matches, namedBy, refuseFormat, refuseParameters, searchIn, type Query, type Search } from './search';
import { needsPackets, resourcesOf, type OfPatient } from './served';

export const FHIR_TYPES = [FHIR_TYPE, JSON_TYPE];

/** What a request says beside its address. */
export interface Asked {
  /** The address of the API as the caller names it. */
  readonly base: string;
  readonly query: Query;
  readonly accepts: string | undefined;
}

@Injectable()
export class AnswerFhir {
  constructor(private readonly sources: PatientSources, private readonly reads: Reads, private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  metadata({ base, ...asked }: Asked): Answered {
    return refuseParameters(asked.query) ?? sent(capabilityStatement(base), asked);
  }

  async read(caller: Caller, name: string, id: string, asked: Asked): Promise<Answered> {
    const type = typeOf(name);
    const refused = isRejection(type) ? type : refuseParameters(asked.query);
    if (isRejection(type) || refused !== undefined) return refused ?? NOT_FOUND;
    const [found] = await this.one(caller, type, id);
    if (found !== undefined) return sent(found, asked);
    await this.audited.refused(caller, `read-fhir:${type}`, type);
    return NOT_FOUND;
  }

  async search(caller: Caller, name: string, asked: Asked): Promise<Answered> {
    const type = typeOf(name);
    const search = isRejection(type) ? type : searchIn(type, asked.query);
    if (isRejection(type) || isRejection(search)) return search as Rejection;
    const found = type === 'Patient' ? await this.patients(caller, search) : await this.others(caller, type, search);
    return isRejection(found) ? found : sent(searchset(asked.base, type, asked.query, found), asked);
  }

  private async one(caller: Caller, type: ResourceType, id: string): Promise<readonly Resource[]> {
    const all = type === 'PlanDefinition' ? await this.plans(caller) : await this.ofPatient(caller, type, patientIn(id));
    return all.filter((resource) => resource['id'] === id);
  }

  private async others(caller: Caller, type: Exclude<ResourceType, 'Patient'>, search: Search): Promise<Found | Rejection> {
    const all = type === 'PlanDefinition' ? await this.plans(caller) : await this.named(caller, type, search);
    if (isRejection(all)) return all;
    return pageOfAll(all.filter((resource) => matches(search, resource)), search) ?? CURSOR_UNKNOWN;
  }

  /** Of the patients that `patient` or the ids name, where both do of those in both. */
  private async named(caller: Caller, type: OfPatient, search: Search): Promise<readonly Resource[] | Rejection> {
    const [named, ids] = [namedBy(search, 'patient'), namedBy(search, '_id')?.map(patientIn)];
    const patients = named === undefined ? ids : ids === undefined ? named : named.filter((id) => ids.includes(id));
    if (patients === undefined) return PATIENT_MISSING;
    if (named !== undefined && named.length > 1) return ONE_PATIENT;
    const made: (readonly Resource[])[] = [];
    for (const patientId of new Set(patients)) made.push(await this.ofPatient(caller, type, patientId));
    return made.flat();
  }

  /** Nobody's where the practice has no such patient: the audit has it. */
  private async ofPatient(caller: Caller, type: OfPatient, patientId: string): Promise<readonly Resource[]> {
    const source = await this.sources.read(caller, patientId, `read-fhir:${type}`, needsPackets(type));
    return isRejection(source) ? [] : resourcesOf(source, type);
  }

  private async plans(caller: Caller): Promise<readonly Resource[]> {
    const { policies } = await this.practiceLog.now(caller.practice);
    await this.audited.read(caller, 'read-fhir:PlanDefinition', 'policies');
    return planDefinitions(policies, todayIn(caller.timeZone, this.clock.now()));
  }

  private async patients(caller: Caller, search: Search): Promise<Found | Rejection> {
    const ids = namedBy(search, '_id');
    const identifiers = namedBy(search, 'identifier');
    if (ids !== undefined || identifiers !== undefined) {
      const candidates = ids ?? await this.identified(caller, identifiers ?? []);
      const all: Resource[] = [];
      for (const id of candidates) all.push(...await this.ofPatient(caller, 'Patient', id));
      return pageOfAll(all.filter((resource) => matches(search, resource)), search) ?? CURSOR_UNKNOWN;
    }
    const from = search.after === undefined ? undefined : await this.reads.patient(caller.practice, search.after);
    if (search.after !== undefined && from === undefined) return CURSOR_UNKNOWN;
    const { items, next } = await this.reads.patients(caller.practice, search.limit, from === undefined ? undefined : { sortName: from.sort_name, id: from.patient_id });
    await this.audited.read(caller, 'read-fhir:Patient', resourceOfList('patients', items.map(({ patient_id }) => patient_id)));
    const resources: Resource[] = [];
    for (const { patient_id: id } of items) resources.push(patientResource(await this.sources.person(caller, id)));
    return { resources, hasMore: next !== undefined };
  }

  private async identified(caller: Caller, identifiers: readonly string[]): Promise<readonly string[]> {
    const rows: PatientSummaryRow[] = [];
    for (const said of identifiers) {
      const value = said.slice(said.lastIndexOf('|') + 1);
      rows.push(...await this.reads.findPatients(caller.practice, { identifier: value }, IDENTIFIED_MAX));
      const own = await this.reads.patient(caller.practice, value);
      if (own !== undefined) rows.push(own);
    }
    return [...new Set(rows.map(({ patient_id }) => patient_id))];
  }

}

const IDENTIFIED_MAX = 200;

function typeOf(name: string): ResourceType | Rejection {
  return RESOURCE_TYPES.find((one) => one === name) ?? reject('not-found', `There is no such resource here. Served are ${RESOURCE_TYPES.join(', ')}.`);
}

function sent(resource: Resource, { query, accepts }: Pick<Asked, 'query' | 'accepts'>): Answered {
  const format = query['_format'];
  const type = refuseFormat(query) === undefined && format !== undefined ? (format === JSON_TYPE ? JSON_TYPE : FHIR_TYPE) : preferredType(accepts, FHIR_TYPES) ?? FHIR_TYPE;
  return new Answer(200, JSON.stringify(resource), { 'content-type': `${type}; charset=utf-8` });
}

const PATIENT_MISSING = reject('patient-or-id-missing', 'A search of what belongs to patients names one: patient=ID, or the resources themselves: _id=ID,ID.', { pointer: '/patient' });
const ONE_PATIENT = reject('invalid-request', 'The parameter patient names one patient.', { pointer: '/patient' });
