/** Service lines of a day, a claim before it goes out, and what a note still lacks: reads, nothing is recorded. */
import { Inject, Injectable } from '@nestjs/common';
import { findFact } from '../../machines/evidence/chart';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { checkClaim, chooseCodes } from '../../machines/coding';
import { approvalsOnRecord } from '../authorizations';
import { coveragesOn, type PatientCoverage } from '../../machines/patient';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { CODE_DESCRIPTORS, type CodeDescriptors } from './code-descriptors';
import type { CheckClaimDto, ServiceLinesDto } from './coding.dto';
import { CodingView } from './coding.view';
import { documentationOf } from './documentation-of';
import { partiesOnClaim } from './parties-on-claim';

@Injectable()
export class CodeServices {
  constructor(private readonly log: PatientLog, @Inject(CODE_DESCRIPTORS) private readonly descriptors: CodeDescriptors) {}

  async lines(caller: Caller, patientId: string, { dateOfService, claimType, placeOfService, coverageOrder }: ServiceLinesDto): Promise<Answered> {
    const asked = await this.ask(caller, patientId, 'code-services', dateOfService, coverageOrder);
    if (isRejection(asked)) return asked;
    const { loaded, covered, billed } = asked;
    const coded = chooseCodes({ dateOfService, claimType, ...(placeOfService !== undefined && { placeOfService }) }, covered, loaded.patient.chart);
    if (isRejection(coded)) return coded;
    return answer(200, { patientId, version: loaded.version, dateOfService, claimType, ...billed, ...this.view(dateOfService).coded(coded) }, { etag: tagOf(loaded.version) });
  }

  async check(caller: Caller, { patientId, dateOfService, claimType, coverageOrder, lines, decided = [], exempt, criticalAccess, ...said }: CheckClaimDto): Promise<Answered> {
    if (lines.length === 0) return reject('claim-without-lines', 'A claim has at least one line: send the lines as they would go out.', { pointer: '/lines' });
    const asked = await this.ask(caller, patientId, 'check-claim', dateOfService, coverageOrder);
    if (isRejection(asked)) return asked;
    const { loaded, covered, billed } = asked;
    const { header, known, facility } = partiesOnClaim(loaded, covered.coverage as PatientCoverage, lines, dateOfService, said);
    const complete = lines.map(({ code, modifiers = [], units, diagnoses = [], placeOfService }) => ({ code, modifiers, units, diagnoses, placeOfService }));
    const checked = checkClaim({ dateOfService, claimType, lines: complete, decided, header, known, exempt: exempt ?? facility.exempt, criticalAccess: criticalAccess ?? facility.criticalAccess, approvals: approvalsOnRecord(loaded.patient, covered.coverage, complete.map(({ code }) => code)) }, covered, loaded.patient.chart);
    if (isRejection(checked)) return checked;
    return answer(200, { patientId, version: loaded.version, dateOfService, claimType, ...billed, ...this.view(dateOfService).checked(checked) }, { etag: tagOf(loaded.version) });
  }

  async documentation(caller: Caller, patientId: string, factId: string): Promise<Answered> {
    const found = await this.log.readPart(caller, patientId, 'check-documentation', ['fact', factId], ({ patient, practice: { policies } }) => {
      const fact = findFact(patient.chart, factId)?.fact;
      if (fact === undefined) return reject('unknown-fact', 'This patient has no fact of that id: check the id.', { details: { factId } });
      const [coverage] = coveragesOn(patient, fact.occurredOn);
      const check = documentationOf({ patient, policies }, factId, this.descriptors);
      if (check === undefined) return reject('fact-without-service', `A fact of type ${fact.type} is no service, so no code rests on it.`);
      return isRejection(check) ? check : { dateOfService: fact.occurredOn, ...(coverage !== undefined && { coverage: coverageView(coverage) }), ...check };
    });
    if (isRejection(found)) return found;
    return answer(200, { patientId, version: found.version, factId, ...found.part }, { etag: tagOf(found.version) });
  }

  /** The patient, and who is billed: the coverage of that order on the day, the first in order when none is named. */
  private async ask(caller: Caller, patientId: string, action: string, dateOfService: PlainDate, order: number | undefined): Promise<Asked | Rejection> {
    const loaded = await this.log.read(caller, patientId, action);
    if (isRejection(loaded)) return loaded;
    if (dateOfService > this.log.today(caller)) return reject('date-in-future', 'Nothing is billed for a day that has not come: check the date of service.', { pointer: '/dateOfService' });
    const inForce = coveragesOn(loaded.patient, dateOfService);
    const coverage = order === undefined ? inForce[0] : inForce.find((one) => one.order === order);
    if (coverage === undefined) return reject('no-coverage', `No coverage${order === undefined ? '' : ` of order ${order}`} is recorded for that date. Record the coverage, or name another.`);
    const others = inForce.filter((one) => one !== coverage).map(coverageView);
    return { loaded, covered: { coverage, policies: loaded.practice.policies }, billed: { coverage: coverageView(coverage), isPrimary: coverage === inForce[0], otherCoverages: others } };
  }

  private view(dateOfService: PlainDate): CodingView {
    return new CodingView(dateOfService, this.descriptors);
  }
}

interface Asked {
  readonly loaded: PatientAt;
  readonly covered: Parameters<typeof chooseCodes>[1];
  readonly billed: { readonly coverage: CoverageBilled; readonly isPrimary: boolean; readonly otherCoverages: readonly CoverageBilled[] };
}

type CoverageBilled = Pick<PatientCoverage, 'payer' | 'line' | 'state' | 'order'>;

function coverageView({ payer, line, state, order }: PatientCoverage): CoverageBilled {
  return { payer, ...(line !== undefined && { line }), ...(state !== undefined && { state }), order };
}
