/** Random charts, biased to the edges of the rules. All chance comes from `random`, a seeded generator that is passed in. */
import { CLASS_NAMES, LEVELS, LOWER, UPPER } from './constants';
import { Input } from './draft';
import { FactJson, Target } from './facts';
import { add, addDays, Dice, dice } from './random-helpers';

/** How careful the chart's author is: a careful one leaves little out, so that about half of all charts have a ready line. */
interface Author { dice: Dice; careful: boolean; dateOfService: string; setting: string; guidance: string; region: string; facts: FactJson[]; next: number }

const COVERAGES: readonly Input['coverage'][] = [
  ...['OH', 'KY', 'CA', 'WA', 'FL', 'NY', 'IL', 'TX', 'GA', 'IN'].map((state) => ({ payer: 'medicare', line: 'original-medicare', state })),
  { payer: 'aetna' }, { payer: 'cigna', line: 'commercial' }, { payer: 'uhc', line: 'commercial' }, { payer: 'bcbs-nd' },
  { payer: 'bcbs-al' }, { payer: 'bcbs-ma' },
  { payer: 'healthpartners' }, { payer: 'wa-lni' }, { payer: 'ms-wc' },
];
const SERVICES = ['block', 'block', 'block', 'ablation', 'ablation', 'epidural', 'epidural', 'scs-trial', 'implant', 'revision',
  'programming', 'drug-test', 'drug-test'] as const;
type Service = (typeof SERVICES)[number];

export function randomChart(random: () => number): Input {
  const roll = dice(random);
  const dateOfService = addDays('2026-01-01', roll.below(365));
  const claimType = roll.chance(0.7) ? 'professional' : 'facility';
  const setting = roll.of(claimType === 'facility' && roll.chance(0.9) ? ['24', '24', '22', '19'] : ['11', '22', '24', '24', '19', '12', '31']);
  const author: Author = {
    dice: roll, careful: roll.chance(0.75), dateOfService, setting, guidance: roll.of(['fluoroscopy', 'fluoroscopy', 'fluoroscopy', 'CT']),
    region: roll.of([UPPER, LOWER, LOWER]), facts: [], next: 1,
  };
  // Half of the charts are Medicare's, so that its own rules are reached often enough.
  const coverage = { ...roll.of(COVERAGES.filter((one) => (one.payer === 'medicare') === roll.fixedChance)) };
  const main = roll.of(SERVICES);
  const services = [main, ...companions(author, main)];
  for (const service of services) addService(author, service);
  addDiagnoses(author);
  addRecord(author, services);
  const question: Input['question'] = { dateOfService, claimType };
  const others = ['11', '12', '19', '22', '24', '31'].filter((place) => place !== setting);
  if (roll.chance(0.6)) question.placeOfService = roll.chance(author.careful ? 0.97 : 0.75) ? setting : roll.of(others);
  return { coverage, facts: roll.shuffled(author.facts), question };
}

/** What else was done on the day: often nothing, else what the rules read together with the first. */
function companions(author: Author, main: Service): Service[] {
  const roll = author.dice;
  if (roll.chance(0.45)) return [];
  const near: Record<Service, readonly Service[]> = {
    block: ['block', 'block', 'ablation', 'epidural'], ablation: ['block', 'block', 'ablation', 'epidural'], epidural: ['epidural',
    'epidural', 'block', 'ablation'],
    'scs-trial': ['programming', 'programming', 'revision', 'implant'], implant: ['programming', 'programming', 'revision', 'revision'],
    revision: ['programming', 'revision', 'implant', 'scs-trial'], programming: ['programming', 'implant', 'scs-trial', 'revision'],
    'drug-test': ['drug-test', 'drug-test', 'block'],
  };
  const count = roll.of([1, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, () => (roll.chance(0.8) ? roll.of(near[main]) : roll.of(SERVICES)));
}

function push(author: Author, type: string, occurredOn: string, fields: Record<string, unknown>): void {
  author.facts.push({ id: `f${author.next}`, type, occurredOn, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) });
  author.next += 1;
}

/** The value, mostly; a careless author leaves it out more often. */
function documented<T>(author: Author, value: T): T | undefined {
  return author.dice.chance(author.careful ? 0.985 : 0.75) ? value : undefined;
}

function settingOf(author: Author): string | undefined {
  const other = author.dice.chance(author.careful ? 0.015 : 0.12);
  return documented(author, other ? author.dice.of(['11', '12', '19', '22', '24', '31']) : author.setting);
}

function guidanceOf(author: Author): string | undefined {
  const other = author.dice.chance(author.careful ? 0.03 : 0.25);
  return documented(author, other ? author.dice.of(['none', 'ultrasound', 'MRI', 'CT']) : author.guidance);
}

function imageSavedOf(author: Author): boolean | undefined {
  return documented(author, author.dice.chance(author.careful ? 0.97 : 0.8));
}

function addService(author: Author, service: Service, occurredOn = author.dateOfService): void {
  switch (service) {
    case 'block': return addBlock(author, occurredOn);
    case 'ablation': return addAblation(author, occurredOn);
    case 'epidural': return addEpidural(author, occurredOn);
    case 'scs-trial': return addTrial(author, occurredOn);
    case 'implant': return addImplant(author, occurredOn);
    case 'revision': return addRevision(author, occurredOn);
    case 'programming': return addProgramming(author, occurredOn);
    case 'drug-test': return addDrugTest(author, occurredOn);
  }
}

function levelsOf(author: Author): string[] {
  const roll = author.dice;
  const shape = roll.below(40);
  if (shape < 3) return ['T12-L1', 'L1-L2'];
  if (shape === 3) return roll.of([['T11-T12', 'T12-L1', 'L1-L2'], ['T12-L1', 'L1-L2', 'L2-L3'], ['T12-L1', 'L1-L2', 'C5-C6']]);
  if (shape < 6) return [roll.of(['C4-C5', 'C5-C6', 'T3-T4', 'T12-L1']), roll.of(['L1-L2', 'L4-L5', 'L5-S1'])];
  // From six joints of one side on the further ones are more than four.
  const count = roll.of([1, 1, 1, 2, 2, 2, 2, 3, 3, 4, roll.of([5, 6, 7])]);
  const lower = author.region === LOWER;
  const own = LEVELS.filter((level) => (lower ? level.startsWith('L') : !level.startsWith('L')));
  // Mostly the same few levels, so that facts of one day meet.
  const end = own.length - (lower ? 0 : roll.of([0, 12, 12, 12]));
  const start = Math.max(0, end - count - roll.of([0, 0, 0, 1]));
  return own.slice(start, Math.min(own.length, start + count));
}

/** A level appears once with each side at most, never as `bilateral` (or without side) and again with a side. */
function targetsOf(author: Author): Target[] {
  const roll = author.dice;
  const levels = levelsOf(author);
  const pattern = roll.of(['right', 'right', 'left', 'left', 'both', 'both', 'nested', 'nested', roll.chance(0.4) ? 'mixed' : 'right']);
  const larger = roll.of(['left', 'right'] as const);
  const smaller = larger === 'left' ? 'right' : 'left';
  const cut = 1 + roll.below(Math.max(1, levels.length - 1));
  const targets = levels.flatMap((level, index): Target[] => {
    if (roll.chance(author.careful ? 0.004 : 0.05)) return [{ level }];
    switch (pattern) {
      case 'both': return bothSides(roll, level);
      case 'nested': return index < cut ? bothSides(roll, level) : [{ level, side: larger }];
      case 'mixed': return [{ level, side: index < cut ? larger : smaller }];
      default: return [{ level, side: pattern }];
    }
  });
  return roll.shuffled(targets);
}

function bothSides(roll: Dice, level: string): Target[] {
  return roll.chance(0.5) ? [{ level, side: 'bilateral' }] : [{ level, side: 'left' }, { level, side: 'right' }];
}

function addBlock(author: Author, occurredOn: string, purpose = author.dice.of(['diagnostic', 'diagnostic', 'diagnostic', 'therapeutic'])): void {
  const roll = author.dice;
  const steroid = purpose === 'therapeutic' ? true : roll.chance(0.06);
  push(author, 'block', occurredOn, {
    technique: roll.of(['medial-branch', 'medial-branch', 'intra-articular']), purpose, targets: targetsOf(author),
    steroid: roll.chance(0.9) ? steroid : undefined,
    agent: 'bupivacaine', guidance: guidanceOf(author), imageSaved: imageSavedOf(author), setting: settingOf(author),
  });
}

function addAblation(author: Author, occurredOn: string): void {
  const roll = author.dice;
  const technique = roll.chance(0.75) ? 'thermal-rf' : roll.of(['pulsed-rf', 'pulsed-rf', 'chemical', 'cryo', 'laser', 'cooled-rf', 'bipolar-rf']);
  push(author, 'ablation', occurredOn, {
    technique, temperatureC: technique === 'thermal-rf' ? roll.of([80, 80, 80.1, 85, 90, undefined, roll.chance(0.4) ? 79.9 : 80]) : undefined,
    targets: targetsOf(author), guidance: guidanceOf(author), imageSaved: imageSavedOf(author), setting: settingOf(author),
  });
}

function addEpidural(author: Author, occurredOn: string): void {
  const roll = author.dice;
  const approach = roll.of(['transforaminal', 'transforaminal', 'interlaminar', 'interlaminar', 'caudal']);
  const targets = epiduralTargets(author, approach);
  const own = targets === undefined || roll.chance(0.3) ? documented(author, author.region) : undefined;
  const region = approach === 'caudal' ? roll.of([LOWER, undefined]) : own;
  const agrees = region === undefined || targets === undefined || targets.every((target) => (target.level.startsWith('L') ? LOWER : UPPER) === region);
  push(author, 'epidural', occurredOn, {
    approach, targets, region: agrees ? region : undefined, contrast: roll.of([true, undefined]),
    guidance: approach === 'transforaminal' ? guidanceOf(author) : centralGuidance(author),
    imageSaved: imageSavedOf(author), setting: settingOf(author),
  });
}

function centralGuidance(author: Author): string | undefined {
  return author.dice.chance(0.2) ? 'none' : guidanceOf(author);
}

function epiduralTargets(author: Author, approach: string): Target[] | undefined {
  const roll = author.dice;
  if (approach === 'transforaminal') return roll.chance(author.careful ? 0.97 : 0.85) ? targetsOf(author) : undefined;
  if (roll.chance(0.5)) return undefined;
  const level = approach === 'caudal'
    ? roll.of(['L5-S1', 'L4-L5', 'L1-L2', roll.chance(0.5) ? 'T12-L1' : 'L5-S1'])
    : roll.of(author.region === LOWER ? ['L4-L5', 'L5-S1', 'L1-L2'] : ['C6-C7', 'C7-T1', 'T12-L1']);
  return [roll.chance(0.2) ? { level, side: roll.of(['left', 'right', 'bilateral']) } : { level }];
}

function leadsOf(author: Author): number | undefined {
  return documented(author, author.dice.of([0, 1, 1, 2, 2, 2, 3]));
}

function leadTypeOf(author: Author): string | undefined {
  return documented(author, author.dice.of(['percutaneous', 'percutaneous', 'percutaneous', 'paddle']));
}

function stimulationRegion(author: Author): string {
  return author.dice.of(['cervical', 'thoracolumbar', 'thoracolumbar']);
}

function addTrial(author: Author, occurredOn: string): void {
  push(author, 'scs-trial', occurredOn, {
    startedAt: `${occurredOn}T09:00:00-07:00`, leads: leadsOf(author), leadType: leadTypeOf(author), contacts: author.dice.of([8, 16,
    undefined]), region: stimulationRegion(author),
    setting: settingOf(author),
  });
}

function addImplant(author: Author, occurredOn: string): void {
  push(author, 'implant', occurredOn, {
    leads: leadsOf(author), leadType: leadTypeOf(author), generator: documented(author, author.dice.chance(0.75)),
    region: stimulationRegion(author), setting: settingOf(author),
  });
}

function addRevision(author: Author, occurredOn: string): void {
  const roll = author.dice;
  push(author, 'revision', occurredOn, {
    component: roll.of(['lead', 'lead', 'paddle', 'generator', 'generator']), action: roll.of(['revise', 'remove', 'remove', 'replace']),
    setting: settingOf(author),
  });
}

function addProgramming(author: Author, occurredOn: string): void {
  const roll = author.dice;
  push(author, 'programming', occurredOn, {
    complexity: roll.of(['none', 'none', 'simple', 'complex']), intraoperative: roll.of([true, false, false, undefined]), setting: settingOf(author),
  });
}

function addDrugTest(author: Author, occurredOn: string, more: Record<string, unknown> = {}): void {
  const roll = author.dice;
  const method = roll.of(['read-by-eye', 'reader', 'analyzer', 'GC-MS', 'LC-MS', 'LC-MS-MS', 'LC-MS-MS', 'simple-definitive',
    roll.of(['validity', 'immunoassay', 'TLC', 'strip'])]);
  const byClasses = ['GC-MS', 'LC-MS', 'LC-MS-MS'].includes(method);
  const reason = roll.chance(author.careful ? 0.96 : 0.6)
    ? roll.of(['unexpected presumptive result', 'suspected diversion', 'unexpected presumptive result', 'aberrant behaviour'])
    : roll.of(['routine monitoring', 'standing order', 'blanket panel', undefined]);
  push(author, 'drug-test', occurredOn, {
    method, classes: byClasses ? documented(author, classesOf(author)) : undefined, reason, riskTier: documented(author, roll.of(['low',
      'moderate', 'high'])),
    setting: settingOf(author), ...more,
  });
}

/** A number or names, at the edges of the tiers. */
function classesOf(author: Author): number | string[] {
  const roll = author.dice;
  const count = roll.of([1, 7, 8, 14, 15, 21, 22, roll.of([3, 11, 18, 25])]);
  if (roll.chance(0.35)) return roll.chance(0.05) ? 0 : count;
  const names = roll.shuffled(CLASS_NAMES).slice(0, count);
  if (roll.chance(author.careful ? 0.02 : 0.1)) names[0] = roll.of(['stardust', 'unlisted analyte']);
  return names;
}

const DIAGNOSES: Record<string, readonly string[]> = {
  facet: ['M47.816', 'M47.812', 'M47.817', 'M47.896', 'M48.16', 'M47.811'],
  epidural: ['M54.16', 'M54.12', 'M48.061'],
  stimulation: ['M96.1', 'G90.50', 'G89.4', 'E11.42', 'E10.42', 'M54.16', 'I70.211'],
  other: ['M54.50', 'M54.2', 'M79.7', 'G89.29', 'M47.81', 'M96.89', 'E11.40', 'M47.9'],
};

/** Pain histories of one or both regions, on different days: the latest with diagnoses decides. */
function addDiagnoses(author: Author): void {
  const roll = author.dice;
  const dates = roll.shuffled([0, 1, 5, 14, 40, 200, 400]);
  const regions = roll.chance(0.7) ? [UPPER, LOWER] : [author.region];
  for (const region of regions) {
    if (!roll.chance(author.careful ? 0.985 : 0.85)) continue;
    const count = roll.of([1, 1, 1, 2]);
    for (let index = 0; index < count; index += 1) {
      const date = addDays(author.dateOfService, -(dates.pop() ?? 1));
      push(author, 'pain-history', date, { region, diagnoses: roll.chance(0.96) ? someDiagnoses(author) : roll.of([undefined, []]), pattern: 'axial' });
    }
  }
  // After the date: not seen.
  if (roll.chance(0.08)) {
    push(author, 'pain-history', addDays(author.dateOfService, roll.of([1, 10])), { region: author.region, diagnoses: someDiagnoses(author) });
  }
}

function someDiagnoses(author: Author): string[] {
  const roll = author.dice;
  const pick = (list: readonly string[] | undefined): string => roll.of(list ?? []);
  if (roll.chance(author.careful ? 0.04 : 0.2)) return [pick(DIAGNOSES.other)];
  const codes = [pick(DIAGNOSES.facet), pick(DIAGNOSES.stimulation)];
  if (roll.chance(0.4)) codes.push(pick(DIAGNOSES.epidural));
  if (roll.chance(0.4)) codes.push(pick(DIAGNOSES.other));
  return roll.shuffled([...new Set(codes)]);
}

/** What was done before, at the edges of windows and global periods, and now and then what is done after. */
function addRecord(author: Author, services: readonly Service[]): void {
  const roll = author.dice;
  const before = (days: number): string => addDays(author.dateOfService, -days);
  if (services.includes('block') || roll.chance(0.1)) {
    const days = roll.shuffled([7, 13, 14, 30, 60, 200, 400]);
    const count = roll.of([0, 0, 1, 1, 2, 2, 3]);
    for (let index = 0; index < count; index += 1) addBlock(author, before(days[index] ?? 30));
  }
  if (services.includes('drug-test')) {
    const days = roll.shuffled([1, 30, 60, 88, 89, 90, 91, 178, 179, 180, 181, 300]);
    const count = roll.of([0, 1, 1, 2, 2, 3, 4, 5]);
    for (let index = 0; index < count; index += 1) addDrugTest(author, before(days[index] ?? 30));
    if (roll.chance(0.3)) addDrugTest(author, roll.of([add(author.dateOfService, -1, 0), add(author.dateOfService, -1, 1),
      add(author.dateOfService, -1, -1)]));
  }
  // Procedures whose global days may still run.
  if (roll.chance(0.35)) {
    const edge = before(roll.of(author.careful ? [11, 91, 11, 91, 12, 30, 89, 90, 9, 10] : [1, 9, 10, 11, 89, 90, 91]));
    addService(author, roll.of(['ablation', 'ablation', 'scs-trial', 'implant', 'revision']), edge);
  }
  if ((services.includes('revision') || services.includes('implant')) && roll.chance(0.4)) {
    const trial = roll.of([11, 12, 91, 120]);
    addTrial(author, before(trial));
    if (roll.chance(0.4)) addImplant(author, before(roll.of([trial, trial + 30, 11, 91])));
  }
  if (roll.chance(0.1)) addService(author, roll.of(SERVICES), addDays(author.dateOfService, roll.of([1, 2, 30])));
  // Facts that no rule of coding reads.
  if (roll.chance(0.1)) push(author, 'risk-discussion', before(roll.of([0, 30])), {});
  if (roll.chance(0.1)) push(author, 'psych-evaluation', before(roll.of([0, 30])), { by: 'clinical-psychologist', cleared: true });
}
