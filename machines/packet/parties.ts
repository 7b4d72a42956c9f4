/** Whom a request names and what it asks for, line by line: from the plan, the coverage of the day and the practice's directory. Pure. */
import { isRejection } from '../kernel/rejection';
import type { Region } from '../kernel/anatomy';
import type { Coverage } from '../criteria/types';
import { CODE_FILES, codesOfPlan, codesOn, linesOfPlan, type ClaimType, type CodeFile, type PlannedLine } from '../coding';
import { exemptionOn, missingFields, waysOf } from '../directory';
import { priorAuthorization } from '../programs/applies';
import type { PacketInput } from './packet-input';
import type { PacketParties } from './packet-model';

/** Where the hospital bills its own claim (docs/coding.md, Places). */
const HOSPITAL_OUTPATIENT: readonly string[] = ['19', '22'];

export function claimTypeOf(setting: string | undefined): ClaimType {
  return setting !== undefined && HOSPITAL_OUTPATIENT.includes(setting) ? 'facility' : 'professional';
}

export function linesOfRequest(input: PacketInput, region: Region | undefined): readonly PlannedLine[] {
  const { authorization, assessment: { dateOfService } } = input;
  if (region === undefined) return [];
  return linesOfPlan(fileOf(input), authorization.step, region, authorization, { coverage: coverageOf(input), claimType: claimTypeOf(authorization.setting), dateOfService });
}

export function codesOfRequest(input: PacketInput, region: Region | undefined): readonly string[] {
  return region === undefined ? [] : codesOfPlan(fileOf(input), input.authorization.step, region, input.authorization);
}

export function partiesOf(input: PacketInput, codes: readonly string[]): PacketParties {
  const { directory, authorization: { facilityId, practitionerId, setting }, assessment: { dateOfService } } = input;
  const coverage = coverageOf(input);
  const ways = waysOf(directory, coverage, dateOfService);
  const facility = directory.facilities.find(({ id }) => id === facilityId);
  const practitioner = directory.practitioners.find(({ id }) => id === practitionerId);
  const asked = { coverage, codes, dateOfService, ...(setting !== undefined && { setting }), ...(facility?.criticalAccess !== undefined && { criticalAccess: facility.criticalAccess }) };
  const { program } = priorAuthorization(asked);
  const isExempt = facility !== undefined && program !== null && exemptionOn(facility, program, dateOfService) !== undefined;
  const need = priorAuthorization({ ...asked, exempt: isExempt });
  const known = {
    ...(directory.practice !== undefined && { practice: directory.practice }), ...(practitioner !== undefined && { practitioner }), ...(facility !== undefined && { facility }),
    ...(ways !== undefined && { payer: ways.payer }),
  };
  return {
    ...known, ...(ways !== undefined && ways.decider !== ways.payer && { delegate: ways.decider }), channels: ways?.channels ?? [],
    need: { result: need.result, program: need.program }, missing: missingFields(known, programAsking({ need })),
  };
}

/** The program that takes the request, if it is one that does. */
export function programAsking({ need }: Pick<PacketParties, 'need'>): string | undefined {
  return need.result === 'required' || need.result === 'voluntary' ? need.program ?? undefined : undefined;
}

function fileOf({ assessment: { dateOfService } }: PacketInput): CodeFile {
  const file = codesOn(dateOfService);
  return isRejection(file) ? CODE_FILES[0] as CodeFile : file;
}

/** The one that pays first on the day of service. */
function coverageOf({ patient: { coverages }, assessment: { dateOfService } }: PacketInput): Coverage {
  const inForce = coverages.filter(({ from, to }) => (from === undefined || from <= dateOfService) && (to === undefined || dateOfService <= to));
  const [first] = inForce.toSorted((a, b) => a.order - b.order);
  return first ?? { payer: '' };
}
