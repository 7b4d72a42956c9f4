/**
 * What a claim says once for all its lines: the payer's number, who performed where, under which tax number and type of bill, for which member.
 * Asked only of a claim that says it; held against the directory, the plan, the coverage and the payer's word on record.
 */
import { isIdentifier } from '../../directory';
import { priorAuthorization } from '../../programs/applies';
import { block, warn, type EditFinding, type OnClaim } from './edit';

/** A Medicare contractor's tracking number has fourteen letters and digits (claim instructions of the hospital outpatient program). */
const TRACKING_NUMBER = /^[A-Z0-9]{14}$/;

export function headerEdits(on: OnClaim): readonly EditFinding[] {
  return [...numberEdit(on), ...facilityEdit(on), ...performingEdit(on), ...taxEdit(on), ...billEdit(on), ...memberEdit(on)];
}

function numberEdit({ header, known, claim, claimType, coverage, dateOfService, exempt, criticalAccess }: OnClaim): readonly EditFinding[] {
  const { authorizationNumber } = header;
  const [{ placeOfService: setting } = { placeOfService: '' }] = claim;
  const need = priorAuthorization({ coverage, codes: claim.map(({ code }) => code), setting, dateOfService, exempt, criticalAccess });
  const told = (kind: typeof block, because: string): readonly EditFinding[] => [kind('authorization-number', '/authorizationNumber', { because: [because] })];
  // On the hospital's claim the number is a condition of payment: one that does not say it is told.
  if (authorizationNumber === undefined) return claimType === 'facility' && need.result === 'required' && known.payerReferences.length > 0 ? told(warn, 'number-not-said') : [];
  if (authorizationNumber === '') return need.result === 'required' ? told(block, 'number-missing') : [];
  if (need.program !== null && coverage.payer === 'medicare' && !TRACKING_NUMBER.test(authorizationNumber)) return told(block, 'not-a-tracking-number');
  if (known.payerReferences.includes(authorizationNumber)) return [];
  return told(known.payerReferences.length > 0 ? block : warn, 'not-on-record');
}

function facilityEdit({ header: { facilityNpi }, known: { facilities, plannedFacilityNpi }, claim }: OnClaim): readonly EditFinding[] {
  if (facilityNpi === undefined) return [];
  const told = (kind: typeof block, because: string): readonly EditFinding[] => [kind('facility', '/facilityNpi', { because: [because] })];
  if (!isIdentifier('npi', facilityNpi)) return told(block, 'not-a-number');
  if (plannedFacilityNpi !== undefined && facilityNpi !== plannedFacilityNpi) return told(warn, 'not-as-planned');
  const entries = facilities.filter(({ npi }) => npi === facilityNpi);
  if (entries.length === 0) return told(warn, 'not-in-directory');
  return claim.every(({ placeOfService }) => entries.some((entry) => entry.placeOfService === placeOfService)) ? [] : told(block, 'other-place');
}

function performingEdit({ header: { performingNpi }, known: { practitioners, plannedPractitionerNpi } }: OnClaim): readonly EditFinding[] {
  if (performingNpi === undefined) return [];
  const told = (kind: typeof block, because: string): readonly EditFinding[] => [kind('performing-provider', '/performingNpi', { because: [because] })];
  if (!isIdentifier('npi', performingNpi)) return told(block, 'not-a-number');
  if (plannedPractitionerNpi !== undefined && performingNpi !== plannedPractitionerNpi) return told(warn, 'not-as-planned');
  return practitioners.some(({ npi }) => npi === performingNpi) ? [] : told(warn, 'not-in-directory');
}

/** The practice's, the practitioner's or the facility's own. */
function taxEdit({ header: { taxNumber, facilityNpi, performingNpi }, known: { facilities, practitioners, taxNumbers } }: OnClaim): readonly EditFinding[] {
  if (taxNumber === undefined) return [];
  const told = (kind: typeof block, because: string): readonly EditFinding[] => [kind('tax-number', '/taxNumber', { because: [because] })];
  if (!isIdentifier('tin', taxNumber)) return told(block, 'not-a-number');
  const own = [...taxNumbers, ...facilities.filter(({ npi }) => npi === facilityNpi).map(({ tin }) => tin), ...practitioners.filter(({ npi }) => npi === performingNpi).map(({ tin }) => tin)].filter((tin) => tin !== undefined);
  const digits = (tin: string): string => tin.replace('-', '');
  if (own.length === 0) return [];
  return own.some((tin) => digits(tin) === digits(taxNumber)) ? [] : told(block, 'not-in-directory');
}

function billEdit({ header: { typeOfBill, facilityNpi }, known: { facilities }, claimType }: OnClaim): readonly EditFinding[] {
  if (typeOfBill === undefined) return [];
  const told = (because: string): readonly EditFinding[] => [block('type-of-bill', '/typeOfBill', { because: [because] })];
  if (claimType === 'professional') return told('professional-claim');
  if (!isIdentifier('typeOfBill', typeOfBill)) return told('not-a-number');
  const recorded = facilities.find(({ npi, typeOfBill: of }) => npi === facilityNpi && of !== undefined)?.typeOfBill;
  return recorded === undefined || typeOfBill.startsWith(recorded.slice(0, 2)) ? [] : told('other-facility');
}

function memberEdit({ header: { memberId }, known }: OnClaim): readonly EditFinding[] {
  if (memberId === undefined || known.memberId === undefined) return [];
  const bare = (id: string): string => id.replaceAll('-', '').toUpperCase();
  return bare(memberId) === bare(known.memberId) ? [] : [block('member-number', '/memberId')];
}
