/** Every figure and list that the second reading uses, written down from the documents (`coding.md`, `docs/coding.md`, `payer-policies.md`). */

/** The documents name the lower region `lumbosacral`; for the upper one they only write "T12-L1 and above are cervical-thoracic". */
export const UPPER = 'cervical-thoracic';
export const LOWER = 'lumbosacral';
export type Region = string;

/** "levels C2-C3 to L5-S1", from above to below. */
export const LEVELS: readonly string[] = [
  'C2-C3', 'C3-C4', 'C4-C5', 'C5-C6', 'C6-C7', 'C7-T1',
  'T1-T2', 'T2-T3', 'T3-T4', 'T4-T5', 'T5-T6', 'T6-T7', 'T7-T8', 'T8-T9', 'T9-T10', 'T10-T11', 'T11-T12', 'T12-L1',
  'L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L5-S1',
];
export const JUNCTION: readonly [string, string] = ['T12-L1', 'L1-L2'];
/** "T12-L1 with L1-L2 ...: one region, 64490 and 64494". */
export const JUNCTION_CODES: readonly string[] = ['64490', '64494'];

/** Facts that become lines. */
export const SERVICE_TYPES: readonly string[] = ['block', 'ablation', 'epidural', 'scs-trial', 'implant', 'revision', 'programming', 'drug-test'];
export const PLACES: readonly string[] = ['11', '12', '19', '22', '24'];
export const NON_FACILITY_PLACES: readonly string[] = ['11', '12'];
export const SURGERY_CENTER = '24';

/** "64490 and 64493 are the first, 64491 and 64494 the second, 64492 and 64495 the third and all further ones together (one unit)". */
export const INJECTION: Readonly<Record<string, readonly string[]>> = { [UPPER]: ['64490', '64491', '64492'], [LOWER]: ['64493', '64494', '64495'] };
export const THIRD_LEVEL: readonly string[] = ['64492', '64495'];
/** "64633 and 64635 are the first joint, 64634 and 64636 each further one". */
export const ABLATION: Readonly<Record<string, readonly string[]>> = { [UPPER]: ['64633', '64634'], [LOWER]: ['64635', '64636'] };
/** "64479 and 64483 the first level, 64480 and 64484 each further one". */
export const TRANSFORAMINAL: Readonly<Record<string, readonly string[]>> = { [UPPER]: ['64479', '64480'], [LOWER]: ['64483', '64484'] };
export const WITHOUT_IMAGING: Readonly<Record<string, string>> = { [UPPER]: '62320', [LOWER]: '62322' };
export const WITH_IMAGING: Readonly<Record<string, string>> = { [UPPER]: '62321', [LOWER]: '62323' };
export const OTHER_ABLATION = '64999';
/** "`pulsed-rf`, `chemical`, `cryo`, `laser`: one unit of 64999 for the day". */
export const OTHER_ABLATION_TECHNIQUES: readonly string[] = ['pulsed-rf', 'chemical', 'cryo', 'laser'];
export const THERMAL_CELSIUS = 80;

export const GUIDANCE_THAT_COUNTS: readonly string[] = ['fluoroscopy', 'CT'];
export const FLUOROSCOPY_LINE = '77003';
/** Domain 3.1: guidance is part of 62321, 62323, 64479-64484, 64490-64495, 64633-64636. */
export const INCLUDES_GUIDANCE: readonly string[] = [
  '62321', '62323', '64479', '64480', '64483', '64484', '64490', '64491', '64492', '64493', '64494', '64495', '64633', '64634', '64635', '64636',
];
export const FLUOROSCOPY_PAYERS: readonly string[] = ['ms-wc'];

/** MUE column of the code map. A code with an empty cell has no limit here. */
export const UNIT_LIMITS: Readonly<Record<string, number>> = {
  64490: 1, 64491: 1, 64492: 1, 64493: 1, 64494: 1, 64495: 1, 64633: 1, 64634: 4, 64635: 1, 64636: 4,
  62320: 1, 62321: 1, 62322: 1, 62323: 1, 63650: 2, 63655: 1,
  80305: 1, 80306: 1, 80307: 1, G0480: 1, G0481: 1, G0482: 1, G0483: 1, G0659: 1,
};

/**
 * Global column of the code map: 010 and 090; 000 and ZZZ have no days after. "63661-63664 remove/revise percutaneous (61/63) or paddle
 * (62/64) leads, 010/090".
 */
export const GLOBAL_DAYS: Readonly<Record<string, number>> = {
  64633: 10, 64635: 10, 63650: 10, 63655: 90, 63661: 10, 63663: 10, 63662: 90, 63664: 90, 63685: 10, 63688: 10,
};

/** A code list entry `M47.81x` stands for `M47.81` and at least one character more; one without x stands for itself. */
export const FACET_DIAGNOSES: readonly string[] = ['M47.812', 'M47.813', 'M47.814', 'M47.815', 'M47.816', 'M47.817', 'M47.892', 'M47.893', 'M47.894', 'M47.895', 'M47.896', 'M47.897', 'M48.12', 'M48.13', 'M48.14', 'M48.15', 'M48.16', 'M48.17'];
export const STIMULATION_DIAGNOSES: readonly string[] = ['M96.1', 'G90.5x', 'G89.4', 'E11.42', 'E10.42', 'M54.1x', 'I70.2x'];

export const LEAD_CODES = { percutaneous: '63650', paddle: '63655' } as const;
export const GENERATOR_PLACED = '63685';
export const GENERATOR_REVISED = '63688';
export const LEAD_REMOVED = '63661';
/** "lead revised or replaced 63663, removed 63661; paddle 63664, 63662; generator revised or removed 63688", "Generator placed or replaced 63685". */
export const REVISION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lead: { revise: '63663', replace: '63663', remove: LEAD_REMOVED },
  paddle: { revise: '63664', replace: '63664', remove: '63662' },
  generator: { revise: GENERATOR_REVISED, remove: GENERATOR_REVISED, replace: GENERATOR_PLACED },
};
export const PROGRAMMING: Readonly<Record<string, string>> = { none: '95970', simple: '95971', complex: '95972' };

export const PRESUMPTIVE: Readonly<Record<string, string>> = { 'read-by-eye': '80305', reader: '80306', analyzer: '80307' };
export const DEFINITIVE_BY_CLASSES: readonly string[] = ['GC-MS', 'LC-MS', 'LC-MS-MS'];
export const SIMPLE_DEFINITIVE = 'simple-definitive';
export const SIMPLE_DEFINITIVE_CODE = 'G0659';
export const VALIDITY = 'validity';
/** "1-7 G0480, 8-14 G0481, 15-21 G0482, 22 and more G0483": lowest count of each. */
export const CLASS_TIERS: readonly { from: number; code: string }[] = [
  { from: 1, code: 'G0480' }, { from: 8, code: 'G0481' }, { from: 15, code: 'G0482' }, { from: 22, code: 'G0483' },
];
/** The classes on file by their names: a name counts as its own class, any other name is unknown. */
export const CLASS_NAMES: readonly string[] = [
  'alcohol', 'amphetamines', 'barbiturates', 'benzodiazepines', 'buprenorphine', 'cannabinoids', 'cocaine', 'fentanyl', 'gabapentinoids', 'heroin-metabolite',
  'methadone', 'methamphetamine', 'muscle-relaxants', 'opiates', 'oxycodone', 'phencyclidine', 'tapentadol', 'tramadol', 'antidepressants-tricyclic',
  'stimulants-synthetic', 'ketamine', 'sedative-hypnotics', 'antidepressants-serotonergic', 'antipsychotics', 'antiepileptics',
];
export const BLANKET_REASONS: readonly string[] = ['routine', 'standing order', 'blanket'];

export interface Frequency { days?: number; months?: number; most: number; reviewFrom?: number }
/** "moderate 2 in 180 days, high 3 in 90 days, low 2 in 12 months, where the second is `review`". */
export const MEDICARE_FREQUENCY: Readonly<Record<string, Frequency>> = {
  moderate: { days: 180, most: 2 }, high: { days: 90, most: 3 }, low: { months: 12, most: 2, reviewFrom: 2 },
};
/** "bcbs-al: 4 presumptive in 12 months". */
export const PRESUMPTIVE_FREQUENCY: Readonly<Record<string, Frequency>> = { 'bcbs-al': { months: 12, most: 4 } };
/** "and 3 days with a definitive test from the latest presumptive one on; a fourth is `review`". */
export const DEFINITIVE_PER_SCREEN: Readonly<Record<string, number>> = { 'bcbs-al': 3 };

/** "First Coast, NGS, Noridian: one region": their states (payer-policies 6.4). */
export const JUNCTION_STATES: readonly string[] = [
  'FL', 'PR', 'VI',
  'IL', 'MN', 'WI', 'CT', 'MA', 'ME', 'NH', 'NY', 'RI', 'VT',
  'CA', 'HI', 'NV', 'AK', 'AZ', 'ID', 'MT', 'ND', 'OR', 'SD', 'UT', 'WA', 'WY',
];

/**
 * Where the rules can be read in two ways that touch much, the reading is a switch, so that a comparison can tell a difference of reading from a fault.
 * The first value named is the one chosen.
 */
export const READINGS: {
  /** `facts` of a sided line: those that document its levels, or all of the region's service that day. */
  lineFacts: 'level' | 'group';
  /** A question about one fact holds all lines counted together with it, or only the lines that cite it. */
  holds: 'group' | 'fact';
  /** For `unit-limit`, the right and left line of one level are one unit ("right with left is one level"), or two. */
  limitCounts: 'levels' | 'units';
} = { lineFacts: 'level', holds: 'group', limitCounts: 'levels' };
