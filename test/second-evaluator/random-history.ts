/** Random histories for a step of a policy, biased to its figures. */
import fc from 'fast-check';
import { isRejection } from '../../machines/kernel/rejection';
import type { Fact } from '../../machines/evidence/fact';
import { parseFact } from '../../machines/evidence/parse-fact';
import { dateOf, dayOf, plusMonths } from './dates';
import { Draw } from './draw';
import { partlyImported } from './partly-imported';
import { COLUMN } from './places';
import { randomEpiduralHistory } from './random-epidural';
import { FACTS, type Loose, type Setting } from './random-facts';
import type { Content, History, Joint, Question } from './record';
import { soundRecord } from './sound-record';
import { thresholdsOf, type Thresholds } from './thresholds';

const STRIP = 40;
const MOST_FACTS = 14;
/** Ordinary days, leap days, ends of months and the days beside them. */
const SERVICE = ['2026-09-21', '2026-08-31', '2028-02-29', '2027-02-28', '2027-03-01', '2026-12-30', '2028-08-31', '2026-11-30', '2027-05-29', '2028-03-01'];
const FACET = ['block', 'block', 'block', 'block', 'ablation', 'ablation', 'ablation-outcome', 'ablation-outcome', 'pain-history', 'exclusion-review', 'conservative-care', 'conservative-care', 'score', 'score', 'imaging', 'plan'];
const STIMULATION = ['scs-trial', 'scs-trial', 'scs-trial', 'indication', 'indication', 'conservative-care', 'conservative-care', 'psych-evaluation', 'psych-evaluation', 'multidisciplinary-screening', 'risk-discussion', 'score', 'score', 'exclusion-review', 'pain-history', 'imaging'];

export function randomHistory(content: unknown, step: string): fc.Arbitrary<History> {
  if (step === 'esi') return randomEpiduralHistory(content);
  const strip = fc.array(fc.nat(0xffff), { minLength: STRIP, maxLength: STRIP });
  const thresholds = thresholdsOf(content as Content, step);
  return fc.tuple(strip, fc.array(strip, { maxLength: MOST_FACTS, size: 'max' })).map(([asked, facts]) => partlyImported(history(step, thresholds, new Draw(asked), facts.map((one) => new Draw(one))), asked));
}

function history(step: string, thresholds: Thresholds, asked: Draw, draws: readonly Draw[]): History {
  const question = step === 'trial' || step === 'implant' ? stimulationQuestion(step, asked) : facetQuestion(step, asked);
  const placed: number[] = [dayOf(question.dateOfService)];
  const ablations: string[] = [];
  const setting: Setting = { question, thresholds, ablations, day: (draw) => dateOf(dayNear(draw, thresholds, placed)), after: (date, draw) => dateOf(later(draw, thresholds, dayOf(date))) };
  const facts = asked.chance(45) ? soundRecord(question, asked).map((loose) => parseFact(tidy(loose))).filter((fact): fact is Fact => !isRejection(fact)) : [];
  const spoiling = facts.length > 0 ? draws.slice(0, asked.below(6)) : draws;
  for (const draw of spoiling) {
    const type = draw.pick(question.targets.length === 0 ? STIMULATION : FACET);
    const occurredOn = draw.chance(4) ? dateOf(placed[0]! + draw.pick([1, 5, 30])) : setting.day(draw);
    const fact = parseFact(tidy({ type, occurredOn, ...FACTS[type]!(draw, setting, occurredOn) }));
    if (isRejection(fact)) continue;
    placed.push(dayOf(occurredOn));
    if (type === 'ablation') ablations.push(occurredOn);
    facts.push(fact);
  }
  return { question, facts };
}

function common(step: string, draw: Draw): Pick<Question, 'step' | 'dateOfService' | 'asOf' | 'setting' | 'exception'> {
  const dateOfService = draw.pick(SERVICE);
  return {
    step, dateOfService, asOf: draw.chance(12) ? dateOf(dayOf(dateOfService) + draw.pick([-1, -14, -60, 20])) : undefined,
    setting: draw.maybe(draw.pick(['24', '22', '11', '19', '21', '12'])),
    exception: draw.chance(15) ? { kind: draw.pick(['block-interval', 'trial-limit']), reason: 'documented' } : undefined,
  };
}

function stimulationQuestion(step: string, draw: Draw): Question {
  return { ...common(step, draw), region: draw.pick(['thoracolumbar', 'thoracolumbar', 'cervical', undefined]), targets: [] };
}

function facetQuestion(step: string, draw: Draw): Question {
  const first = COLUMN.indexOf(draw.pick(['L4-L5', 'L4-L5', 'L3-L4', 'C4-C5', 'T12-L1', 'L1-L2', 'T11-T12']));
  const side = draw.pick(['right', 'right', 'left']);
  const targets: Joint[] = [];
  const add = (row: number, of: string): void => {
    const level = COLUMN[Math.min(COLUMN.length - 1, row)] as string;
    if (!targets.some((target) => target.level === level && target.side === of)) targets.push({ level, side: of });
  };
  const count = draw.pick([1, 1, 1, 2, 2, 2, 3, 3, 4, 5]);
  for (let at = 0; at < count; at += 1) add(first + (draw.chance(10) ? 2 * at : at), draw.chance(20) ? (side === 'right' ? 'left' : 'right') : side);
  const own = first < COLUMN.indexOf('L1-L2') ? 'cervical-thoracic' : 'lumbosacral';
  return {
    ...common(step, draw), targets, region: draw.pick([own, undefined, own, undefined, own, 'lumbosacral']),
    technique: draw.maybe(draw.pick(['thermal-rf', 'thermal-rf', 'cooled-rf', 'pulsed-rf'])), guidance: draw.maybe(draw.pick(['fluoroscopy', 'CT', 'fluoroscopy', 'ultrasound', 'none'])),
  };
}

/** Mostly a threshold before the service or before an earlier fact, give or take a day; else anywhere. */
function dayNear(draw: Draw, thresholds: Thresholds, placed: readonly number[]): number {
  const shape = draw.below(10);
  const from = draw.chance(50) ? draw.pick(placed) : placed[0]!;
  const jitter = draw.pick([0, 1, -1, 0]);
  if (shape <= 2) return plusMonths(from, -draw.pick(thresholds.months)) + jitter;
  if (shape <= 5) return from - draw.pick(thresholds.days) + jitter;
  if (shape <= 7) return placed[0]! - draw.below(60);
  return shape === 8 ? placed[0]! - draw.below(900) : from;
}

function later(draw: Draw, thresholds: Thresholds, day: number): number {
  const shape = draw.below(8);
  const jitter = draw.pick([0, 1, -1, 0]);
  if (shape <= 2) return plusMonths(day, draw.pick(thresholds.months)) + jitter;
  return shape <= 5 ? day + draw.pick(thresholds.days) + jitter : day + draw.below(shape === 6 ? 10 : 300);
}

/** Without what is missing. */
function tidy(value: unknown): Loose {
  return JSON.parse(JSON.stringify(value)) as Loose;
}
