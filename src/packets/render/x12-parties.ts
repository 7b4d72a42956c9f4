/** Whom a 278 names, and what it cannot be without. Pure: it invents nothing, what is missing is named by record and field. */
import { lackingOf, type Lacking } from './lacking';
import { isInForce, type Payer } from '../../../machines/directory';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import type { PacketCoverage, PacketModel } from '../../../machines/packet';
import { dayOf, exact, words, X12, type Segment, type Written } from './x12-values';

export interface Named {
  readonly reviewer: Segment;
  readonly requester: readonly Segment[];
  readonly subscriber: readonly Segment[];
  /** The patient, where the coverage is another person's. */
  readonly dependent?: readonly Segment[];
  /** Who performs and where, as far as it is known. */
  readonly providers: readonly Segment[];
  /** The practice's own, and the one of who is asked. */
  readonly npi: string;
  readonly payerNumber: string;
  readonly payerPointer: string;
}

/** Who is asked: who decides, where it takes requests under a number of its own, else who insures. */
export function askedOf({ delegate, payer }: PacketModel['parties']): { readonly entry: Payer; readonly pointer: string } | undefined {
  if (delegate?.payerNumber !== undefined) return { entry: delegate, pointer: '/packet/parties/delegate' };
  return payer && { entry: payer, pointer: '/packet/parties/payer' };
}

const { roles, entity, numbers, contact } = X12;

export function namedIn(model: PacketModel): Named | Rejection {
  const { parties } = model;
  const { practice, practitioner, facility } = parties;
  const asked = askedOf(parties);
  const memberId = memberNumberOf(model);
  if (practice?.npi === undefined || asked?.entry.payerNumber === undefined || memberId === undefined || model.request.lines.length === 0) return lacking(model);
  const { entry: { name, payerNumber }, pointer } = asked;
  return {
    npi: practice.npi, payerNumber, payerPointer: `${pointer}/payerNumber`,
    reviewer: organization(roles.reviewer, name, pointer, numbers.payer, exact(payerNumber, `${pointer}/payerNumber`)),
    requester: [organization(roles.requester, practice.name, '/packet/parties/practice', numbers.npi, exact(practice.npi, '/packet/parties/practice/npi')), ...contactOf(practice)],
    ...insuredOf(model, exact(memberId, '/packet/patient/memberId')),
    providers: [
      ...(practitioner === undefined ? [] : [person(roles.performing, practitioner.name, '/packet/parties/practitioner/name', numbers.npi, npiOf(practitioner, 'practitioner'))]),
      ...(facility === undefined ? [] : [organization(roles.facility, facility.name, '/packet/parties/facility', numbers.npi, npiOf(facility, 'facility'))]),
    ],
  };
}

/** The coverage that pays first on the day of service. */
function coverageIn({ coverages, verdict: { dateOfService } }: PacketModel): PacketCoverage | undefined {
  return coverages.find(({ from, to }) => isInForce(from, to, dateOfService));
}

function insuredOf(model: PacketModel, memberNumber: Written): Pick<Named, 'subscriber' | 'dependent'> {
  const { patient, coverages } = model;
  const covered = coverageIn(model);
  if (covered?.subscriber === undefined) return { subscriber: [person(roles.subscriber, patient, '/packet/patient', numbers.member, memberNumber), born(patient)] };
  const { subscriber, relationship } = covered;
  const relationships: Readonly<Record<string, string>> = X12.dependent.relationships;
  return {
    subscriber: [person(roles.subscriber, subscriber.name, `/packet/coverages/${coverages.indexOf(covered)}/subscriber/name`, numbers.member, memberNumber), born(subscriber)],
    dependent: [person(roles.dependent, patient, '/packet/patient', '', undefined), born(patient), ['INS', X12.dependent.isSubscriber, relationships[relationship ?? 'other']]],
  };
}

/** X12 has no word for another sex than these: then it says none. */
function born({ birthDate, sex }: { readonly birthDate: PlainDate; readonly sex?: string }): Segment {
  const sexes: Readonly<Record<string, string>> = X12.sex;
  return ['DMG', X12.dates.day, dayOf(birthDate), sexes[sex ?? '']];
}

/** The number of another coverage is none. */
export function memberNumberOf(model: PacketModel): string | undefined {
  const { parties: { payer }, coverages, patient } = model;
  const covered = coverageIn(model);
  const isOfNoPayer = coverages[0]?.memberId === undefined;
  const number = covered?.memberId ?? (isOfNoPayer ? patient.memberId : undefined);
  // For people it is written in groups.
  return payer !== undefined && X12.memberNumbersWithoutHyphens.includes(payer.id) ? number?.replaceAll('-', '') : number;
}

function lacking(model: PacketModel): Rejection {
  const { parties, request } = model;
  const needed: Readonly<Record<string, string>> = { practice: 'npi', ...(askedOf(parties)?.entry.payerNumber === undefined && { payer: 'payerNumber' }) };
  const ofDirectory = parties.missing.filter(({ record, fields }) => needed[record] !== undefined && (fields.length === 0 || fields.includes(needed[record]))).map(lackingOf);
  const all: readonly Lacking[] = [
    ...ofDirectory,
    ...(memberNumberOf(model) === undefined ? [{ record: 'coverage', fields: ['memberId'] }] : []),
    ...(request.lines.length === 0 ? [{ record: 'plan', fields: ['technique', 'approach'] }] : []),
  ];
  return reject('request-data-missing', 'The record lacks what the payer\'s request cannot be without. Record each field that `details.missing` names, then ask again; what is issued already is requested again.', { details: { missing: all } });
}

function person(role: string, { family, given }: { readonly family: string; readonly given: string }, pointer: string, kind: string, number: Written | undefined): Segment {
  return ['NM1', role, entity.person, words(family, `${pointer}/family`), words(given, `${pointer}/given`), '', '', '', ...identified(kind, number)];
}

function organization(role: string, name: string, pointer: string, kind: string, number: Written | undefined): Segment {
  return ['NM1', role, entity.organization, words(name, `${pointer}/name`), '', '', '', '', ...identified(kind, number)];
}

function identified(kind: string, number: Written | undefined): readonly (Written | string)[] {
  return number === undefined ? [] : [kind, number];
}

function npiOf({ npi }: { readonly npi?: string }, record: string): Written | undefined {
  return npi === undefined ? undefined : exact(npi, `/packet/parties/${record}/npi`);
}

/** Whom a reviewer reaches, and how; none without a number. */
function contactOf({ contact: name, phone, fax, email }: NonNullable<PacketModel['parties']['practice']>): readonly Segment[] {
  const ways = [
    ...(phone === undefined ? [] : [contact.phone, digitsOf(phone)]), ...(fax === undefined ? [] : [contact.fax, digitsOf(fax)]),
    ...(email === undefined ? [] : [contact.email, exact(email, '/packet/parties/practice/email')]),
  ];
  return ways.length === 0 ? [] : [['PER', contact.function, name === undefined ? '' : words(name, '/packet/parties/practice/contact'), ...ways]];
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}
