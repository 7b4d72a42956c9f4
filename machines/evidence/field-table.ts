/**
 * The one table of every fact type and field: type, required or not, range, list of values, nested shapes.
 * `parse-fact.ts` reads by it and `fact-schema.ts` publishes it. The compiler holds it against `fact.ts`: a field that
 * is missing here, or required here and optional there, does not compile. New fields start in `docs/case-format.md`.
 */
import { LEAD_REGIONS, SIDES, SPINAL_REGIONS } from '../kernel/anatomy';
import { ANALGESIC_KINDS, ENTRY_SOURCES, EPIDURAL_APPROACHES, EPIDURAL_INDICATIONS, MEDICINE_TAKEN } from './fact';
import type { DocumentedException, DocumentedTarget, FactBase, FactOf, FactType, FunctionMeasure, Observation, ReliefSeries, ScsTrial, TrialDay } from './fact';
import {
  ablationOutcomeRule, careRule, functionRule, INSTRUMENT_RANGES, onsetRule, PAIN_SCALES, reliefRule, scoreRule, targetsRule, trialRule, validityRule,
} from './fact-rules';
import {
  date, decimal, instant, level, limitDate, listOf, object, oneOf, optional, pattern, PLACE_OF_SERVICE, percent, required, score, text, whole, word, yesNo,
  type FieldsOf, type ObjectShape, type Rule, type Shape,
} from './shape';

export const SERIES_ENTRIES_MAX = 200;
const TARGETS_MAX = 24;
const WORDS_MAX = 50;
/** A year after the procedure: a therapeutic block is followed for months. */
const MINUTES_MAX = 527_040;
/** A trial lasts days or weeks. */
const DAYS_MAX = 366;
/** Ten years. */
const HOURS_MAX = 87_600;
/** No dose and no measure of function comes near it. */
const AMOUNT_MAX = 100_000;

/** The widest pain scale; the scale itself narrows it (`fact-rules.ts`). */
const painScore = score(0, 100);
const anySide = oneOf(...SIDES, 'bilateral');
const anyRegion = oneOf(...SPINAL_REGIONS, ...LEAD_REGIONS);
const leadRegion = oneOf(...LEAD_REGIONS);
const leadType = oneOf('percutaneous', 'paddle');
const painScale = oneOf(...PAIN_SCALES);
export const GUIDANCE: Shape = { kind: 'one-of', values: ['fluoroscopy', 'CT', 'ultrasound', 'MRI', 'none'], spellings: { ct: 'CT', mri: 'MRI' } };
const placeOfService = pattern(PLACE_OF_SERVICE, '24');
const procedureCode = pattern(/^[0-9A-Z][0-9]{3}[0-9A-Z]$/, '64635');
const diagnosisCode = pattern(/^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/, 'M47.816');
const hoursOrWords: Shape = { kind: 'either', first: decimal(0, 24), second: text, isFirst: (value) => typeof value === 'number' };
const countOrWords: Shape = { kind: 'either', first: whole(0, 100), second: listOf(word, WORDS_MAX), isFirst: (value) => typeof value === 'number' };

const shapeOf = <T>(fields: FieldsOf<T>, rule?: Rule): ObjectShape => object(fields, rule);

const documentedTarget = shapeOf<DocumentedTarget>({ level: required(level), side: optional(anySide) });
const targets = listOf(documentedTarget, TARGETS_MAX);
/** A planned target: its side is known. */
export const TARGETS: Shape = listOf(object({ level: required(level), side: required(oneOf(...SIDES)) }), TARGETS_MAX);
export const EXCEPTION = shapeOf<DocumentedException>({ kind: required(word), reason: required(text) });
export const OBSERVATION = shapeOf<Observation>({
  minutes: required(whole(0, MINUTES_MAX)), score: required(painScore), side: optional(oneOf(...SIDES)), activity: optional(text),
  source: optional(oneOf(...ENTRY_SOURCES)), flags: optional(listOf(oneOf('analgesic', 'slept'), 2)),
  analgesic: optional(oneOf(...ANALGESIC_KINDS)), recalledAfterMinutes: optional(whole(1, MINUTES_MAX)), enteredBy: optional(text),
});
const reliefSeries = shapeOf<ReliefSeries>({
  scale: optional(painScale), baseline: optional(painScore), observations: optional(listOf(OBSERVATION, SERIES_ENTRIES_MAX)),
  statedPercent: optional(percent), durationHours: optional(decimal(0, HOURS_MAX)),
}, reliefRule);
const functionMeasure = shapeOf<FunctionMeasure>({
  instrument: optional(word), measure: optional(word), baseline: required(score(0, AMOUNT_MAX)), value: optional(score(0, AMOUNT_MAX)), end: optional(score(0, AMOUNT_MAX)),
}, functionRule);
const trialRelief = shapeOf<NonNullable<ScsTrial['relief']>>({
  scale: optional(painScale), baseline: optional(painScore), end: optional(painScore), statedPercent: optional(percent),
}, reliefRule);
const trialAnalgesic = shapeOf<NonNullable<ScsTrial['analgesic']>>({
  unit: required(word), baseline: required(score(0, AMOUNT_MAX)), end: required(score(0, AMOUNT_MAX)),
});
export const TRIAL_DAY = shapeOf<TrialDay>({
  on: required(date), score: optional(painScore), scoreStimulationOff: optional(painScore), doseMme: optional(score(0, AMOUNT_MAX)),
  sleep: optional(hoursOrWords), goalMet: optional(yesNo), hoursOn: optional(decimal(0, 24)),
  worstScore: optional(painScore), medicine: optional(oneOf(...MEDICINE_TAKEN)), source: optional(oneOf(...ENTRY_SOURCES)), recalledAfterDays: optional(whole(1, DAYS_MAX)), enteredBy: optional(text),
});

/** Carried by every fact. */
export const BASE_FIELDS: FieldsOf<FactBase> = {
  id: optional(text), occurredOn: required(date), author: optional(text), source: optional(text), documentId: optional(text), page: optional(whole(1, AMOUNT_MAX)),
};

type OwnFields<T extends FactType> = FieldsOf<Omit<FactOf<T>, 'type' | keyof FactBase>>;

export const FACT_FIELDS: { readonly [T in FactType]: OwnFields<T> } = {
  'pain-history': {
    region: required(anyRegion), sides: optional(listOf(anySide, 3)), onsetOn: optional(date), pattern: optional(word), limitsFunction: optional(yesNo),
    diagnoses: optional(listOf(diagnosisCode, WORDS_MAX)),
  },
  'exclusion-review': {
    radiculopathy: optional(oneOf('absent', 'untreated', 'treated', 'synovial-cyst')),
    neurogenicClaudication: optional(oneOf('absent', 'untreated', 'treated', 'present')),
    otherCause: optional(oneOf('none', 'fracture', 'tumor', 'infection', 'deformity', 'other')),
    generalizedPain: optional(yesNo), fusedLevels: optional(listOf(level, TARGETS_MAX)), activeSubstanceUse: optional(yesNo), cardiacDevice: optional(yesNo),
  },
  'conservative-care': {
    modality: required(word), startedOn: optional(date), endedOn: optional(date), visits: optional(whole(0, 1000)),
    response: optional(oneOf('failed', 'partial', 'successful', 'not-tolerated', 'contraindicated')), reason: optional(text),
    provider: optional(text), inPerson: optional(yesNo),
  },
  score: { instrument: required(oneOf(...Object.keys(INSTRUMENT_RANGES))), value: required(score(0, 100)), role: optional(word), instrumentVersion: optional(word) },
  imaging: {
    modality: required(word), region: required(anyRegion), levels: optional(listOf(level, TARGETS_MAX)), findings: optional(listOf(word, WORDS_MAX)),
    excludesOtherCause: optional(yesNo), concordant: optional(yesNo),
  },
  block: {
    technique: required(oneOf('medial-branch', 'intra-articular')), purpose: required(oneOf('diagnostic', 'therapeutic')), targets: required(targets),
    agent: optional(word), concentrationPercent: optional(score(0, 100)), volumeMlPerTarget: optional(decimal(0, 100)), steroid: optional(yesNo),
    guidance: optional(GUIDANCE), sedation: optional(oneOf('none', 'minimal', 'moderate', 'deep')), setting: optional(placeOfService),
    relief: optional(reliefSeries), contrast: optional(yesNo), imageSaved: optional(yesNo), operator: optional(text), exception: optional(EXCEPTION),
  },
  ablation: {
    technique: required(word), temperatureC: optional(decimal(-200, 200)), targets: required(targets), guidance: optional(GUIDANCE),
    setting: optional(placeOfService), imageSaved: optional(yesNo), operator: optional(text),
  },
  'ablation-outcome': {
    ablationOn: required(date), side: optional(anySide), scale: optional(painScale), baseline: optional(painScore), score: optional(painScore),
    statedPercent: optional(percent), sustainedUntil: optional(date), function: optional(functionMeasure),
  },
  indication: {
    code: required(oneOf('failed-back-surgery-syndrome', 'crps', 'painful-diabetic-neuropathy', 'ischemic-limb-pain', 'refractory-angina', 'non-surgical-back-pain', ...EPIDURAL_INDICATIONS)),
    onsetOn: optional(date), pattern: optional(word),
  },
  'psych-evaluation': { by: optional(word), cleared: optional(yesNo) },
  'multidisciplinary-screening': {},
  'risk-discussion': {},
  'scs-trial': {
    startedAt: required(instant), endedAt: optional(instant), leads: optional(whole(0, 32)), leadType: optional(leadType), contacts: optional(whole(0, 256)), region: required(leadRegion),
    setting: optional(placeOfService), relief: optional(trialRelief), analgesic: optional(trialAnalgesic), function: optional(functionMeasure),
    days: optional(listOf(TRIAL_DAY, SERIES_ENTRIES_MAX)), exception: optional(EXCEPTION),
  },
  plan: { rfaConsidered: optional(yesNo), rfaNotCandidateReason: optional(text) },
  authorization: {
    program: required(word), decision: required(word), decidedOn: optional(date), codes: optional(listOf(procedureCode, WORDS_MAX)), units: optional(whole(0, 999)),
    setting: optional(placeOfService), payerReference: optional(text), validFrom: optional(limitDate), validTo: optional(limitDate),
  },
  epidural: {
    approach: required(oneOf(...EPIDURAL_APPROACHES)), targets: optional(targets), region: optional(oneOf(...SPINAL_REGIONS)),
    contrast: optional(yesNo), guidance: optional(GUIDANCE), imageSaved: optional(yesNo), setting: optional(placeOfService),
    relief: optional(reliefSeries), function: optional(functionMeasure), analgesic: optional(trialAnalgesic),
  },
  implant: { leads: optional(whole(0, 32)), leadType: optional(leadType), contacts: optional(whole(0, 256)), generator: optional(yesNo), region: required(leadRegion), setting: optional(placeOfService) },
  revision: { component: required(oneOf('lead', 'paddle', 'generator')), action: required(oneOf('revise', 'replace', 'remove')), setting: optional(placeOfService) },
  programming: { complexity: required(oneOf('none', 'simple', 'complex')), intraoperative: optional(yesNo), setting: optional(placeOfService) },
  'drug-test': { method: required(word), classes: optional(countOrWords), reason: optional(text), riskTier: optional(word), setting: optional(placeOfService) },
  abn: { signedOn: optional(date), services: optional(listOf(text, WORDS_MAX)) },
};

/** Rules between fields of a whole fact; those of nested objects stand with their shapes above. */
export const FACT_RULES: { readonly [T in FactType]?: Rule } = {
  'pain-history': onsetRule, indication: onsetRule, 'conservative-care': careRule, score: scoreRule, block: targetsRule, ablation: targetsRule,
  epidural: targetsRule, 'ablation-outcome': ablationOutcomeRule, 'scs-trial': trialRule, authorization: validityRule,
};

export const FACT_TYPES = Object.keys(FACT_FIELDS) as readonly FactType[];

/** Every type as one object shape: what all facts carry, then its own fields. */
export const FACT_SHAPES: ReadonlyMap<string, ObjectShape> = new Map(
  FACT_TYPES.map((type) => [type, object({ ...BASE_FIELDS, ...FACT_FIELDS[type] }, FACT_RULES[type])]),
);
