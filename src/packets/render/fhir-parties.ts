/** Who is asked for, who insures, who asks, who performs and where, as resources of the guide's profiles. Pure. */
import type { Address, Facility, Organization, Payer, Practitioner, Reachable } from '../../../machines/directory';
import type { PacketCoverage, PacketPatient } from '../../../machines/packet';
import { coded, NPI, PAS, present, TIN, x12, X12, type Fhir, type Resource } from './fhir-values';

const MEMBER_NUMBER = coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'MB');
const SYSTEMS = X12.identifierSystems;

interface Member {
  readonly payer: string;
  readonly memberId: string;
}

export function beneficiary({ family, given, birthDate, sex = 'unknown', address, phone }: PacketPatient, member: Member): Resource {
  return present({
    resourceType: 'Patient', meta: { profile: [`${PAS}profile-beneficiary`] },
    identifier: [memberNumber(member)], name: [present({ family, given: [given] })],
    telecom: telecomOf({ phone }), gender: sex, birthDate, address: addressesOf(address),
  });
}

/** Whose coverage it is, where the patient is the spouse, the child or another dependent. */
export function subscriber({ name, birthDate, sex = 'unknown', address, phone }: NonNullable<PacketCoverage['subscriber']>, member: Member): Resource {
  return present({
    resourceType: 'Patient', meta: { profile: [`${PAS}profile-subscriber`] },
    identifier: [memberNumber(member)], name: [{ family: name.family, given: [name.given] }], telecom: telecomOf({ phone }), gender: sex, birthDate, address: addressesOf(address),
  });
}

export function coverage({ from, to, relationship = 'self', group }: Pick<PacketCoverage, 'from' | 'to' | 'relationship' | 'group'>, member: Member, at: { readonly patient: string; readonly insurer: string; readonly subscriber?: string }): Resource {
  return present({
    resourceType: 'Coverage', meta: { profile: [`${PAS}profile-coverage`] },
    identifier: [memberNumber(member)], status: 'active', subscriberId: valueOf(member), subscriber: at.subscriber === undefined ? undefined : { reference: at.subscriber }, beneficiary: { reference: at.patient },
    relationship: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: relationship }, ...(relationship === 'self' ? x12(1069, X12.relationshipSelf).coding as readonly Fhir[] : [])] },
    period: from === undefined && to === undefined ? undefined : present({ start: from, end: to }),
    payor: [{ reference: at.insurer }],
    class: group === undefined ? undefined : [{ type: coded('http://terminology.hl7.org/CodeSystem/coverage-class', 'group'), value: group }],
  });
}

function memberNumber(member: Member): Fhir {
  const { medicare, others } = SYSTEMS.memberNumber;
  return { type: MEMBER_NUMBER, system: member.payer === 'medicare' ? medicare : `${others}${member.payer}`, value: valueOf(member) };
}

/** A Medicare number is written with hyphens for people and without for programs. */
function valueOf({ payer, memberId }: Member): string {
  return payer === 'medicare' ? memberId.replaceAll('-', '') : memberId;
}

export function insurer({ name, payerNumber, npi, address }: Payer): Resource {
  const number = payerNumber === undefined ? [] : [{ type: coded('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType', 'payerid'), system: SYSTEMS.payerNumber, value: payerNumber }];
  return organization('profile-insurer', x12(98, X12.roles.payer), { name, npi, address }, number);
}

export function requestor(practice: Organization): Resource {
  const { contact, ...rest } = practice;
  return present({
    ...organization('profile-requestor', x12(98, X12.roles.requester), rest),
    contact: contact === undefined ? undefined : [present({ name: { text: contact }, telecom: telecomOf(rest) })],
  });
}

export function facility(entry: Facility): Resource {
  return organization('profile-organization', x12(98, X12.roles.facility), entry);
}

export function practitioner({ name, credentials, npi, address, ...reachable }: Practitioner): Resource {
  return present({
    resourceType: 'Practitioner', meta: { profile: [`${PAS}profile-practitioner`] },
    identifier: npi === undefined ? [] : [{ system: NPI, value: npi }],
    name: [present({ family: name.family, given: [name.given], suffix: credentials === undefined ? [] : [credentials] })],
    telecom: telecomOf(reachable), address: addressesOf(address),
  });
}

/** Reached by the practitioner's own numbers, else by the practice's. */
export function practitionerRole(performing: Practitioner, practice: Organization, at: { readonly practitioner: string; readonly requestor: string }): Resource {
  const own = telecomOf(performing);
  return present({
    resourceType: 'PractitionerRole', meta: { profile: [`${PAS}profile-practitionerrole`] },
    practitioner: { reference: at.practitioner }, organization: { reference: at.requestor }, telecom: own.length > 0 ? own : telecomOf(practice),
  });
}

interface Named extends Reachable {
  readonly name: string;
  readonly npi?: string;
  readonly tin?: string;
  readonly address?: Address;
}

function organization(profile: string, type: Fhir, { name, npi, tin, address, ...reachable }: Named, numbers: readonly Fhir[] = []): Resource {
  return present({
    resourceType: 'Organization', meta: { profile: [PAS + profile] },
    identifier: [...(npi === undefined ? [] : [{ system: NPI, value: npi }]), ...(tin === undefined ? [] : [{ system: TIN, value: tin }]), ...numbers],
    active: true, type: [type], name, telecom: telecomOf(reachable), address: addressesOf(address),
  });
}

export function telecomOf({ phone, fax, email }: Reachable): readonly Fhir[] {
  return [['phone', phone], ['fax', fax], ['email', email]].flatMap(([system, value]) => (value === undefined ? [] : [{ system, value, use: 'work' }]));
}

function addressesOf(address: Address | undefined): readonly Fhir[] {
  return address === undefined ? [] : [{ line: [address.line], city: address.city, state: address.state, postalCode: address.postalCode, country: 'US' }];
}
