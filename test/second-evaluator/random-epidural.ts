/** Random histories of epidurals, biased to the figures of a policy; some begin from a record that meets most of it. */
import fc from 'fast-check';
import { isRejection } from '../../machines/kernel/rejection';
import type { Fact } from '../../machines/evidence/fact';
import { parseFact } from '../../machines/evidence/parse-fact';
import { dateOf, dayOf, plusMonths } from './dates';
import { Draw } from './draw';
import { FACTS, type Loose, type Setting } from './random-facts';
import { partlyImported } from './partly-imported';
import { criteriaOf, type Content, type History, type Question } from './record';
import { thresholdsOf, type Thresholds } from './thresholds';

const STRIP = 40;
const MOST_FACTS = 12;
const SERVICE = ['2026-11-23', '2028-02-29', '2027-02-28', '2027-03-01', '2026-12-31', '2027-08-31', '2027-05-29'];
const TYPES = ['epidural', 'epidural', 'epidural', 'epidural', 'epidural', 'imaging', 'imaging', 'pain-history', 'indication', 'conservative-care', 'score', 'exclusion-review'];
const REGIONS = ['lumbosacral', 'cervical-thoracic'];
const MEASURES: readonly Loose[] = [{ instrument: 'ODI' }, { measure: 'ODI' }, { measure: 'walking-minutes' }, { instrument: 'PROMIS-PI' }];

interface Figures { readonly thresholds: Thresholds; readonly minutes: readonly number[] }

export function randomEpiduralHistory(content: unknown): fc.Arbitrary<History> {
  const strip = fc.array(fc.nat(0xffff), { minLength: STRIP, maxLength: STRIP });
  const required = criteriaOf(content as Content, 'esi').map((criterion) => criterion.required as Readonly<Record<string, number | undefined>>);
  const thresholds = thresholdsOf(content as Content, 'esi');
  const within = required.flatMap(({ withinMonths }) => withinMonths ?? []);
  const weeks = required.flatMap(({ weeksMin }) => weeksMin ?? []);
  const lasting = required.flatMap(({ sustainedHoursMin }) => sustainedHoursMin ?? []);
  const minutes = [...[...weeks, 2].map((count) => count * 7 * 1440), ...lasting.map((hours) => hours * 60)];
  const figures = { thresholds: { ...thresholds, months: [...thresholds.months, ...within] }, minutes };
  return fc.tuple(strip, fc.array(strip, { maxLength: MOST_FACTS, size: 'max' })).map(([asked, facts]) => partlyImported(history(figures, new Draw(asked), facts.map((one) => new Draw(one))), asked));
}

function history(figures: Figures, asked: Draw, draws: readonly Draw[]): History {
  const question = questionOf(asked);
  const service = dayOf(question.dateOfService);
  const placed = [service];
  const near = (draw: Draw): string => dateOf(dayNear(draw, figures.thresholds, placed));
  const setting: Setting = { question, thresholds: figures.thresholds, ablations: [], day: near, after: (date, draw) => dateOf(dayOf(date) + draw.pick(figures.thresholds.days) + draw.pick([0, 1, -1, 200])) };
  const loose: Loose[] = asked.chance(60) ? soundRecord(question) : [];
  const spoiling = loose.length > 0 ? draws.slice(0, asked.below(8)) : draws;
  for (const draw of spoiling) {
    const type = draw.pick(TYPES);
    const occurredOn = draw.chance(4) ? dateOf(service + draw.pick([1, 5, 30])) : near(draw);
    placed.push(Math.min(service, dayOf(occurredOn)));
    loose.push({ type, occurredOn, ...ofType(type, draw, setting, figures, occurredOn) });
  }
  const facts = loose.map((one) => parseFact(JSON.parse(JSON.stringify(one)))).filter((fact): fact is Fact => !isRejection(fact));
  return { question, facts };
}

function questionOf(draw: Draw): Question {
  const dateOfService = draw.pick(SERVICE);
  const region = draw.pick([...REGIONS, 'lumbosacral']);
  const levels = region === 'lumbosacral' ? ['L4-L5', 'L5-S1', 'L3-L4', 'L2-L3'] : ['C5-C6', 'C6-C7', 'C4-C5', 'C3-C4'];
  const side = draw.pick(['right', 'left']);
  const shape = draw.pick([[], [0], [0], [0, 1], [0, 1], [0, 3], [0, 1, 2]]);
  const targets = shape.map((at) => ({ level: levels[at] as string, side }));
  if (draw.chance(15) && targets[0]) targets.push({ level: targets[0].level, side: side === 'right' ? 'left' : 'right' });
  return {
    step: 'esi', dateOfService, region: targets.length > 0 ? draw.maybe(region) : region, targets,
    asOf: draw.chance(12) ? dateOf(dayOf(dateOfService) + draw.pick([-1, -14, -60, 20])) : undefined,
    approach: draw.maybe(draw.pick(['transforaminal', 'transforaminal', 'interlaminar', 'caudal'])), contrast: draw.maybe(draw.below(4) < 3),
    guidance: draw.maybe(draw.pick(['fluoroscopy', 'CT', 'ultrasound', 'none'])), setting: draw.maybe('24'),
    exception: draw.chance(25) ? { kind: draw.pick(['epidural-contrast', 'block-interval']), reason: 'allergy to contrast' } : undefined,
  };
}

function dayNear(draw: Draw, { months, days }: Thresholds, placed: readonly number[]): number {
  const from = draw.chance(40) ? draw.pick(placed) : placed[0]!;
  const jitter = draw.pick([0, 1, -1, 0]);
  const shape = draw.below(5);
  if (shape <= 1) return plusMonths(from, -draw.pick(months)) + jitter;
  if (shape === 2) return from - draw.pick(days) + jitter;
  return shape === 3 ? placed[0]! - draw.below(60) : placed[0]! - draw.below(700);
}

function soundRecord({ dateOfService, region, targets }: Question): Loose[] {
  const before = (days: number): string => dateOf(dayOf(dateOfService) - days);
  const place = region ?? (targets[0]?.level.startsWith('L') ? 'lumbosacral' : 'cervical-thoracic');
  return [
    { type: 'pain-history', occurredOn: before(90), region: place, sides: ['left', 'right'], onsetOn: before(300), pattern: 'radicular', limitsFunction: true },
    { type: 'indication', occurredOn: before(90), code: 'radiculopathy', onsetOn: before(300) },
    { type: 'imaging', occurredOn: before(100), modality: 'MRI', region: place, concordant: true },
    { type: 'conservative-care', occurredOn: before(80), modality: 'physical-therapy', startedOn: before(150), endedOn: before(85), visits: 12, response: 'failed' },
    { type: 'score', occurredOn: before(85), instrument: 'NRS', value: 8, role: 'baseline' }, { type: 'score', occurredOn: before(85), instrument: 'ODI', value: 44, role: 'baseline' },
  ];
}

function ofType(type: string, draw: Draw, setting: Setting, figures: Figures, occurredOn: string): Loose {
  const place = setting.question.region ?? draw.pick(REGIONS);
  if (type === 'epidural') return epidural(draw, setting, figures, place);
  if (type === 'indication') {
    return { code: draw.pick(['radiculopathy', 'neurogenic-claudication', 'post-laminectomy-syndrome', 'acute-herpes-zoster', 'crps', 'failed-back-surgery-syndrome']), onsetOn: draw.maybe(setting.day(draw)) };
  }
  if (type === 'imaging') return { modality: draw.pick(['MRI', 'CT', 'EMG', 'NCV', 'xray']), region: draw.pick([place, place, ...REGIONS]), concordant: draw.maybe(draw.below(4) < 3, 25) };
  return FACTS[type]!(draw, setting, occurredOn);
}

function epidural(draw: Draw, { question }: Setting, { thresholds, minutes }: Figures, place: string): Loose {
  const least = draw.pick(thresholds.percents);
  const near = (): number => Math.min(100, least + draw.pick([0, 0, 1, -1, 20, -20, -50, -60]));
  const after = (baseline: number): number => Math.round(baseline * (100 - near())) / 100;
  const late = draw.pick(minutes) + draw.pick([0, 0, 1, -1, 20160]);
  const observations = draw.pick([[30, late], [late], [30, 10080, late], [late, 30]]).map((at) => ({ minutes: at, score: Math.min(10, after(8)) }));
  const target = question.targets[0] ?? { level: place === 'lumbosacral' ? 'L4-L5' : 'C5-C6', side: 'right' };
  return {
    approach: draw.pick(['transforaminal', 'interlaminar', 'caudal']), region: draw.maybe(draw.pick([place, place, place, ...REGIONS]), 40),
    targets: draw.pick([undefined, [target], [target], [{ level: draw.pick(['L4-L5', 'C5-C6', 'T12-L1', 'L1-L2']), side: 'left' }]]),
    relief: draw.chance(15) ? undefined : {
      scale: 'NRS', baseline: draw.maybe(8), observations: draw.maybe(observations, 20), statedPercent: draw.chance(30) ? Math.max(0, near()) : undefined,
      durationHours: draw.chance(30) ? draw.pick(minutes) / 60 + draw.pick([0, 1, -1]) : undefined,
    },
    function: draw.chance(50) ? { ...draw.pick(MEASURES), baseline: 40, [draw.pick(['value', 'end'])]: draw.pick([20, 20.2, 20.4, 21, 19, 40, 60, 59, 59.8, 61, 44]) } : undefined,
    analgesic: draw.chance(50) ? { unit: 'MME', baseline: 60, end: draw.pick([30, 60, 90, 59]) } : undefined,
  };
}
