/** Packets of any directory, coverage and plan, biased to where a 278 could lose something: separators, accents, what is missing, what is too long. */
import fc from 'fast-check';
import { LEVELS, SIDES, type Target } from '../../machines/kernel/anatomy';
import type { Directory, Facility, Organization, Payer, Practitioner } from '../../machines/directory';
import { buildPacket, type PacketInput, type PacketModel } from '../../machines/packet';
import { anyPacketInput } from './any-packet-input';

/** What is recorded, and what a 278 says for it. */
export const SPELLED: ReadonlyMap<string, string> = new Map([
  ["O'Brien", "O'Brien"], ['Smith, Jr.', 'Smith, Jr.'], ['Łukasiewicz-Žižek', 'Lukasiewicz-Zizek'], ['José', 'Jose'], ['Jose\u0301', 'Jose'], ['Müller  \t Straße', 'Muller Strasse'],
  ['A*B~C:D^E', 'A B C D E'], ['~1', '1'], [' : x', 'x'], ['ends with*', 'ends with'], ['ISA*00~IEA*1', 'ISA 00 IEA 1'], ['≥ 80 % – “well”', '>= 80 % - "well"'], ['first\nsecond', 'first second'],
  ['x'.repeat(300), 'x'.repeat(300)], ['Æsir & Œuvre', 'AEsir & OEuvre'], ['a|b\\c<d>e', 'a|b\\c<d>e'],
]);
/** No letters of X12 spell these. */
export const UNSPELLABLE: readonly string[] = ['Ольга', '😀', '***', '½', 'a\u0000b', '日本'];
/** Numbers that would have to be changed to be sent. */
export const UNSENDABLE: readonly string[] = ['A*1', 'B:2', 'C~3', '^', ' D4', 'É5', '6\n7', 'x_😀'];

const rarely = <T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ arbitrary: good, weight: 60 }, { arbitrary: bad, weight: 1 });
const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof({ arbitrary, weight: 20 }, { arbitrary: fc.constant(undefined), weight: 1 });
const perhaps = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

const plainWords = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .,'()/&#-]{0,30}$/).map((text) => text.replace(/ +/g, ' ').trim());
const words = rarely(fc.oneof(plainWords, fc.constantFrom(...SPELLED.keys())), fc.constantFrom(...UNSPELLABLE));
const number = rarely(fc.oneof(fc.stringMatching(/^[A-Z0-9]{1,15}$/), fc.constantFrom('0', '1EG4-TE5-MK72', 'W 12/34', 'A-1', '00000')), fc.constantFrom(...UNSENDABLE));
const payerNumber = rarely(fc.stringMatching(/^[A-Z0-9]{1,15}$/), fc.constantFrom('1234567890ABCDEF', ...UNSENDABLE));
const npi = fc.constantFrom('2000000002', '2000000010', '2000000028', '2000000036', '2000000101', '1234567893');
const phone = fc.constantFrom('937-555-0100', '+1 (937) 555-0101', '9375550102');
const date = fc.constantFrom('2026-09-21', '2028-02-29', '2026-12-31', '2027-01-01', '1924-03-01');

const practice: fc.Arbitrary<Organization> = fc.record({ name: words, npi: mostly(npi), tin: perhaps(fc.constantFrom('12-3456789', '987654321')), phone: perhaps(phone), fax: perhaps(phone), email: perhaps(rarely(fc.constant('desk@example.org'), fc.constant('a:b@example.org'))), contact: perhaps(words) });
const practitioner: fc.Arbitrary<Practitioner> = fc.record({ id: fc.constant('ada'), name: fc.record({ family: words, given: words }), npi: perhaps(npi) });
const facility: fc.Arbitrary<Facility> = fc.record({ id: fc.constant('place'), name: words, npi: perhaps(npi), placeOfService: fc.constant('22'), typeOfBill: perhaps(fc.constantFrom('13', '131', '85')) });
const payerOf = (id: string, delegate: string | undefined): fc.Arbitrary<Payer> => fc.record({ id: fc.constant(id), name: words, payerNumber: mostly(payerNumber), plans: fc.constant(delegate === undefined ? [] : [{ delegate, channels: [] }]) });

const directory: fc.Arbitrary<Directory> = fc.tuple(mostly(practice), perhaps(practitioner), perhaps(facility), perhaps(fc.constant('decider'))).chain(([us, performing, place, delegate]) => (
  fc.tuple(payerOf('medicare', delegate), payerOf('uhc', delegate), payerOf('decider', undefined), mostly(fc.constant(true))).map(([medicare, uhc, decider, isKnown]): Directory => ({
    ...(us !== undefined && { practice: us }), practitioners: performing === undefined ? [] : [performing], facilities: place === undefined ? [] : [place],
    payers: isKnown === undefined ? [] : [medicare, uhc, decider],
  }))));

const sex = perhaps(fc.constantFrom('female', 'male', 'other', 'unknown'));
const subscriber = fc.record({ relationship: fc.constantFrom('spouse' as const, 'child' as const, 'other' as const), subscriber: fc.record({ name: fc.record({ family: words, given: words }), birthDate: date, sex }) });
const patient = fc.record({ insuredBy: perhaps(subscriber), sex, family: words, given: words, memberId: mostly(number), payer: fc.constantFrom('medicare', 'uhc'), isAfterAnother: fc.boolean(), ofNobody: perhaps(number), birthDate: date })
  .map(({ insuredBy, sex: own, family, given, memberId, payer, isAfterAnother, ofNobody, birthDate }): PacketInput['patient'] => ({
    name: { family, given }, birthDate, details: own === undefined ? {} : { sex: own }, identifiers: ofNobody === undefined ? [] : [{ kind: 'member-id', value: ofNobody }],
    coverages: [...(isAfterAnother ? [{ order: 1, payer: 'aetna', memberId: 'ANOTHERS', to: '2000-12-31' }] : []), { order: 2, payer, ...insuredBy, ...(memberId !== undefined && { memberId }) }],
  }));

const targets: fc.Arbitrary<readonly Target[]> = fc.uniqueArray(fc.record({ level: fc.constantFrom(...LEVELS.slice(-3)), side: fc.constantFrom(...SIDES) }), { minLength: 1, maxLength: 4, selector: ({ level, side }) => level + side });
const plan = fc.record({
  dateOfService: perhaps(date), setting: perhaps(fc.constantFrom('11', '19', '22', '24')), facilityId: perhaps(fc.constant('place')), practitionerId: perhaps(fc.constant('ada')), leads: perhaps(fc.constantFrom(1, 2, 4)),
  expedited: fc.boolean(), justification: perhaps(words), trialReference: perhaps(fc.oneof(number, fc.constant('UTN-1'))),
  resubmissionOf: perhaps(fc.record({ packetId: fc.constant('packet-before'), decision: fc.constant('denied'), decidedOn: date, payerReference: perhaps(fc.oneof(number, fc.constant('UTN-1'))) })),
});
const CODES = ['M47.816', 'M96.1', 'M54', 'G90.59', 'M54.16', 'Z98.1', 'M47.812', 'M47.817', 'G89.4', 'M51.26', 'M48.061', 'M25.50', 'R52', 'E11.42', 'M79.2'];
/** Sometimes more than there is room for. */
const diagnoses = fc.oneof(fc.subarray(CODES, { maxLength: 5 }), fc.subarray(CODES, { minLength: 11 })).map((codes) => codes.toSorted());
const documents = fc.uniqueArray(fc.constantFrom('scan', 'notes', 'd0123456789abcdefABCDEF', '018f6b7e-4c1d-7a90-b2f3-9a8d7c6b5e4f'), { maxLength: 4 });

export const any278Model: fc.Arbitrary<PacketModel> = fc.record({ input: anyPacketInput, directory, patient, plan, targets, diagnoses, documents, isCited: fc.boolean() }).map(({ input, directory: known, patient: who, plan: planned, targets: sides, diagnoses: codes, documents: ids, isCited }) => {
  const isOfJoints = input.authorization.targets.length > 0;
  const model = buildPacket({ ...input, directory: known, patient: who, authorization: { ...input.authorization, ...planned, ...(isOfJoints && { targets: sides }) } });
  return {
    ...model, request: { ...model.request, diagnoses: codes },
    documents: ids.map((id) => ({ id, title: id, mediaType: 'application/pdf', pages: 1, bytes: 1, sha256: 'a'.repeat(64) })),
    evidence: isCited && ids.length > 0 ? model.evidence.map((evidence, index) => ({ ...evidence, document: { documentId: ids[index % ids.length] ?? '' } })) : model.evidence,
  };
});
