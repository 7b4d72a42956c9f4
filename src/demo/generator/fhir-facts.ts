/** Facts of a synthetic patient as FHIR resources, in the codes that such systems use. Pure. */
import { unreachable } from '../../../machines/kernel/assert';
import type { DocumentedTarget, Fact, Imaging, Instrument, Observation, TrialDay } from '../../../machines/evidence/fact';
import type { PatientCommand } from '../../../machines/patient/events';
import { regionOfLevel } from '../../../machines/kernel/anatomy';
import { coded, CPT, ICD_10_CM, LOINC, referTo, RXNORM, SNOMED, UCUM, type FhirResource } from './fhir-resource';
import type { Random } from './random';

export interface Said {
  readonly patient: FhirResource;
  readonly encounter: FhirResource;
  /** What the bundle holds so far: a later score names its procedure. */
  readonly known: readonly FhirResource[];
  readonly random: Random;
}

type Documenting = Extract<PatientCommand, { readonly type: 'DocumentFact' | 'AddObservation' }>;

/** Procedures begin at this time of their day; minutes are counted from it. */
const BEGINS = '09:00:00-05:00';
const MINUTE_MS = 60_000;
const AGENTS: Readonly<Record<string, string>> = { bupivacaine: '1815', lidocaine: '6387', ropivacaine: '35780' };
const SCORES: { readonly [I in Instrument]?: string } = { NRS: '72514-3', ODI: '97909-6', PEG: '91147-9' };
const IMAGED: Readonly<Record<Imaging['region'], string>> = { lumbosacral: '122496007', 'cervical-thoracic': '122494005', cervical: '122494005', thoracolumbar: '122495006' };
const INDICATIONS: Readonly<Record<string, string>> = { 'failed-back-surgery-syndrome': 'M96.1', radiculopathy: 'M54.16' };

export function resourcesOf(command: Documenting, said: Said): readonly FhirResource[] {
  const { known, random } = said;
  if (command.type === 'DocumentFact') return ofFact(command.fact, command.factId, said);
  const procedure = known.find(({ id }) => id === command.factId);
  const entry = command.observation as Observation | TrialDay;
  if (procedure === undefined || !('minutes' in entry)) return [];
  return [laterScore(random.id(), procedure, entry, said)];
}

function ofFact(fact: Fact, id: string, said: Said): readonly FhirResource[] {
  const { patient, encounter, random } = said;
  const by = fact.author === undefined ? {} : { display: fact.author };
  const about = { subject: referTo(patient), encounter: referTo(encounter) };
  const condition = (code: string, onsetOn: string | undefined): readonly FhirResource[] => [{
    resourceType: 'Condition', id, clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
    verificationStatus: coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', 'confirmed'), category: [coded('http://terminology.hl7.org/CodeSystem/condition-category', 'encounter-diagnosis')],
    code: coded(ICD_10_CM, code), ...about, ...(onsetOn !== undefined && { onsetDateTime: onsetOn }), recordedDate: fact.occurredOn, ...(fact.author !== undefined && { recorder: by }),
  }];
  const procedure = (cpt: string, text: string, more: object): FhirResource => ({
    resourceType: 'Procedure', id, status: 'completed', code: coded(CPT, cpt, text), ...about, performedPeriod: { start: `${fact.occurredOn}T${BEGINS}`, end: `${fact.occurredOn}T09:20:00-05:00` },
    ...(fact.author !== undefined && { performer: [{ actor: by }] }), ...more,
  });
  const score = (scoreId: string, instrument: Instrument, value: number): FhirResource => ({
    resourceType: 'Observation', id: scoreId, status: 'final', category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'survey')],
    code: SCORES[instrument] === undefined ? { text: instrument } : coded(LOINC, SCORES[instrument]), ...about, effectiveDateTime: `${fact.occurredOn}T09:00:00-05:00`, ...(fact.author !== undefined && { performer: [by] }),
    valueQuantity: { value, unit: instrument === 'ODI' ? '%' : '{score}', system: UCUM, code: instrument === 'ODI' ? '%' : '{score}' },
  });
  const series = (performed: FhirResource, observations: readonly Observation[] = []): readonly FhirResource[] => [performed, ...observations.map((entry) => laterScore(random.id(), performed, entry, said))];

  switch (fact.type) {
    case 'pain-history': return fact.diagnoses?.[0] === undefined ? [] : condition(fact.diagnoses[0], fact.onsetOn);
    case 'indication': return INDICATIONS[fact.code] === undefined ? [] : condition(INDICATIONS[fact.code] as string, fact.onsetOn);
    case 'score': return [score(id, fact.instrument, fact.value)];
    case 'ablation-outcome': return fact.score === undefined ? [] : [score(id, 'NRS', fact.score)];
    case 'imaging': return [{
      resourceType: 'ImagingStudy', id, status: 'available', ...about, started: `${fact.occurredOn}T14:00:00-05:00`, numberOfSeries: 1,
      series: [{ uid: `2.25.${parseInt(id.slice(0, 8), 16)}`, modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'MR' }, bodySite: { system: SNOMED, code: IMAGED[fact.region] } }],
    }];
    case 'block': return series(procedure(lumbar(fact.targets) ? '64493' : '64490', fact.technique === 'medial-branch' ? 'Medial branch block' : 'Intra-articular facet injection', {
      category: coded(SNOMED, fact.purpose === 'diagnostic' ? '103693007' : '277132007'), bodySite: sites(fact.targets),
      ...(fact.agent !== undefined && AGENTS[fact.agent] !== undefined && { usedCode: [coded(RXNORM, AGENTS[fact.agent] as string)] }),
    }), fact.relief?.observations);
    case 'ablation': return [procedure(lumbar(fact.targets) ? '64635' : '64633', 'Thermal radiofrequency ablation', { category: coded(SNOMED, '277132007'), bodySite: sites(fact.targets) })];
    case 'epidural': return series(procedure('64483', 'Transforaminal epidural injection', { category: coded(SNOMED, '277132007'), bodySite: sites(fact.targets ?? []) }), fact.relief?.observations);
    case 'scs-trial': return [procedure('63650', 'Spinal cord stimulator trial', {
      status: fact.endedAt === undefined ? 'in-progress' : 'completed', performedPeriod: { start: fact.startedAt, ...(fact.endedAt !== undefined && { end: fact.endedAt }) },
      bodySite: [{ coding: [{ system: SNOMED, code: fact.region === 'cervical' ? '122494005' : '122495006' }] }],
    })];
    case 'exclusion-review': case 'conservative-care': case 'psych-evaluation': case 'multidisciplinary-screening': case 'risk-discussion': case 'plan': case 'authorization':
    case 'implant': case 'revision': case 'programming': case 'drug-test': case 'abn': return [];
    default: return unreachable(fact);
  }
}

function laterScore(id: string, procedure: FhirResource, { minutes, score }: Observation, { patient, encounter }: Said): FhirResource {
  const { start } = procedure.performedPeriod as { readonly start: string };
  return {
    resourceType: 'Observation', id, status: 'final', category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'survey')], code: coded(LOINC, '72514-3'), subject: referTo(patient),
    encounter: referTo(encounter), effectiveDateTime: new Date(Date.parse(start) + minutes * MINUTE_MS).toISOString(), partOf: [referTo(procedure)], valueQuantity: { value: score, unit: '{score}', system: UCUM, code: '{score}' },
  };
}

function sites(targets: readonly DocumentedTarget[]): readonly object[] {
  return targets.map(({ level, side }) => ({ text: side === undefined ? level : `${level} ${side}` }));
}

function lumbar(targets: readonly DocumentedTarget[]): boolean {
  return targets.every(({ level }) => regionOfLevel(level) === 'lumbosacral');
}
