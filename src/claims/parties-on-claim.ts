/** What a claim says once for all its lines, and what the practice knows to hold it against: directory, plan, coverage, the payer's numbers. Pure. */
import type { PlainDate } from '../../machines/kernel/calendar';
import type { ClaimHeader, KnownParties } from '../../machines/coding';
import { exemptionOn, type Facility } from '../../machines/directory';
import type { PatientCoverage, PatientState } from '../../machines/patient';
import { priorAuthorization } from '../../machines/programs/applies';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { approvalsOnRecord } from '../authorizations';
import type { CheckClaimDto, ClaimLineDto } from './coding.dto';

/** On a claim that has no number of an approval. */
const NONE = 'none';

interface PartiesOnClaim {
  readonly header: ClaimHeader;
  readonly known: KnownParties;
  readonly facility: { readonly exempt: boolean; readonly criticalAccess: boolean };
}

export function partiesOnClaim({ patient, practice }: PatientAt, coverage: PatientCoverage, lines: readonly ClaimLineDto[], dateOfService: PlainDate, said: Partial<CheckClaimDto>): PartiesOnClaim {
  const { authorizationNumber, facilityNpi, performingNpi, taxNumber, typeOfBill, memberId } = said;
  const header: ClaimHeader = {
    ...(authorizationNumber !== undefined && { authorizationNumber: authorizationNumber === NONE ? '' : authorizationNumber }), ...(facilityNpi !== undefined && { facilityNpi }),
    ...(performingNpi !== undefined && { performingNpi }), ...(taxNumber !== undefined && { taxNumber }), ...(typeOfBill !== undefined && { typeOfBill }), ...(memberId !== undefined && { memberId }),
  };
  const { practice: own, practitioners, facilities } = practice.state.directory;
  const codes = lines.map(({ code }) => code);
  const plans = plansOf(patient, lines);
  const planned = only(facilities.filter(({ id }) => plans.some(({ facilityId }) => facilityId === id)));
  const performing = only(practitioners.filter(({ id }) => plans.some(({ practitionerId }) => practitionerId === id)));
  const numbers = [
    ...approvalsOnRecord(patient, coverage, codes), ...(patient.chart.authorization ?? []).map(({ fact }) => fact),
  ].flatMap(({ payerReference }) => payerReference ?? []);
  const known: KnownParties = {
    facilities, practitioners, taxNumbers: own?.tin === undefined ? [] : [own.tin], payerReferences: [...new Set(numbers)],
    ...(planned?.npi !== undefined && { plannedFacilityNpi: planned.npi }), ...(performing?.npi !== undefined && { plannedPractitionerNpi: performing.npi }),
    ...(coverage.memberId !== undefined && { memberId: coverage.memberId }),
  };
  return { header, known, facility: exemptionOf(facilities.find(({ npi }) => facilityNpi !== undefined && npi === facilityNpi) ?? planned, coverage, lines, dateOfService) };
}

/** Where plans name several, none of them is the one. */
function only<T>(entries: readonly T[]): T | undefined {
  return entries.length === 1 ? entries[0] : undefined;
}

/** Plans of episodes that would be done where the lines say. */
function plansOf({ episodes }: PatientState, lines: readonly ClaimLineDto[]): readonly PatientState['episodes'][number]['plan'][] {
  return episodes.filter(({ closed, plan }) => closed === undefined && lines.some(({ placeOfService }) => placeOfService === plan.setting)).map(({ plan }) => plan);
}

function exemptionOf(facility: Facility | undefined, coverage: PatientCoverage, lines: readonly ClaimLineDto[], dateOfService: PlainDate): PartiesOnClaim['facility'] {
  const [line] = lines;
  const { program } = priorAuthorization({ coverage, codes: lines.map(({ code }) => code), dateOfService, ...(line !== undefined && { setting: line.placeOfService }) });
  return { exempt: facility !== undefined && program !== null && exemptionOn(facility, program, dateOfService) !== undefined, criticalAccess: facility?.criticalAccess === true };
}
