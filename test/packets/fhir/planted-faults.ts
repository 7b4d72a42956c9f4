/**
 * Single faults that a request bundle could have, each with a part of what must be complained of. They are planted into a
 * sound bundle one at a time; they change what they find and invent nothing, so that they fit any request bundle with an attachment.
 */
import type { Json } from './definitions';

/** A bundle that may be spoiled. */
/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON that is taken apart on purpose */
type Loose = any;

export interface Fault {
  readonly name: string;
  readonly plant: (bundle: Loose) => void;
  /** Where, and by which check, it must be noticed. */
  readonly noticed: RegExp;
}

const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';
const claimIn = (bundle: Loose): Loose => bundle.entry[0].resource;
const firstOf = (bundle: Loose, type: string): Loose => bundle.entry.find(({ resource }: Loose) => resource.resourceType === type).resource;
const entryOf = (bundle: Loose, type: string): number => bundle.entry.findIndex(({ resource }: Loose) => resource.resourceType === type);
const itemOf = (bundle: Loose): Loose => claimIn(bundle).item[0];
const without = (list: Loose[], url: string): Loose[] => list.filter((each) => each.url !== PAS + url);
const attachmentInfo = (bundle: Loose): Loose => claimIn(bundle).supportingInfo.find(({ category }: Loose) => category.coding[0].code === 'additionalInformation');
const documentInformation = (bundle: Loose): Loose => attachmentInfo(bundle).extension.find(({ url }: Loose) => url === `${PAS}extension-documentInformation`);
const itemExtension = (bundle: Loose, name: string): Loose => itemOf(bundle).extension.find(({ url }: Loose) => url === PAS + name);

export const FAULTS: readonly Fault[] = [
  // Missing
  { name: 'an item without a category', plant: (b) => { delete itemOf(b).category; }, noticed: /cardinality .*item\[0\]\.category/ },
  { name: 'an item without a place', plant: (b) => { delete itemOf(b).locationCodeableConcept; }, noticed: /cardinality .*item\[0\]\.location\[x\]/ },
  { name: 'an item without a service', plant: (b) => { delete itemOf(b).productOrService; }, noticed: /cardinality .*item\[0\]\.productOrService/ },
  { name: 'an item without a request type', plant: (b) => { itemOf(b).extension = without(itemOf(b).extension, 'extension-serviceItemRequestType'); }, noticed: /cardinality .*extension:requestType/ },
  { name: 'an item without a certification type', plant: (b) => { itemOf(b).extension = without(itemOf(b).extension, 'extension-certificationType'); }, noticed: /cardinality .*extension:certificationType/ },
  { name: 'an attachment without document information', plant: (b) => { delete attachmentInfo(b).extension; }, noticed: /cardinality .*extension:documentInformation/ },
  { name: 'document information without a report type', plant: (b) => { const info = documentInformation(b); info.extension = info.extension.filter(({ url }: Loose) => url !== 'reportTypeCode'); }, noticed: /cardinality .*extension:reportTypeCode/ },
  { name: 'an attachment that refers to nothing', plant: (b) => { delete attachmentInfo(b).valueReference; }, noticed: /cardinality .*supportingInfo\[\d\]\.value\[x\]/ },
  { name: 'a care team member of no scope', plant: (b) => { delete claimIn(b).careTeam[0].extension; }, noticed: /cardinality .*extension:careTeamClaimScope/ },
  { name: 'no insurer', plant: (b) => { delete claimIn(b).insurer; }, noticed: /Claim\.insurer/ },
  { name: 'no provider', plant: (b) => { delete claimIn(b).provider; }, noticed: /cardinality .*Claim\.provider/ },
  { name: 'no item', plant: (b) => { delete claimIn(b).item; }, noticed: /cardinality .*Claim\.item/ },
  { name: 'no insurance', plant: (b) => { delete claimIn(b).insurance; }, noticed: /cardinality .*Claim\.insurance/ },
  { name: 'a claim without an identifier', plant: (b) => { delete claimIn(b).identifier; }, noticed: /cardinality .*Claim\.identifier/ },
  { name: 'an identifier without a system', plant: (b) => { delete claimIn(b).identifier[0].system; }, noticed: /cardinality .*identifier\[0\]\.system/ },
  { name: 'a bundle without an identifier', plant: (b) => { delete b.identifier; }, noticed: /cardinality Bundle\.identifier/ },
  { name: 'a bundle without a time', plant: (b) => { delete b.timestamp; }, noticed: /cardinality Bundle\.timestamp/ },
  { name: 'an entry without an address', plant: (b) => { delete b.entry[1].fullUrl; }, noticed: /cardinality .*fullUrl/ },
  { name: 'a patient without a gender', plant: (b) => { delete firstOf(b, 'Patient').gender; }, noticed: /cardinality .*Patient\.gender/ },
  { name: 'a patient without a number', plant: (b) => { delete firstOf(b, 'Patient').identifier; }, noticed: /cardinality .*Patient\.identifier/ },
  { name: 'a coverage without a member number', plant: (b) => { delete firstOf(b, 'Coverage').identifier; }, noticed: /cardinality .*Coverage\.identifier/ },
  { name: 'a coverage without a relationship', plant: (b) => { delete firstOf(b, 'Coverage').relationship; }, noticed: /cardinality .*Coverage\.relationship/ },
  { name: 'an organization that does not say it is active', plant: (b) => { delete firstOf(b, 'Organization').active; }, noticed: /cardinality .*active/ },
  { name: 'a document without its content', plant: (b) => { delete firstOf(b, 'DocumentReference').content[0].attachment.data; }, noticed: /cardinality .*attachment\.data/ },
  { name: 'a document without a category', plant: (b) => { delete firstOf(b, 'DocumentReference').category; }, noticed: /cardinality .*DocumentReference\.category/ },
  { name: 'a role that cannot be reached', plant: (b) => { delete firstOf(b, 'PractitionerRole').telecom; }, noticed: /invariant .*pd-1/ },
  // Too many, or not allowed here
  { name: 'two certification types', plant: (b) => { itemOf(b).extension.push(itemExtension(b, 'extension-certificationType')); }, noticed: /cardinality .*extension:certificationType/ },
  { name: 'a document by address', plant: (b) => { firstOf(b, 'DocumentReference').content[0].attachment.url = 'https://example.org/notes.pdf'; }, noticed: /cardinality .*attachment\.url/ },
  { name: 'a document by address instead of content', plant: (b) => { const { attachment } = firstOf(b, 'DocumentReference').content[0]; attachment.url = 'https://example.org/notes.pdf'; delete attachment.data; }, noticed: /cardinality .*attachment\.data/ },
  { name: 'a related claim in a first request', plant: (b) => { claimIn(b).related = [{ claim: { display: 'earlier' } }]; }, noticed: /related/ },
  // Wrong values
  { name: 'a claim that is a bill', plant: (b) => { claimIn(b).use = 'claim'; }, noticed: /value .*Claim\.use/ },
  { name: 'a claim that is a draft', plant: (b) => { claimIn(b).status = 'draft'; }, noticed: /value .*Claim\.status/ },
  { name: 'a bundle that is a transaction', plant: (b) => { b.type = 'transaction'; }, noticed: /value Bundle\.type/ },
  { name: 'a claim of pharmacy', plant: (b) => { claimIn(b).type.coding[0].code = 'pharmacy'; }, noticed: /binding .*Claim\.type/ },
  { name: 'a diagnosis in a system of no diagnoses', plant: (b) => { claimIn(b).diagnosis[0].diagnosisCodeableConcept.coding[0].system = 'http://snomed.info/sct'; }, noticed: /binding .*diagnosis\[0\]/ },
  { name: 'a category in the system of places', plant: (b) => { itemOf(b).category.coding[0].system = 'https://codesystem.x12.org/005010/1331'; }, noticed: /binding .*item\[0\]\.category/ },
  { name: 'a place in no system of places', plant: (b) => { itemOf(b).locationCodeableConcept.coding[0].system = 'http://example.org/place'; }, noticed: /binding .*item\[0\]\.location/ },
  { name: 'a report type in the system of transmission', plant: (b) => { documentInformation(b).extension.find(({ url }: Loose) => url === 'reportTypeCode').valueCodeableConcept.coding[0].system = 'https://codesystem.x12.org/005010/756'; }, noticed: /binding .*documentInformation|binding .*supportingInfo\[\d\]\.extension/ },
  { name: 'a certification type in the system of request types', plant: (b) => { itemExtension(b, 'extension-certificationType').valueCodeableConcept.coding[0].system = 'https://codesystem.x12.org/005010/1525'; }, noticed: /binding .*item\[0\]\.extension/ },
  { name: 'a certification type as text', plant: (b) => { const extension = itemExtension(b, 'extension-certificationType'); delete extension.valueCodeableConcept; extension.valueString = 'I'; }, noticed: /type .*item\[0\]\.extension.*valueString/ },
  { name: 'supporting information of a category that does not exist', plant: (b) => { attachmentInfo(b).category.coding[0].code = 'additionalInfo'; }, noticed: /binding .*has no code additionalInfo/ },
  { name: 'an attachment under the slice of messages', plant: (b) => { attachmentInfo(b).category.coding[0].code = 'freeFormMessage'; }, noticed: /type .*supportingInfo\[\d\]\.valueReference/ },
  { name: 'a second insurance that is not the focus', plant: (b) => { claimIn(b).insurance[0].focal = false; }, noticed: /value .*insurance\[0\]\.focal/ },
  { name: 'an organization that is not active', plant: (b) => { firstOf(b, 'Organization').active = false; }, noticed: /value .*Organization\.active/ },
  { name: 'a provider number that fails its own check digit', plant: (b) => { firstOf(b, 'Practitioner').identifier[0].value = '1234567894'; }, noticed: /invariant .*us-core-17/ },
  { name: 'a provider number with a letter', plant: (b) => { firstOf(b, 'Practitioner').identifier[0].value = '12345O7893'; }, noticed: /invariant .*us-core-16/ },
  { name: 'a service request that is a plan', plant: (b) => { firstOf(b, 'ServiceRequest').intent = 'plan'; }, noticed: /value .*ServiceRequest\.intent/ },
  { name: 'a dependent without a subscriber', plant: (b) => { firstOf(b, 'Coverage').relationship = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'child' }] }; }, noticed: /invariant .*self-beneficiary/ },
  // Dates and literals
  { name: 'a day of service that is only a month', plant: (b) => { itemOf(b).servicedDate = '2026-11'; delete itemOf(b).servicedPeriod; }, noticed: /invariant .*FullDateRule/ },
  { name: 'a birth date that is only a year', plant: (b) => { firstOf(b, 'Patient').birthDate = '1961'; }, noticed: /invariant .*birthDate FullDateRule/ },
  { name: 'a date that does not exist', plant: (b) => { claimIn(b).created = '2026-13-01'; }, noticed: /base .*created/ },
  { name: 'a time without its zone', plant: (b) => { b.timestamp = '2026-11-02T16:00:00'; }, noticed: /base .*timestamp/ },
  { name: 'a sequence that is a word', plant: (b) => { itemOf(b).sequence = 'one'; }, noticed: /base .*sequence/ },
  { name: 'a sequence of nought', plant: (b) => { itemOf(b).sequence = 0; }, noticed: /base .*sequence/ },
  { name: 'a gender that is none of the four', plant: (b) => { firstOf(b, 'Patient').gender = 'm'; }, noticed: /base .*gender/ },
  { name: 'content that is not base64', plant: (b) => { firstOf(b, 'DocumentReference').content[0].attachment.data = 'not base64!'; }, noticed: /base .*data/ },
  // Keys and emptiness
  { name: 'a key that Claim does not have', plant: (b) => { claimIn(b).utn = 'A1234567890123'; }, noticed: /base .*utn/ },
  { name: 'a key that an item does not have', plant: (b) => { itemOf(b).placeOfService = '24'; }, noticed: /base .*placeOfService/ },
  { name: 'an empty list', plant: (b) => { claimIn(b).procedure = []; }, noticed: /bundle .*procedure is empty/ },
  { name: 'an empty text', plant: (b) => { firstOf(b, 'Organization').name = ''; }, noticed: /name/ },
  { name: 'an extension with a value and extensions', plant: (b) => { documentInformation(b).valueString = 'notes'; }, noticed: /ext-1|value\[x\]/ },
  // References, addresses, sequences
  { name: 'an entry that is referred to and not there', plant: (b) => { b.entry.splice(entryOf(b, 'DocumentReference'), 1); }, noticed: /reference .*is not in the bundle/ },
  { name: 'a reference that leads nowhere', plant: (b) => { claimIn(b).provider.reference = 'urn:uuid:00000000-0000-4000-8000-000000000000'; }, noticed: /reference .*Claim|reference .*provider/ },
  { name: 'a patient where the insurer belongs', plant: (b) => { claimIn(b).insurer = { ...claimIn(b).patient }; }, noticed: /reference .*insurer refers to a Patient/ },
  { name: 'a document that nothing points at', plant: (b) => { claimIn(b).supportingInfo = claimIn(b).supportingInfo.filter((each: Loose) => each !== attachmentInfo(b)); for (const item of claimIn(b).item) delete item.informationSequence; }, noticed: /reference .*nothing that the first entry leads to/ },
  { name: 'the same address twice', plant: (b) => { b.entry[2].fullUrl = b.entry[1].fullUrl; }, noticed: /bundle .*is there twice/ },
  { name: 'the same resource twice', plant: (b) => { b.entry.push({ fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000000', resource: b.entry[1].resource }); }, noticed: /same resource|nothing that the first entry/ },
  { name: 'an address that is no UUID', plant: (b) => { const index = entryOf(b, 'Coverage'); b.entry[index].fullUrl = 'urn:uuid:coverage'; claimIn(b).insurance[0].coverage.reference = 'urn:uuid:coverage'; }, noticed: /bundle .*neither a web address nor urn:uuid/ },
  { name: 'a first entry that is not the claim', plant: (b) => { b.entry.reverse(); }, noticed: /invariant .*ClaimFirst/ },
  { name: 'two items of one sequence', plant: (b) => { claimIn(b).item.push({ ...itemOf(b) }); }, noticed: /bundle .*same sequence/ },
  { name: 'two attachments of one sequence', plant: (b) => { claimIn(b).supportingInfo.push({ ...attachmentInfo(b) }); }, noticed: /bundle .*supportingInfo two of them/ },
  { name: 'an item that points at no diagnosis', plant: (b) => { itemOf(b).diagnosisSequence = [99]; }, noticed: /bundle .*there is no diagnosis 99/ },
  { name: 'an item that points at no attachment', plant: (b) => { itemOf(b).informationSequence = [99]; }, noticed: /bundle .*there is no supportingInfo 99/ },
  { name: 'an entry with a request', plant: (b) => { b.entry[1].request = { method: 'POST', url: 'Organization' }; }, noticed: /entry.*request|bdl-3/ },
  { name: 'a profile that no guide has', plant: (b) => { claimIn(b).meta.profile = [`${PAS}profile-claims`]; }, noticed: /type .*is in none of the packages/ },
];

export function planted(bundle: Json, fault: Fault): Json {
  const copy = structuredClone(bundle) as Loose;
  fault.plant(copy);
  return copy as Json;
}
