import fc from 'fast-check';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { buildPacket, type PacketInput, type PacketModel } from '../../machines/packet';
import { anyPacketInput } from '../../test/packets/any-packet-input';
import { EPIDURAL_CASE, exampleCase, packetInputOf, packetWithDocuments } from '../../test/packets/case-packet';
import { EXAMPLE_DIRECTORY, NAMED } from '../../test/packets/example-directory';
import type { Json } from '../../test/packets/fhir/definitions';
import { describeWithGuides } from '../../test/packets/fhir/guides';
import { FAULTS, planted } from '../../test/packets/fhir/planted-faults';
import { problemsOf } from '../../test/packets/fhir/validate-bundle';
import { renderPacketFhir, type FhirParts } from './render/packet-fhir.renderer';
import type { DocumentBytes } from './render/sources';

const ISSUED_AT = '2026-11-03T16:00:00.000Z';
const PDF = Buffer.from('%PDF-1.7 as rendered');

/** Per step one packet. */
const STEPS: Readonly<Record<string, () => PacketInput>> = {
  mbb1: () => packetInputOf({ ...exampleCase('example-11'), question: { ...exampleCase('example-11').question, step: 'mbb1' } }),
  mbb2: () => packetInputOf(exampleCase('example-11')),
  rfa: () => packetInputOf(exampleCase('example-01')),
  'repeat-rfa': () => packetInputOf(exampleCase('example-04')),
  trial: () => packetInputOf(exampleCase('example-05')),
  implant: () => packetInputOf(exampleCase('example-06')),
  esi: () => packetInputOf(EPIDURAL_CASE),
};

function named(input: PacketInput, plan: object = {}): PacketInput {
  return { ...input, directory: EXAMPLE_DIRECTORY, authorization: { ...input.authorization, ...NAMED, ...plan } };
}

function modelOf(step: string, plan: object = {}, changes: Partial<PacketInput> = {}): PacketModel {
  return buildPacket({ ...named(STEPS[step]?.() ?? packetInputOf(exampleCase(step)), plan), ...changes });
}

/** What is looked at here is JSON. */
/* eslint-disable-next-line @typescript-eslint/no-explicit-any */
function bundleOf(model: PacketModel, parts: Partial<FhirParts> = {}): any {
  const bundle = renderPacketFhir(model, { issuedAt: ISSUED_AT, pdf: PDF, documents: [], ...parts });
  if (isRejection(bundle)) throw new Error(`${bundle.message} ${JSON.stringify(bundle.details)}`);
  return JSON.parse(JSON.stringify(bundle));
}

async function withDocuments(): Promise<{ readonly model: PacketModel; readonly documents: readonly DocumentBytes[] }> {
  const { input, documents } = await packetWithDocuments('example-01');
  return { model: buildPacket(named(input)), documents };
}

const said = (bundle: Json, guides: Parameters<typeof problemsOf>[1]): readonly string[] => problemsOf(bundle, guides).map(({ check, at, says }) => `${check} ${at} ${says}`);

describeWithGuides('the packet as a FHIR request, read by the validator', (guides) => {
  it.each(Object.keys(STEPS))('of %s is sound', (step) => {
    expect(said(bundleOf(modelOf(step)), guides())).toEqual([]);
  });

  it('is none for a hospital that is exempt', () => {
    const exempt = { ...EXAMPLE_DIRECTORY, facilities: EXAMPLE_DIRECTORY.facilities.map((one) => ({ ...one, exemptions: [{ program: 'medicare-opd', from: '2020-01-01', notice: 'Letter' }] })) };
    expect(renderPacketFhir(modelOf('rfa', { facilityId: 'hospital', setting: '22' }, { directory: exempt }), { issuedAt: ISSUED_AT, pdf: PDF, documents: [] })).toMatchObject({ code: 'exempt-hospital' });
  });

  it('of a child on a parent\'s card is sound, with the parent as subscriber', () => {
    const input = named(packetInputOf(exampleCase('example-01')));
    const address = { line: '1 Example Way', city: 'Springfield', state: 'OH', postalCode: '45501' };
    const bundle = bundleOf(buildPacket({ ...input, patient: {
      ...input.patient, details: { sex: 'female', address, phone: '937-555-0109' },
      coverages: input.patient.coverages.map((each) => ({ ...each, group: 'G-7', relationship: 'child', subscriber: { name: { family: 'Testperson', given: 'Orla' }, birthDate: '1940-02-03', sex: 'female' } })),
    } }));
    expect(said(bundle, guides())).toEqual([]);
    /* eslint-disable-next-line @typescript-eslint/no-explicit-any */
    const of = (type: string): readonly any[] => bundle.entry.map(({ resource }: Json) => resource).filter((resource: Json) => resource.resourceType === type);
    expect(of('Patient').map((one) => [one.name[0].given[0], one.gender, one.birthDate])).toEqual([['Rosalind Q.', 'female', expect.any(String)], ['Orla', 'female', '1940-02-03']]);
    expect(of('Coverage')[0]).toMatchObject({ relationship: { coding: [{ code: 'child' }] }, subscriber: { reference: expect.stringMatching(/^urn:uuid:/) }, class: [{ value: 'G-7' }] });
  });

  it.each([
    ['of a hospital', { facilityId: 'hospital', setting: '22' }], ['without a planned day', { dateOfService: undefined }],
    ['expedited', { expedited: true, justification: 'Pain keeps the patient from eating.' }],
    ['after a denial', { resubmissionOf: { packetId: 'before', decision: 'denied', decidedOn: '2026-10-30', payerReference: 'A1234567890123' } }],
  ])('%s is sound', (_, plan) => {
    expect(said(bundleOf(modelOf('rfa', plan)), guides())).toEqual([]);
  });

  it('with documents is sound', async () => {
    const { model, documents } = await withDocuments();
    expect(said(bundleOf(model, { documents }), guides())).toEqual([]);
  });

  it('is sound whatever facts are on record, or refused for what is missing', () => {
    const outcomes = { sound: 0, refused: 0 };
    fc.assert(fc.property(anyPacketInput, (input) => {
      const bundle = renderPacketFhir(buildPacket(named(input)), { issuedAt: ISSUED_AT, pdf: PDF, documents: [] });
      if (isRejection(bundle)) {
        outcomes.refused++;
        expect(bundle.code).toBe('request-data-missing');
        return;
      }
      outcomes.sound++;
      expect(said(JSON.parse(JSON.stringify(bundle)), guides())).toEqual([]);
    }), { numRuns: 150 });
    expect(outcomes.sound).toBeGreaterThan(outcomes.refused);
  });

  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('would be noticed with %s', (_, fault) => {
    expect(said(planted(bundleOf(modelOf('rfa')), fault), guides())).toContainEqual(expect.stringMatching(fault.noticed));
  });
});

describe('the packet as a FHIR request', () => {
  const claimOf = (bundle: Json) => (bundle.entry as readonly { resource: Record<string, never> }[])[0]?.resource as never as { item: Json[]; [key: string]: unknown };

  it('has an item per line, with the place, the side and a number that follows from authorization and code', () => {
    const model = modelOf('rfa');
    const claim = claimOf(bundleOf(model));
    expect(claim.item.map(({ sequence, productOrService, modifier, servicedDate, locationCodeableConcept, quantity }) => ({ sequence, productOrService, modifier, servicedDate, locationCodeableConcept, quantity }))).toMatchObject(
      model.request.lines.map(({ code, units }, index) => ({
        sequence: index + 1, productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] }, modifier: [{ coding: [{ system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'RT' }] }],
        servicedDate: model.request.plannedOn, locationCodeableConcept: { coding: [{ code: '24' }] }, quantity: { value: units, code: 'UN' },
      })));
    expect(JSON.stringify(claim.item)).toContain(`${model.authorizationId}-64635-RT`);
    expect(claim.type).toMatchObject({ coding: [{ code: 'professional' }] });
  });

  it('keeps sequence and trace number of a line in a later packet of the same authorization, and gives every address anew', () => {
    const [first, second] = [modelOf('rfa'), modelOf('rfa', {}, { packetId: 'packet-again', patientVersion: 99 })].map((model) => bundleOf(model));
    const lines = (bundle: Json) => claimOf(bundle).item.map(({ sequence, extension, productOrService }) => [sequence, (extension as Json[])[2], productOrService]);
    expect(lines(second)).toEqual(lines(first));
    const addresses = (bundle: Json) => (bundle.entry as readonly { fullUrl: string }[]).map(({ fullUrl }) => fullUrl);
    expect(addresses(second).filter((each) => addresses(first).includes(each))).toEqual([]);
  });

  it('gives two lines of one code and side two numbers', () => {
    const model = modelOf('rfa');
    const [line] = model.request.lines;
    const twice = { ...model, request: { ...model.request, lines: [line, line] as typeof model.request.lines } };
    expect(JSON.stringify(claimOf(bundleOf(twice)).item).match(/authorization-example-01-\d+-RT(-\d)?/g)).toEqual(['authorization-example-01-64635-RT', 'authorization-example-01-64635-RT-2']);
  });

  it('asks as the hospital bills, under its type of bill', () => {
    const claim = claimOf(bundleOf(modelOf('rfa', { facilityId: 'hospital', setting: '22' })));
    expect([claim.type, claim.item[0]?.locationCodeableConcept]).toMatchObject([{ coding: [{ code: 'institutional' }] }, { coding: [{ system: 'https://www.nubc.org/CodeSystem/TypeOfBill', code: '13' }] }]);
  });

  it('carries every document inline and files it by the facts that cite it', async () => {
    const { model, documents } = await withDocuments();
    const bundle = bundleOf(model, { documents });
    const references = (bundle.entry as readonly { resource: { resourceType: string; type: Json; content: { attachment: { title: string; data: string } }[] } }[]).map(({ resource }) => resource).filter(({ resourceType }) => resourceType === 'DocumentReference');
    expect(references.map(({ content }) => content[0]?.attachment.title)).toEqual(['Packet: Radiofrequency ablation, first', 'MRI report, scanned', 'Procedure notes', 'Photograph']);
    expect(references.map(({ type }) => (type as { coding: { code: string }[] }).coding[0]?.code)).toEqual(['103597-1', '18748-4', '28570-0', 'UNK']);
    const contents = [PDF, ...model.documents.map(({ id }) => Buffer.from(documents.find((document) => document.id === id)?.bytes ?? []))];
    expect(references.map(({ content }) => Buffer.from(content[0]?.attachment.data ?? '', 'base64').equals(contents.shift() ?? Buffer.alloc(0)))).toEqual([true, true, true, true]);
    const reportTypes = JSON.stringify(claimOf(bundle).supportingInfo).match(/005010\/755","code":"(\w+)"/g)?.map((each) => /(\w+)"$/.exec(each)?.[1]);
    expect(reportTypes).toEqual(['M1', 'RR', 'OB', '77']);
  });

  it('says when it may not wait, and why', () => {
    const claim = claimOf(bundleOf(modelOf('rfa', { expedited: true, justification: 'Pain keeps the patient from eating.' })));
    expect([claim.priority, (claim.extension as Json[])[0]]).toMatchObject([{ coding: [{ code: 'stat' }] }, { valueCodeableConcept: { coding: [{ code: 'U' }] } }]);
    expect(JSON.stringify(claim.supportingInfo)).toContain('"valueString":"Pain keeps the patient from eating."');
  });

  it('is the same bytes for the same packet', () => {
    expect(JSON.stringify(bundleOf(modelOf('rfa')))).toBe(JSON.stringify(bundleOf(modelOf('rfa'))));
  });

  it('is refused where the record lacks what it cannot be without, by record and field', () => {
    const refusal = (model: PacketModel) => {
      const answer = renderPacketFhir(model, { issuedAt: ISSUED_AT, pdf: PDF, documents: [] });
      return [(answer as Rejection).code, ((answer as Rejection).details?.missing as readonly { record: string; id?: string; fields: readonly string[] }[] | undefined)?.map(({ record, id, fields }) => [record, id, ...fields].join(' '))];
    };
    const { practice, practitioners, facilities, payers } = EXAMPLE_DIRECTORY;
    const directed = (directory: Partial<typeof EXAMPLE_DIRECTORY>) => refusal(modelOf('rfa', {}, { directory: { ...EXAMPLE_DIRECTORY, ...directory } }));
    expect(directed({ practice: undefined, practitioners: [], facilities: [], payers: [] })).toEqual(['request-data-missing', ['practice ', 'plan  practitionerId', 'plan  facilityId', 'payer ']]);
    expect(directed({ practice: { name: practice?.name ?? '' }, practitioners: practitioners.map(({ id, name }) => ({ id, name })) })).toEqual(['request-data-missing', ['practice  npi', 'practitioner ada npi', 'practice  phone']]);
    expect(directed({ facilities: facilities.map((one) => ({ ...one, npi: undefined })), payers: payers.map((one) => ({ ...one, payerNumber: undefined })) })).toEqual(['request-data-missing', ['facility center npi', 'payer medicare payerNumber']]);
    const { patient } = STEPS.rfa?.() as PacketInput;
    expect(refusal(modelOf('rfa', { setting: undefined }, { patient: { ...patient, coverages: patient.coverages.map((one) => ({ ...one, memberId: undefined })) } }))).toEqual(['request-data-missing', ['coverage  memberId', 'plan  setting']]);
  });
});
