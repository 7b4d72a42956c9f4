/** A record that meets most of what a step asks, for random facts to spoil: without it no history is ever eligible. */
import { dateOf, dayOf } from './dates';
import type { Draw } from './draw';
import { plainRegionOf } from './places';
import type { Question } from './record';
import type { Loose } from './random-facts';

export function soundRecord(question: Question, draw: Draw): Loose[] {
  const before = (days: number): string => dateOf(dayOf(question.dateOfService) - days);
  const care = { type: 'conservative-care', occurredOn: before(70), modality: 'physical-therapy', startedOn: before(300), endedOn: before(80), visits: 12, response: 'failed' };
  const shortCare = { ...care, startedOn: before(122) };
  const review = { type: 'exclusion-review', occurredOn: before(70), radiculopathy: 'absent', neurogenicClaudication: 'absent', otherCause: 'none', generalizedPain: false, fusedLevels: [], activeSubstanceUse: false, cardiacDevice: false };
  const scores = [{ type: 'score', occurredOn: before(72), instrument: 'NRS', value: 8, role: 'baseline' }, { type: 'score', occurredOn: before(72), instrument: 'ODI', value: 44, role: 'baseline' }];
  const common = [care, ...(draw.chance(50) ? [shortCare] : []), review, ...scores];
  return question.targets.length === 0 ? [...common, ...stimulation(question, before)] : [...common, ...facet(question, before, draw)];
}

function stimulation({ step, region = 'thoracolumbar' }: Question, before: (days: number) => string): Loose[] {
  const start = before(30);
  return [
    { type: 'indication', occurredOn: before(200), code: 'failed-back-surgery-syndrome', onsetOn: before(900), pattern: 'radicular-leg' },
    { type: 'conservative-care', occurredOn: before(800), modality: 'surgery', startedOn: before(850), endedOn: before(850), response: 'failed' },
    { type: 'psych-evaluation', occurredOn: before(60), by: 'clinical-psychologist', cleared: true },
    { type: 'multidisciplinary-screening', occurredOn: before(60) }, { type: 'risk-discussion', occurredOn: before(60) },
    ...(step === 'trial' ? [] : [{
      type: 'scs-trial', occurredOn: start, startedAt: `${start}T09:00:00-07:00`, endedAt: `${before(25)}T09:00:00-07:00`, leads: 2, contacts: 16, region,
      relief: { scale: 'NRS', baseline: 8, end: 3 }, function: { measure: 'walking-minutes', baseline: 10, end: 40 },
    }]),
  ];
}

function facet({ step, targets, region: asked }: Question, before: (days: number) => string, draw: Draw): Loose[] {
  const region = asked ?? plainRegionOf(targets[0]!.level);
  const sides = [...new Set(targets.map(({ side }) => side))];
  const block = (days: number): Loose => ({
    type: 'block', occurredOn: before(days), technique: 'medial-branch', purpose: 'diagnostic', targets: draw.chance(25) ? targets.slice(0, 1) : targets, agent: 'bupivacaine', steroid: false,
    volumeMlPerTarget: 0.5, guidance: 'fluoroscopy',
    relief: { scale: 'NRS', baseline: 8, observations: sides.flatMap((side) => [{ minutes: 30, score: 1, side }, { minutes: 180, score: 1, side }]), durationHours: 6 },
  });
  const repeat = (): Loose[] => [
    { type: 'ablation', occurredOn: before(300), technique: 'thermal-rf', targets },
    ...sides.map((side) => ({ type: 'ablation-outcome', occurredOn: before(90), ablationOn: before(300), side, scale: 'NRS', baseline: 8, score: draw.pick([3, 3, 5]), sustainedUntil: before(90) })),
  ];
  const first = draw.pick([42, 14, 13, 15]);
  const procedures: Readonly<Record<string, () => Loose[]>> = {
    mbb1: () => (draw.chance(25) ? repeat() : []),
    'mbb-diagnostic': () => (draw.chance(25) ? repeat() : []),
    mbb2: () => [block(first), ...(draw.chance(15) ? repeat() : [])],
    rfa: () => [block(60), block(60 - first)],
    'mbb-therapeutic': () => [block(60), block(60 - first)],
    'repeat-rfa': () => [block(60), block(60 - first), ...repeat()],
  };
  return [
    { type: 'pain-history', occurredOn: before(70), region, sides, onsetOn: before(400), pattern: 'axial', limitsFunction: true },
    { type: 'imaging', occurredOn: before(90), modality: 'MRI', region, findings: ['facet-arthropathy'], excludesOtherCause: true },
    { type: 'plan', occurredOn: before(70), rfaConsidered: true, rfaNotCandidateReason: step === 'mbb-therapeutic' ? 'pacemaker' : undefined },
    ...procedures[step]?.() ?? [],
  ];
}
