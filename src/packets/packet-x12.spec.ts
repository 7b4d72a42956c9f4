/** The 278 of a packet, read back by another's parser (node-x12) and held against the packet field by field. */
import fc from 'fast-check';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { buildPacket, targetsInWords, type PacketInput, type PacketModel } from '../../machines/packet';
import type { Directory } from '../../machines/directory';
import { any278Model, SPELLED, UNSENDABLE, UNSPELLABLE } from '../../test/packets/any-278-model';
import { exampleCase, packetInputOf, packetWithDocuments } from '../../test/packets/case-packet';
import { INCOMPLETE_DIRECTORY } from '../../test/packets/example-directory';
import { read278, type Read278 } from '../../test/packets/read-278';
import { controlNumberOf } from './control-number';
import { renderPacketX12, type X12Parts } from './render/packet-x12.renderer';
import X12 from './render/x12-278-codes.json';

const DIRECTORY: Directory = {
  practice: { name: 'Example Pain Center', npi: '2000000101', tin: '12-3456789', phone: '937-555-0100', fax: '937-555-0101', contact: 'Front desk' },
  practitioners: [{ id: 'ada', name: { family: 'Feld', given: 'Ada' }, npi: '2000000002' }],
  facilities: [{ id: 'hospital', name: 'Example Hospital', npi: '2000000036', placeOfService: '22', typeOfBill: '13' }],
  payers: [{ id: 'medicare', name: 'Medicare', payerNumber: '00000', plans: [] }],
};
const PLAN = { facilityId: 'hospital', practitionerId: 'ada', setting: '22' };
const PARTS: X12Parts = { controlNumber: 7, issuedAt: '2026-10-01T03:05:00.000Z', usage: 'T' };
const RUNS = 800;
const RELATIONSHIPS = { spouse: '01', child: '19', other: 'G8' };

function modelOf(changes: Partial<PacketInput> = {}, plan: Partial<PacketInput['authorization']> = {}): PacketModel {
  return buildPacket(packetInputOf(exampleCase('example-01'), { directory: DIRECTORY, ...changes }, { ...PLAN, ...plan }));
}

function textOf(model: PacketModel, parts: Partial<X12Parts> = {}): string {
  const text = renderPacketX12(model, { ...PARTS, ...parts });
  if (isRejection(text)) throw new Error(`${text.code} ${JSON.stringify(text.details ?? text.faults)}`);
  return text;
}

function refusalOf(model: PacketModel, parts: Partial<X12Parts> = {}): Rejection {
  const text = renderPacketX12(model, { ...PARTS, ...parts });
  if (!isRejection(text)) throw new Error('it was rendered');
  return text;
}

const requestIn = (text: string): Read278 | undefined => read278(text).request;
const said = (words: string): string => SPELLED.get(words) ?? words;
const digits = (phone: string): string => phone.replace(/\D/g, '');
/** Who decides, where it has a number of its own. */
const deciderOf = ({ parties: { delegate, payer } }: PacketModel) => (delegate?.payerNumber === undefined ? payer : delegate);

/** Of the coverage in force; the generator's other one has ended. */
function memberIdOf({ parties: { payer }, coverages, patient }: PacketModel): string | undefined {
  const own = coverages.find((coverage) => coverage.payer !== 'aetna')?.memberId ?? (coverages.some(({ memberId }) => memberId !== undefined) ? undefined : patient.memberId);
  return payer?.id === 'medicare' ? own?.split('-').join('') : own;
}

function lackingOf(model: PacketModel): readonly string[] {
  const decider = deciderOf(model);
  return [
    ...(model.parties.practice === undefined ? ['practice'] : model.parties.practice.npi === undefined ? ['practice npi'] : []),
    ...(decider === undefined ? ['payer'] : decider.payerNumber === undefined ? [`payer ${decider.id} payerNumber`] : []),
    ...(memberIdOf(model) === undefined ? ['coverage memberId'] : []), ...(model.request.lines.length === 0 ? ['plan technique approach'] : []),
  ];
}

/** Who is insured, and then the patient, where that is another. */
function insuredOf({ coverages, patient }: PacketModel) {
  const { subscriber, relationship } = coverages.find((coverage) => coverage.payer !== 'aetna') ?? {};
  return subscriber === undefined ? [patient] : [{ ...subscriber, ...subscriber.name }, { ...patient, relationship }];
}

/** Values that a 278 would name and cannot carry. */
function unsayableOf(model: PacketModel): readonly string[] {
  const { parties: { practice, practitioner, facility, payer, delegate }, request: { expedited, justification, resubmissionOf, trialReference } } = model;
  const decider = deciderOf(model);
  const wordings = [practice?.name, (practice?.phone ?? practice?.fax ?? practice?.email) === undefined ? undefined : practice?.contact, practitioner?.name.family, practitioner?.name.given, facility?.name, decider?.name, ...insuredOf(model).map(({ family }) => family), ...insuredOf(model).map(({ given }) => given), decider === delegate ? payer?.name : undefined, expedited ? justification : undefined];
  const numbers = [memberIdOf(model), decider?.payerNumber, resubmissionOf?.payerReference, trialReference, practice?.email];
  return [...wordings.filter((each) => each !== undefined && UNSPELLABLE.includes(each)), ...numbers.filter((each) => each !== undefined && (UNSENDABLE.includes(each) || each.includes(':'))), ...((decider?.payerNumber ?? '').length > 15 ? ['too long'] : [])] as string[];
}

function expectedOf(model: PacketModel, { controlNumber, usage }: X12Parts): Read278 {
  const { request, parties, documents, evidence } = model;
  const { practice, practitioner, facility, payer, delegate } = parties;
  const decider = deciderOf(model);
  const bill = request.claimType === 'facility' ? facility?.typeOfBill : undefined;
  const place = bill !== undefined ? `${bill.slice(0, 2)}:A${bill.length > 2 ? `:${bill.slice(2)}` : ''}` : request.setting === undefined ? '' : `${request.setting.code}:B`;
  const asked = { originator: practice?.tin === undefined ? practice?.npi ?? '' : `1${digits(practice.tin)}`, place, isExpedited: request.expedited, ...(request.plannedOn !== undefined && { on: request.plannedOn }) };
  const ways = { ...(practice?.phone !== undefined && { TE: digits(practice.phone) }), ...(practice?.fax !== undefined && { FX: digits(practice.fax) }), ...(practice?.email !== undefined && { EM: practice.email }) };
  const reportTypeOf = (id: string): string => {
    const types = [...new Set(evidence.filter(({ document }) => document?.documentId === id).map(({ type }) => (X12.attachments.byFactType as Readonly<Record<string, string>>)[type] ?? '77'))];
    return types.length === 1 ? types[0] ?? '' : '77';
  };
  const traces: string[] = [];
  for (const { code, modifiers } of request.lines) {
    const name = [model.authorizationId, code, ...modifiers].join('-');
    traces.push([name, `${name}-2`, `${name}-3`, `${name}-4`].find((trace) => !traces.includes(trace)) ?? '');
  }
  const [insured = model.patient, dependent] = insuredOf(model) as readonly (PacketModel['patient'] & { readonly relationship?: string })[];
  const personOf = ({ family, given, birthDate, sex }: PacketModel['patient']) => ({ name: said(family), given: said(given), birthDate, ...(sex !== undefined && sex !== 'other' && { sex: sex.charAt(0).toUpperCase() }) });
  const sentences = [
    `${request.kind}${request.targets.length === 0 ? '' : `, ${targetsInWords(request.targets)}`}.`, ...(decider !== delegate || delegate === undefined ? [] : [`Insured by ${said(payer?.name ?? '')}.`]),
    ...(request.expedited && request.justification !== undefined ? [`Expedited, ${said(request.justification)}`] : []),
  ];
  return {
    control: controlNumber, usage, sender: practice?.npi ?? '', receiver: decider?.payerNumber ?? '', issuedAt: '2026-10-01 0305', packetId: model.packetId,
    reviewer: { name: said(decider?.name ?? ''), number: decider?.payerNumber ?? '' }, requester: { name: said(practice?.name ?? ''), number: practice?.npi ?? '' },
    ...(Object.keys(ways).length > 0 && { contact: { name: said(practice?.contact ?? ''), ways } }),
    subscriber: { ...personOf(insured), number: memberIdOf(model) ?? '' }, ...(dependent !== undefined && { patient: { ...personOf(dependent), number: '', relationship: RELATIONSHIPS[dependent.relationship as 'child'] } }),
    event: {
      ...asked, trace: model.authorizationId, references: [...new Set([request.resubmissionOf?.payerReference, request.trialReference])].filter((reference): reference is string => reference !== undefined),
      diagnoses: request.diagnoses.slice(0, 12), attachments: [['M1', model.packetId], ...documents.map(({ id }) => [reportTypeOf(id), id] as const)], message: sentences.join(' '),
    },
    ...(practitioner !== undefined && { performing: { name: said(practitioner.name.family), given: said(practitioner.name.given), number: practitioner.npi ?? '' } }),
    ...(facility !== undefined && { facility: { name: said(facility.name), number: facility.npi ?? '' } }),
    lines: request.lines.map(({ code, modifiers, units }, index) => ({ ...asked, trace: traces[index] ?? '', claimType: request.claimType, code, modifiers, units })),
  };
}

describe('a 278 request', () => {
  it('of any packet reads back as the packet, or is refused for what it lacks or cannot say', () => {
    const counts = { rendered: 0, lacking: 0, unsayable: 0, facility: 0, delegated: 0, dependent: 0, changed: 0 };
    fc.assert(fc.property(any278Model, fc.integer({ min: 1, max: 999_999_999 }), fc.constantFrom('T' as const, 'P' as const), (model, controlNumber, usage) => {
      const parts: X12Parts = { ...PARTS, controlNumber, usage };
      const text = renderPacketX12(model, parts);
      const lacking = lackingOf(model);
      if (lacking.length > 0) {
        counts.lacking += 1;
        const missing = isRejection(text) ? (text.details?.missing as { record: string; id?: string; fields: string[] }[]).map(({ record, id, fields }) => [record, id, ...fields].filter(Boolean).join(' ')) : text;
        expect([isRejection(text) && text.code, missing]).toEqual(['request-data-missing', lacking]);
      } else if (unsayableOf(model).length > 0) {
        counts.unsayable += 1;
        expect(text).toMatchObject({ code: 'not-in-edi' });
      } else {
        counts.rendered += 1;
        counts.facility += Number(model.request.claimType === 'facility');
        counts.delegated += Number(model.parties.delegate !== undefined);
        counts.dependent += Number(insuredOf(model).length > 1);
        counts.changed += Number(said(model.patient.family) !== model.patient.family);
        expect(text).toMatch(/^[\x20-\x7e]+$/);
        expect(read278(text as string)).toEqual({ faults: [], request: expectedOf(model, parts) });
        expect(renderPacketX12(structuredClone(model), parts)).toBe(text);
      }
    }), { numRuns: RUNS });
    // A generator that gives one kind only proves nothing.
    expect(counts.rendered).toBeGreaterThan(RUNS / 3);
    for (const [kind, count] of Object.entries(counts)) expect([kind, count >= 10]).toEqual([kind, true]);
  });

  it('goes under the ids agreed with the clearinghouse, and without them under the practice\'s and the payer\'s own', () => {
    expect(requestIn(textOf(modelOf()))).toMatchObject({ sender: '2000000101', receiver: '00000' });
    expect(requestIn(textOf(modelOf(), { senderId: 'MAILBOX-1', receiverId: 'HOUSE' }))).toMatchObject({ sender: 'MAILBOX-1', receiver: 'HOUSE', requester: { number: '2000000101' }, reviewer: { number: '00000' } });
    expect(refusalOf(modelOf(), { receiverId: 'LONGER-THAN-FIFTEEN' })).toMatchObject({ code: 'not-in-edi', faults: [{ code: 'too-long-for-edi' }] });
  });

  it('goes to who decides, where that has a number of its own, and says who insures', () => {
    const payers = [{ id: 'mac', name: 'Contractor', payerNumber: '15202', plans: [] }, { id: 'medicare', name: 'Medicare', plans: [{ delegate: 'mac', channels: [] }] }];
    expect(requestIn(textOf(modelOf({ directory: { ...DIRECTORY, payers } })))).toMatchObject({ receiver: '15202', reviewer: { name: 'Contractor', number: '15202' }, event: { message: expect.stringContaining('Insured by Medicare.') } });
    const unnumbered = payers.map(({ payerNumber: _, ...payer }) => payer);
    expect(refusalOf(modelOf({ directory: { ...DIRECTORY, payers: unnumbered } })).details).toEqual({ missing: [{ record: 'payer', id: 'medicare', fields: ['payerNumber'] }] });
    // Known to decide, and to take no requests under a number of its own.
    expect(requestIn(textOf(modelOf({ directory: INCOMPLETE_DIRECTORY })))).toMatchObject({ receiver: '00000', reviewer: { name: 'Medicare' }, event: { message: expect.not.stringContaining('Insured') } });
  });

  it('names every field that it cannot be without and that is not recorded', () => {
    const { npi: _, ...practice } = DIRECTORY.practice ?? { name: '' };
    const patient = { ...packetInputOf(exampleCase('example-01')).patient, coverages: [{ order: 1, payer: 'medicare' }] };
    const refused = refusalOf(modelOf({ patient, directory: { ...DIRECTORY, practice, payers: [{ id: 'medicare', name: 'Medicare', plans: [] }] } }));
    expect(refused.details).toEqual({ missing: [{ record: 'practice', fields: ['npi'] }, { record: 'payer', id: 'medicare', fields: ['payerNumber'] }, { record: 'coverage', fields: ['memberId'] }] });
    expect(JSON.stringify(refused)).not.toMatch(/Testperson|1EG4/);
  });

  it('names every field that X12 cannot carry, and says nothing of what is in it', () => {
    const patient = { ...packetInputOf(exampleCase('example-01')).patient, name: { family: 'Ольга', given: '***' } };
    const payers = [{ id: 'medicare', name: 'Medicare', payerNumber: '0:0', plans: [] }];
    const refused = refusalOf(modelOf({ patient, directory: { ...DIRECTORY, payers } }, { trialReference: 'UTN*1' }));
    expect(refused.faults?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/packet/parties/payer/payerNumber not-in-edi', '/packet/patient/family not-in-edi', '/packet/patient/given not-in-edi', '/packet/request/trialReference not-in-edi']);
    expect(JSON.stringify(refused)).not.toMatch(/Ольга|UTN|0:0/);
  });

  it('announces the packet and each document it appends, filed under what the facts that cite it are', async () => {
    const { input } = await packetWithDocuments('example-01');
    expect(requestIn(textOf(buildPacket({ ...input, directory: DIRECTORY })))?.event.attachments).toEqual([['M1', 'packet-example-01'], ['RR', 'scan'], ['OB', 'notes'], ['77', 'photo']]);
  });

  it('has a control number of nine digits that follows from the packet', () => {
    const numbers = Array.from({ length: 2000 }, (_, index) => controlNumberOf(`packet-${index}`));
    expect(numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= 999_999_999)).toBe(true);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(controlNumberOf('packet-1')).toBe(numbers[1]);
  });
});

describe('the reader of the 278', () => {
  const model = modelOf({}, { expedited: true, justification: 'sleep below three hours', resubmissionOf: { packetId: 'packet-before', decision: 'denied', decidedOn: '2026-09-01', payerReference: 'UTN-1' } });
  const text = textOf(model);
  const numbered = (segment: string): readonly [RegExp, string] => [new RegExp(`\\*${segment}\\*`), `*${segment}9*`];

  it('finds no fault in what is sent', () => expect(read278(text)).toEqual({ faults: [], request: expectedOf(model, PARTS) }));

  /** One thing wrong each, in the text alone. */
  it.each<readonly [string, string | RegExp, string]>([
    ['a count of segments that is one short', /~SE\*(\d)\d\*/, '~SE*$10*'],
    ['a transaction number that differs at its end', /~SE\*(\d+)\*0001/, '~SE*$1*0002'],
    ['a group number that differs at its end', '~GE*1*7~', '~GE*1*8~'],
    ['two transactions announced', '~GE*1*', '~GE*2*'],
    ['an interchange number that differs at its end', '~IEA*1*000000007', '~IEA*1*000000008'],
    ['an interchange number without its zeros', '~IEA*1*000000007', '~IEA*1*7'],
    ['a header one character short', '     *ZZ*', '    *ZZ*'],
    ['a group of another kind', '~GS*HI*', '~GS*HC*'],
    ['a group from another sender', '~GS*HI*2000000101*', '~GS*HI*2000000102*'],
    ['another guide', '*005010X217~', '*005010X215~'],
    ['another time in the group', '*20261001*0305*7*X', '*20261001*0306*7*X'],
    ['a cancellation', '~BHT*0007*13*', '~BHT*0007*01*'],
    ['a requester below the subscriber', '~HL*2*1*21*1~', '~HL*2*3*21*1~'],
    ['an event below the requester', '~HL*4*3*EV*1~', '~HL*4*2*EV*1~'],
    ['a service below the subscriber', '~HL*5*4*SS*0~', '~HL*5*3*SS*0~'],
    ['a level that says it has no children', '~HL*3*2*22*1~', '~HL*3*2*22*0~'],
    ['a number of a level twice', '~HL*6*4*SS*0~', '~HL*5*4*SS*0~'],
    ['a dependent\'s level', '~HL*3*2*22*1~', '~HL*3*2*23*1~'],
    ['an event without its trace', /~TRN\*1\*authorization-example-01\*[^~]*~UM/, '~ZZZ*1~UM'],
    ['a service without its trace', /~TRN\*1\*authorization-example-01-64636-RT\*[^~]*~UM/, '~ZZZ*1~UM'],
    ['one trace twice', '-64636-RT*', '-64635-RT*'],
    ['a trace of nobody', /(~TRN\*1\*authorization-example-01)\*[^~]*~/, '$1~'],
    ['a review that is a referral', '~UM*HS*', '~UM*SC*'],
    ['a service less urgent than its event', /~UM\*HS\*I\*2\*13:A\*\*U~(DTP\*472)/, '~UM*HS*I*2*13:A**E~$1'],
    ['a place of neither kind', '*13:A*', '*13:Z*'],
    ['an event without a review', /~UM\*HS[^~]*~REF/, '~ZZZ*1~REF'],
    ['another payer\'s kind of number', '*PI*00000~', '*XX*00000~'],
    ['a requester whose NPI does not check', '*XX*2000000101~', '*XX*2000000102~'],
    ['a subscriber without a number', /\*MI\*1EG4TE5MK72~/, '~'],
    ['a subscriber without a given name', '*Testperson*Rosalind Q.*', '*Testperson**'],
    ['no payer', /~NM1\*X3[^~]*~/, '~ZZZ*1~'],
    ['a birth date that is none', /~DMG\*D8\*\d{8}/, '~DMG*D8*19680231'],
    ['no birth date', /~DMG\*D8[^~]*~/, '~ZZZ*1~'],
    ['two principal diagnoses', '~HI*ABK:M47816~', '~HI*ABK:M47816*ABK:M961~'],
    ['a diagnosis with its dot', '~HI*ABK:M47816', '~HI*ABK:M47.816'],
    ['a day that is none', /~DTP\*AAH\*D8\*\d{8}/, '~DTP*AAH*D8*20261301'],
    ['a service on another day', /~DTP\*472\*D8\*\d{8}/, '~DTP*472*D8*20261225'],
    ['an attachment without its number', /(~PWK\*M1\*EL\*\*\*AC)\*[^~]*~/, '$1~'],
    ['a reference of another kind', '~REF*BB*', '~REF*NT*'],
    ['a service without units', /(~SV2\*\*HC:64635:RT\*\*UN)\*1~/, '$1~'],
    ['other units beside a service', '~HSD*UN*1~', '~HSD*UN*2~'],
    ['a service of another list', '**HC:64635', '**ZZ:64635'],
    ['a service left out, counts untouched', /~SV2\*\*HC:64636[^~]*~/, '~'],
    ['the performing practitioner after the facility', /~(NM1\*71[^~]*)~(NM1\*FA[^~]*)~/, '~$2~$1~'],
    ['a contact without a way', /~PER\*IC[^~]*~/, '~PER*IC*Front desk*TE~'],
    ['a separator inside a name', '*Example Pain Center*', '*Example*Pain Center*'],
    ['half of it', /~HL\*4[^]*$/, '~'],
  ])('notices %s', (_, find, put) => {
    const damaged = text.replace(find, put);
    expect(damaged).not.toBe(text);
    expect(read278(damaged).faults).not.toEqual([]);
  });

  it.each<readonly [string, string | RegExp, string]>([
    ['an event of the subscriber', '~HL*5*4*EV*1~', '~HL*5*3*EV*1~'], ['a patient below the requester', '~HL*4*3*23*1~', '~HL*4*2*23*1~'], ['a patient who is the subscriber', '~INS*N*01~', '~INS*Y*18~'],
    ['a patient who is nothing to the subscriber', '~INS*N*01~', '~ZZZ*1~'], ['a patient of the subscriber\'s role', '~NM1*QC*', '~NM1*IL*'], ['a sex of another list', /(~DMG\*D8\*\d{8})\*F~/, '$1*2~'],
  ])('notices %s', (_, find, put) => {
    const { patient } = packetInputOf(exampleCase('example-01'));
    const subscriber = { name: { family: 'Testperson', given: 'Otto' }, birthDate: '1960-01-02' };
    const ofSpouse = modelOf({ patient: { ...patient, details: { sex: 'female' }, coverages: patient.coverages.map((coverage) => ({ ...coverage, relationship: 'spouse', subscriber })) } });
    const sent = textOf(ofSpouse);
    const damaged = sent.replace(find, put);
    expect(damaged).not.toBe(sent);
    expect(read278(sent)).toEqual({ faults: [], request: expectedOf(ofSpouse, PARTS) });
    expect(read278(damaged).faults).not.toEqual([]);
  });

  /** Well formed, and not what the packet says. */
  it.each<readonly [string, string | RegExp, string]>([
    ['another member', ...numbered('MI')], ['another code', '**HC:64635:RT*', '**HC:64633:RT*'], ['another side', '**HC:64635:RT*', '**HC:64635:LT*'], ['another diagnosis', 'ABK:M47816', 'ABK:M47817'],
    ['another practitioner', '*Feld*Ada*', '*Feld*Adam*'], ['another hospital', '*XX*2000000036~', '*XX*2000000028~'], ['another reference', '*BB*UTN-1', '*BB*UTN-2'], ['another birth date', '*D8*1968', '*D8*1967'],
    ['another attachment', 'AC*packet-example-01', 'AC*packet-example-02'], ['another message', 'sleep below', 'sleep above'],
  ])('tells %s from the packet', (_, find, put) => {
    const damaged = text.replace(find, put);
    expect(damaged).not.toBe(text);
    expect(read278(damaged)).not.toEqual({ faults: [], request: expectedOf(model, PARTS) });
  });
});
