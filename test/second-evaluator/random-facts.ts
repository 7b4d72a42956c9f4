/** One random fact of each type, biased to what decides a criterion; a field may be missing, another side's, another region's. */
import type { Draw } from './draw';
import { COLUMN } from './places';
import type { Joint, Question } from './record';
import type { Thresholds } from './thresholds';

/** What a fact is drawn before: the question, the policy's figures, and how a day is placed. */
export interface Setting {
  readonly question: Question;
  readonly thresholds: Thresholds;
  readonly ablations: readonly string[];
  /** A date near a threshold's distance from the service or from an earlier fact. */
  readonly day: (draw: Draw) => string;
  readonly after: (date: string, draw: Draw) => string;
}
export type Loose = Record<string, unknown>;

const SPINE = ['lumbosacral', 'cervical-thoracic'];
const LEADS = ['thoracolumbar', 'cervical'];

function percentNear(draw: Draw, { thresholds }: Setting): number {
  const at = draw.pick(thresholds.percents);
  return Math.min(100, Math.max(0, draw.pick([at, at + 10, at - 10, at - 1, at + 1, at - 0.4, at + 4, at - 6, 100, 0])));
}

/** Some scores answer the percentage exactly, others only nearly, as people write them down. */
function scoreAfter(baseline: number, percent: number, draw: Draw): number {
  const exact = baseline * (1 - percent / 100);
  return draw.chance(30) ? Math.round(exact) : Math.round(exact * 100) / 100;
}

const sideNear = (draw: Draw, { question }: Setting): string => draw.pick([question.targets[0]?.side ?? 'right', 'left', 'right', 'bilateral']);

function placesNear(draw: Draw, { question }: Setting): Loose[] {
  if (question.targets.length === 0) return [{ level: 'L4-L5', side: 'right' }];
  const shape = draw.below(8);
  const asked = question.targets.map((target) => ({ ...target }));
  if (shape <= 2) return asked;
  if (shape === 3) return asked.slice(0, 1);
  if (shape === 4) return [...asked.slice(-1), neighbour(asked[0] as Joint, draw)];
  if (shape === 5) return asked.map(({ level }) => ({ level, side: draw.pick(['left', 'right', 'bilateral', undefined]) }));
  if (shape === 6) return [neighbour(asked[0] as Joint, draw)];
  return [{ level: draw.pick(COLUMN), side: draw.pick(['right', 'left']) }];
}

function neighbour({ level, side }: Joint, draw: Draw): Loose {
  return { level: COLUMN[Math.min(COLUMN.length - 1, Math.max(0, COLUMN.indexOf(level) + draw.pick([1, -1])))] as string, side };
}

export const FACTS: Readonly<Record<string, (draw: Draw, setting: Setting, occurredOn: string) => Loose>> = {
  'pain-history': (draw, setting) => ({
    region: draw.pick([setting.question.region ?? 'lumbosacral', 'lumbosacral', ...SPINE]),
    sides: draw.pick([[setting.question.targets[0]?.side ?? 'right'], ['left', 'right'], ['bilateral'], ['left'], undefined]),
    onsetOn: draw.maybe(setting.day(draw)),
    pattern: draw.maybe(draw.pick(['axial', 'axial', 'mixed', 'radicular'])),
    limitsFunction: draw.maybe(draw.below(4) !== 3),
  }),
  'exclusion-review': (draw, { question }) => ({
    radiculopathy: draw.maybe(draw.pick(['absent', 'absent', 'treated', 'synovial-cyst', 'untreated'])),
    neurogenicClaudication: draw.maybe(draw.pick(['absent', 'absent', 'treated', 'untreated', 'present'])),
    otherCause: draw.maybe(draw.pick(['none', 'none', 'none', 'fracture', 'tumor', 'infection', 'deformity', 'other'])),
    generalizedPain: draw.maybe(draw.below(4) === 3),
    fusedLevels: draw.maybe(draw.pick([[], [], question.targets.slice(0, 1).map(({ level }) => level), ['L5-S1'], ['C5-C6'], ['T12-L1']])),
    activeSubstanceUse: draw.maybe(draw.below(4) === 3),
    cardiacDevice: draw.maybe(draw.below(4) === 3),
  }),
  'conservative-care': (draw, setting) => {
    const startedOn = setting.day(draw);
    const response = draw.pick(['failed', 'failed', 'failed', 'not-tolerated', 'partial', 'successful', 'contraindicated', undefined]);
    return {
      modality: draw.pick(['physical-therapy', 'physical-therapy', 'nsaid', 'medication', 'surgery', 'injection', 'chiropractic']),
      startedOn: draw.maybe(startedOn), endedOn: draw.maybe(setting.after(startedOn, draw)),
      visits: draw.maybe(draw.pick([4, 3, 5, 12])), response, reason: response === 'contraindicated' ? draw.maybe('not suitable', 30) : undefined,
    };
  },
  score: (draw, { thresholds }) => {
    const instrument = draw.pick(['NRS', 'NRS', 'ODI', 'VAS', 'VRS', 'NDI', 'PEG', 'RMDQ']);
    const at = draw.pick(thresholds.scores);
    const value = instrument === 'ODI' ? draw.pick([40, 21, 20, 22, 0]) : instrument === 'NRS' || instrument === 'VAS' ? draw.pick([8, at, at - 1, at + 1, at - 0.5, 0]) : draw.pick([3, 2, 1, 0]);
    return { instrument, value, role: draw.pick(['baseline', 'baseline', 'baseline', 'follow-up', undefined]) };
  },
  imaging: (draw, { question }) => ({
    modality: draw.pick(['MRI', 'CT', 'x-ray']),
    region: draw.pick([question.region ?? 'lumbosacral', 'lumbosacral', ...SPINE, 'thoracolumbar']),
    levels: draw.pick([undefined, question.targets.slice(0, 1).map(({ level }) => level), ['L5-S1'], []]),
    findings: draw.pick([['facet-arthropathy'], [], undefined, ['fusion'], ['fracture'], ['root-compression'], ['nerve-root-compression', 'stenosis'], ['tumor']]),
    excludesOtherCause: draw.maybe(draw.below(5) !== 4, 20),
  }),
  block: (draw, setting, occurredOn) => {
    const baseline = draw.pick([8, 10, 5, 3, 7]);
    const percent = percentNear(draw, setting);
    const window = draw.pick(setting.thresholds.windows);
    const purpose = draw.pick(['diagnostic', 'diagnostic', 'diagnostic', 'therapeutic']);
    return {
      technique: draw.pick(['medial-branch', 'medial-branch', 'medial-branch', 'intra-articular']), purpose, targets: placesNear(draw, setting),
      agent: draw.maybe(draw.pick(['bupivacaine', 'lidocaine', 'ropivacaine', 'mepivacaine'])), steroid: draw.pick([false, false, undefined, true]),
      guidance: draw.maybe(draw.pick(['fluoroscopy', 'fluoroscopy', 'CT', 'ultrasound'])), volumeMlPerTarget: draw.maybe(draw.pick([0.5, 0.4, 0.6, 1])),
      exception: draw.chance(12) ? { kind: draw.pick(['block-interval', 'trial-limit']), reason: 'anticoagulation' } : undefined,
      relief: draw.chance(8) ? undefined : {
        scale: draw.maybe(draw.pick(['NRS', 'NRS', 'NRS', 'VAS', 'VRS']), 8), baseline: draw.maybe(baseline, 8),
        observations: draw.chance(15) ? undefined : observations(draw, setting, { baseline, percent, window, isTherapeutic: purpose === 'therapeutic', occurredOn }),
        statedPercent: draw.pick([undefined, percent, percentNear(draw, setting)]),
        durationHours: draw.pick([undefined, window / 60, window / 60 - 0.1, 6, purpose === 'therapeutic' ? 24 * draw.pick([92, 90, 91, 89, 93]) : 1]),
      },
    };
  },
  ablation: (draw, setting) => ({ technique: draw.pick(['thermal-rf', 'thermal-rf', 'pulsed-rf', 'cooled-rf']), targets: placesNear(draw, setting) }),
  'ablation-outcome': (draw, setting) => {
    const ablationOn = setting.ablations.length === 0 ? setting.day(draw) : draw.pick(setting.ablations);
    const baseline = draw.pick([8, 10, 3]);
    const percent = percentNear(draw, setting);
    const unit = draw.pick([44, 50, 30]);
    return {
      ablationOn, side: draw.chance(10) ? undefined : sideNear(draw, setting), scale: draw.maybe('NRS', 8), baseline: draw.maybe(baseline), score: draw.maybe(scoreAfter(baseline, percent, draw)),
      statedPercent: draw.pick([undefined, percent, percentNear(draw, setting)]), sustainedUntil: draw.maybe(setting.after(ablationOn, draw)),
      function: draw.chance(50) ? { instrument: 'ODI', baseline: unit, value: Math.round(unit * draw.pick([0.5, 0.48, 0.52, 1, 1.1, 0.9])) } : undefined,
    };
  },
  plan: (draw) => ({ rfaConsidered: draw.maybe(draw.below(3) !== 2, 20), rfaNotCandidateReason: draw.maybe('pacemaker', 40) }),
  indication: (draw, setting) => ({
    code: draw.pick(['failed-back-surgery-syndrome', 'painful-diabetic-neuropathy', 'crps', 'ischemic-limb-pain', 'refractory-angina', 'non-surgical-back-pain']),
    onsetOn: draw.maybe(setting.day(draw)), pattern: draw.maybe(draw.pick(['radicular-leg', 'neuropathic', 'axial', 'radicular'])),
  }),
  'psych-evaluation': (draw) => ({ by: draw.maybe(draw.pick(['clinical-psychologist', 'psychiatrist', 'nurse', 'licensed-social-worker'])), cleared: draw.maybe(draw.below(4) !== 3) }),
  'multidisciplinary-screening': () => ({}),
  'risk-discussion': () => ({}),
  'scs-trial': (draw, setting, occurredOn) => {
    const baseline = draw.pick([8, 10, 3]);
    const hours = draw.pick([168, ...setting.thresholds.hours]) + draw.pick([0, 0, 1 / 60, -1 / 60, 24, -24, 1, 1 / 120]);
    const start = Date.parse(`${occurredOn}T09:00:00-07:00`);
    const percent = percentNear(draw, setting);
    const dose = draw.pick([60, 100, 30]);
    return {
      region: draw.pick(['thoracolumbar', 'thoracolumbar', ...LEADS]), startedAt: `${occurredOn}T09:00:00-07:00`,
      endedAt: draw.maybe(new Date(start + Math.round(hours * 3600) * 1000).toISOString(), 8), leads: draw.maybe(draw.pick([2, 1, 3])), contacts: draw.maybe(draw.pick([16, 8, 17])),
      relief: draw.chance(8) ? undefined : {
        scale: 'NRS', baseline: draw.maybe(baseline, 8), end: draw.maybe(scoreAfter(baseline, percent, draw), 25), statedPercent: draw.pick([undefined, percent, percentNear(draw, setting)]),
      },
      analgesic: draw.chance(50) ? { unit: 'MME', baseline: dose, end: Math.round(dose * draw.pick([0.5, 0.52, 0.48, 1, 1.1, 0])) } : undefined,
      function: draw.chance(60) ? draw.pick([{ measure: draw.pick(['walking-minutes', 'walking-minutes', 'ODI', 'mood']), baseline: 10, end: draw.pick([40, 10, 5]) }, { instrument: 'ODI', baseline: 40, value: draw.pick([20, 40, 50]) }]) : undefined,
      days: draw.chance(25) ? [0, 1, 2].map((at) => ({ on: setting.after(occurredOn, draw), score: draw.maybe(scoreAfter(baseline, percentNear(draw, setting), draw)), at })).map(({ on, score }) => ({ on, score })) : undefined,
      exception: draw.chance(12) ? { kind: draw.pick(['trial-limit', 'block-interval']), reason: 'lead moved' } : undefined,
    };
  },
};

interface Course { baseline: number; percent: number; window: number; isTherapeutic: boolean; occurredOn: string }

function observations(draw: Draw, setting: Setting, { baseline, percent, window, isTherapeutic }: Course): Loose[] {
  const late = isTherapeutic ? [92 * 1440, 90 * 1440, 91 * 1440] : [360, window + 1];
  return [draw.pick([30, 15, 14, 10]), draw.pick([window, window - 1, window + 1, 45]), draw.pick([...late, undefined])].filter((minutes) => minutes !== undefined).map((minutes) => ({
    minutes, score: scoreAfter(baseline, draw.chance(80) ? percent : percentNear(draw, setting), draw),
    side: draw.chance(10) ? draw.pick(['left', 'right']) : undefined, flags: draw.chance(5) ? [draw.pick(['analgesic', 'slept'])] : undefined,
  }));
}
