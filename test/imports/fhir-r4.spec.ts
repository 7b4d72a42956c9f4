/** The mapping for FHIR R4 that ships, on resources as servers write them: what each says here, or why it says nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseFact } from '../../machines/evidence/parse-fact';
import { isRejection } from '../../machines/kernel/rejection';
import { parseMapping, SHIPPED_MAPPINGS, type Mapping } from '../../src/imports';
import { readResources } from '../../src/imports/read-resources';
import { describeWithGuides } from '../packets/fhir/guides';

const CPT = 'http://www.ama-assn.org/go/cpt';
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const LEFT = '7771000';

const coded = (system: string, code: string, text?: string): object => ({ coding: [{ system, code }], ...(text !== undefined && { text }) });
const subject = { reference: 'Patient/1' };
const resource = (resourceType: string, more: object): object => ({ resourceType, id: 'r-1', subject, ...more });
const observation = (code: string, more: object): object => resource('Observation', { status: 'final', code: coded(LOINC, code), effectiveDateTime: '2026-03-02T09:30:00-05:00', valueQuantity: { value: 7, code: '{score}' }, ...more });
const condition = (code: string, more: object = {}): object => resource('Condition', { code: coded(ICD, code), recordedDate: '2026-02-01', onsetDateTime: '2025-01-10', ...more });
const procedure = (code: string, text: string, more: object = {}): object => resource('Procedure', { status: 'completed', code: coded(CPT, code, text), performedPeriod: { start: '2026-03-02T09:00:00-05:00' }, ...more });
const diagnostic = { category: coded(SNOMED, '103693007') };

const SAID: readonly (readonly [name: string, resource: object, says: unknown])[] = [
  ['a pain score', observation('72514-3', {}), { type: 'score', occurredOn: '2026-03-02', instrument: 'NRS', value: 7 }],
  ['a pain score under its older code, a whole number, among vital signs, for a period', observation('38208-5', { valueQuantity: undefined, valueInteger: 6, effectiveDateTime: undefined, effectivePeriod: { start: '2026-03-03' }, category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs')] }),
    { type: 'score', occurredOn: '2026-03-03', instrument: 'NRS', value: 6 }],
  ['a pain score whose code stands second', observation('72514-3', { code: { coding: [{ system: 'urn:local', code: 'PAIN' }, { system: LOINC, code: '72514-3' }] } }), { instrument: 'NRS', value: 7 }],
  ['a disability score in per cent', observation('97909-6', { valueQuantity: { value: 44, unit: '%', code: '%' } }), { instrument: 'ODI', value: 44 }],
  ['a PEG score, amended', observation('91147-9', { status: 'amended', valueQuantity: { value: 6.3333 } }), { instrument: 'PEG', value: 6.3333 }],
  ['lumbar facet pain', condition('M47.816'), { type: 'pain-history', occurredOn: '2026-02-01', onsetOn: '2025-01-10', region: 'lumbosacral', diagnoses: ['M47.816'] }],
  ['cervical facet pain', condition('M47.812'), { type: 'pain-history', region: 'cervical-thoracic', diagnoses: ['M47.812'] }],
  ['pain after surgery', condition('M96.1'), { type: 'indication', code: 'failed-back-surgery-syndrome', onsetOn: '2025-01-10' }],
  ['a regional pain syndrome', condition('G90.521'), { type: 'indication', code: 'crps' }],
  ['radicular pain, recorded by somebody', condition('M54.16', { recorder: { display: 'Quill, N. MD' } }), { type: 'indication', code: 'radiculopathy', author: 'Quill, N. MD' }],
  ['a medial branch block, sides in words', procedure('64493', 'Medial branch block', { ...diagnostic, bodySite: [{ text: 'L4-L5 left' }, { text: 'L5-S1' }], usedCode: [{ text: 'contrast' }, coded(RXNORM, '1815')] }),
    { type: 'block', occurredOn: '2026-03-02', technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'left' }, { level: 'L5-S1' }], agent: 'bupivacaine', relief: { scale: 'NRS' } }],
  ['an intra-articular injection with a steroid, its side as a code beside the level', procedure('64490', 'Intra-articular facet injection', { category: coded(SNOMED, '277132007'), bodySite: [{ text: 'C5-C6', coding: [{ system: SNOMED, code: LEFT }] }], usedCode: [coded(RXNORM, '3264'), coded(RXNORM, '6387')] }),
    { type: 'block', technique: 'intra-articular', purpose: 'therapeutic', targets: [{ level: 'C5-C6', side: 'left' }], agent: 'lidocaine', steroid: true }],
  ['an ablation', procedure('64635', 'Thermal radiofrequency ablation', { bodySite: [{ text: 'L4-L5 right' }], performer: [{ actor: { display: 'Quill, N. MD' } }] }), { type: 'ablation', technique: 'thermal-rf', targets: [{ level: 'L4-L5', side: 'right' }], operator: 'Quill, N. MD' }],
  ['a transforaminal epidural', procedure('64483', 'TFESI', { bodySite: [{ text: 'L5-S1 left' }] }), { type: 'epidural', approach: 'transforaminal', targets: [{ level: 'L5-S1', side: 'left' }] }],
  ['a cervical interlaminar epidural', procedure('62321', 'CESI'), { type: 'epidural', approach: 'interlaminar', region: 'cervical-thoracic' }],
  ['a stimulator trial under way', procedure('63650', 'Spinal cord stimulator trial', { status: 'in-progress', bodySite: [coded(SNOMED, '122495006')] }), { type: 'scs-trial', startedAt: '2026-03-02T09:00:00-05:00', region: 'thoracolumbar', leadType: 'percutaneous' }],
  ['an implant', procedure('63685', 'Generator', { bodySite: [{ text: 'Thoracic spine' }] }), { type: 'implant', generator: true, region: 'thoracolumbar' }],
  ['leads taken out', procedure('63661', 'Lead removal'), { type: 'revision', component: 'lead', action: 'remove' }],
  ['programming', procedure('95972', 'Programming'), { type: 'programming', complexity: 'complex' }],
  ['a report of an MRI', resource('DiagnosticReport', { status: 'final', code: coded(LOINC, '30678-7'), effectiveDateTime: '2026-01-20', conclusionCode: [{ text: 'Facet arthropathy' }] }), { type: 'imaging', modality: 'MRI', region: 'lumbosacral', findings: ['facet-arthropathy'] }],
  ['a study of images', resource('ImagingStudy', { status: 'available', started: '2026-01-20T10:00:00-05:00', modality: [{ code: 'CT' }], series: [{ uid: '2.999.1', bodySite: { system: SNOMED, code: '122494005' } }] }), { type: 'imaging', modality: 'CT', region: 'cervical-thoracic' }],
  ['a psychologist\'s note', resource('DocumentReference', { status: 'current', type: coded(LOINC, '34792-2'), date: '2026-02-02T10:00:00Z', author: [{ display: 'Candle, R. PhD' }], content: [{ attachment: { contentType: 'application/pdf', data: 'JVBERi0=' } }] }), { type: 'psych-evaluation', occurredOn: '2026-02-02', author: 'Candle, R. PhD' }],
];

const REFUSED: readonly (readonly [name: string, resource: object, code: string])[] = [
  ['a raw disability score', observation('97909-6', { valueQuantity: { value: 22, code: '{score}' } }), 'not-mapped'],
  ['a score that is not final', observation('72514-3', { status: 'preliminary' }), 'not-mapped'],
  ['a site in another notation', procedure('64635', 'Thermal radiofrequency ablation', { bodySite: [{ text: 'L4/5 R' }] }), 'code-not-mapped'],
  ['an ablation that does not say how', procedure('64635', 'RFA lumbar', { bodySite: [{ text: 'L4-L5 right' }] }), 'code-not-mapped'],
  ['leads that may be of a trial or stay', procedure('63650', 'SCS leads'), 'not-mapped'],
  ['a pain diagnosis without a place here', condition('M54.2'), 'not-mapped'],
  ['a diagnosis in other codes only', condition('x', { code: coded(SNOMED, '161891005') }), 'not-mapped'],
  ['an onset in a month', condition('M47.816', { onsetDateTime: '2025-03' }), 'partial-date'],
  ['a document behind an address', resource('DocumentReference', { status: 'current', type: coded(LOINC, '11506-3'), content: [{ attachment: { contentType: 'application/pdf', url: 'Binary/1' } }] }), 'document-not-inline'],
];

const SAYS_NOTHING: readonly (readonly [name: string, resource: object])[] = [
  ['what was entered in error', observation('72514-3', { status: 'entered-in-error' })],
  ['a vital sign', observation('8480-6', { category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs')] })],
  ['a diagnosis of another field', condition('E78.5')],
  ['a diagnosis that was refuted', condition('M47.816', { verificationStatus: coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'refuted') })],
  ['a procedure that was not done', procedure('64493', 'Medial branch block', { status: 'not-done' })],
  ['an office visit', procedure('99214', 'Office visit')],
  ['a laboratory report', resource('DiagnosticReport', { status: 'final', category: [coded('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB')], code: coded(LOINC, '58410-2') })],
  ['an order without a word of its payer', resource('ServiceRequest', { status: 'active', intent: 'order', code: coded(CPT, '64635') })],
  ['an encounter', resource('Encounter', { status: 'finished' })],
];

const SHIPPED = SHIPPED_MAPPINGS.find(({ source }) => source === 'fhir-r4') as Mapping;

describe('FHIR R4 as it ships', () => {
  it.each(SAID)('%s', async (_, given, says) => {
    const { facts, refusals } = await read(given);
    expect(refusals).toEqual([]);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject(says as object);
    expect(isRejection(parseFact(facts[0], { today: '2026-11-23' }))).toBe(false);
  });

  it.each(REFUSED)('refuses %s', async (_, given, code) => {
    const { facts, refusals } = await read(given);
    expect(refusals).toEqual([code]);
    expect(facts).toEqual([]);
  });

  it.each(SAYS_NOTHING)('takes nothing from %s', async (_, given) => {
    expect(await read(given)).toEqual({ facts: [], refusals: [] });
  });

  it('is what the sample of a bulk export was copied from: that adds the practice\'s state and one word of its own, under its own name', () => {
    const copy = parseMapping(JSON.parse(readFileSync(join(__dirname, 'samples/fhir-bulk/mapping.json'), 'utf8')));
    if (isRejection(copy)) throw new Error(copy.message);
    const differing = copy.entries.filter((entry, index) => JSON.stringify(entry) !== JSON.stringify(SHIPPED.entries[index]));
    expect(differing.map(({ name }) => name)).toEqual(['medicare', 'block']);
    expect({ ...copy, source: '', entries: [] }).toEqual({ ...SHIPPED, source: '', entries: [] });
  });
});

describeWithGuides('payers\' answers in the published examples', (guides) => {
  it('are read by their review action', async () => {
    const answers = [...guides().examples.values()].filter(({ resourceType }) => resourceType === 'ClaimResponse');
    const decisions = await Promise.all(answers.map(async (answer) => (await read(answer)).facts.map((fact) => (fact as { readonly decision?: string }).decision)));
    expect(new Set(decisions.flat())).toEqual(new Set(['approved', 'denied', 'pended', undefined]));
  });
});

async function read(given: object): Promise<{ readonly facts: readonly unknown[]; readonly refusals: readonly string[] }> {
  const [facts, refusals]: [unknown[], string[]] = [[], []];
  for await (const each of readResources(Readable.from([Buffer.from(JSON.stringify(given))]), SHIPPED, 0, 'America/New_York')) {
    if ('refusal' in each) refusals.push(each.refusal.code);
    else if ('statement' in each && each.statement.kind === 'fact') facts.push(each.statement.fact);
  }
  return { facts, refusals };
}
