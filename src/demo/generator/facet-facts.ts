/** The record of a patient with facet joint pain: intake, blocks, ablation, outcome. Numbers are those of a plausible chart. */
import type { SpinalRegion, Target } from '../../../machines/kernel/anatomy';
import { addMonths, toDay, toPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import type { FactId } from '../../../machines/kernel/ids';
import type { Block, Fact, Observation } from '../../../machines/evidence/fact';
import { daysAfter, type Story } from './story';

export const DEMO_CLINICIAN = 'Demo Physician, MD (synthetic)';
const DEMO_NURSE = 'Demo Nurse, RN (synthetic)';

export interface FacetPatient {
  readonly region: SpinalRegion;
  readonly targets: readonly Target[];
  /** NRS before any block. */
  readonly baseline: number;
}

/** First visit: history, examination, what was tried, scores, imaging, plan; answers the disability score. */
export function documentFacetIntake(story: Story, on: PlainDate, patient: FacetPatient): number {
  const { region, targets, baseline } = patient;
  const cervical = region === 'cervical-thoracic';
  const sides = [...new Set(targets.map((target) => target.side))];
  const monthsBefore = (months: number): PlainDate => toPlainDate(addMonths(toDay(on), -months));
  const disability = story.random.whole(18, 25) * 2;
  const facts: readonly Fact[] = [
    { type: 'conservative-care', occurredOn: monthsBefore(2), modality: 'physical-therapy', startedOn: monthsBefore(4), endedOn: monthsBefore(2),
      visits: story.random.whole(10, 16), response: 'failed', provider: 'Demo Therapy Center', inPerson: true },
    { type: 'conservative-care', occurredOn: monthsBefore(1), modality: 'nsaid', startedOn: monthsBefore(7), endedOn: monthsBefore(1), response: 'failed',
      reason: 'meloxicam 15 mg daily, pain unchanged' },
    { type: 'conservative-care', occurredOn: monthsBefore(1), modality: 'home-exercise', startedOn: monthsBefore(4), endedOn: monthsBefore(1), response: 'failed' },
    { type: 'imaging', occurredOn: daysAfter(monthsBefore(1), 6), modality: 'MRI', region, levels: [...new Set(targets.map((target) => target.level))],
      findings: ['facet-arthropathy', 'no-nerve-root-compression'], excludesOtherCause: true },
    { type: 'pain-history', occurredOn: on, region, sides, onsetOn: monthsBefore(story.random.whole(8, 14)), pattern: 'axial', limitsFunction: true,
      diagnoses: [cervical ? 'M47.812' : 'M47.816'], author: DEMO_CLINICIAN },
    { type: 'exclusion-review', occurredOn: on, radiculopathy: 'absent', neurogenicClaudication: 'absent', otherCause: 'none', generalizedPain: false, fusedLevels: [],
      activeSubstanceUse: false, cardiacDevice: false, author: DEMO_CLINICIAN },
    { type: 'score', occurredOn: on, instrument: 'NRS', value: baseline, role: 'baseline', author: DEMO_NURSE },
    { type: 'score', occurredOn: on, instrument: cervical ? 'NDI' : 'ODI', value: disability, role: 'baseline', author: DEMO_NURSE },
    { type: 'plan', occurredOn: on, rfaConsidered: true, author: DEMO_CLINICIAN },
  ];
  for (const fact of facts) story.document(on, fact);
  return disability;
}

export interface BlockStory {
  readonly targets: readonly Target[];
  readonly baseline: number;
  /** NRS while the block works. */
  readonly during: number;
  readonly agent?: 'bupivacaine' | 'lidocaine';
  readonly statedPercent?: number;
  readonly setting?: string;
}

/** One diagnostic medial branch block: the note on the day, then the patient's own scores into the evening. */
export function documentBlock(story: Story, on: PlainDate, block: BlockStory): FactId {
  const agent = block.agent ?? 'bupivacaine';
  const hours = agent === 'bupivacaine' ? 6 : 2;
  const fact: Block = {
    type: 'block', occurredOn: on, technique: 'medial-branch', purpose: 'diagnostic', targets: block.targets,
    agent, concentrationPercent: agent === 'bupivacaine' ? 0.5 : 2, volumeMlPerTarget: 0.5, steroid: false,
    guidance: 'fluoroscopy', contrast: true, imageSaved: true, sedation: 'none', setting: block.setting ?? '24', operator: DEMO_CLINICIAN,
    relief: {
      scale: 'NRS', baseline: block.baseline,
      observations: [{ minutes: 30, score: block.during, source: 'nurse', activity: 'rising-from-chair' }],
      ...(block.statedPercent === undefined ? {} : { statedPercent: block.statedPercent }),
      durationHours: hours,
    },
    author: DEMO_CLINICIAN,
  };
  const factId = story.document(on, fact);
  for (const observation of diary(block, hours)) story.observe(on, factId, observation);
  return factId;
}

/** Scores at home: steady while the agent works, then back towards the baseline. */
function diary(block: BlockStory, hours: number): readonly Observation[] {
  const working = [60, 120, 180, 240, 360].filter((minutes) => minutes <= hours * 60);
  return [
    ...working.map((minutes): Observation => ({ minutes, score: block.during, source: 'patient' })),
    { minutes: hours * 60 + 120, score: Math.max(block.during, block.baseline - 2), source: 'patient' },
    { minutes: hours * 60 + 360, score: block.baseline, source: 'patient' },
  ];
}

export function documentAblation(story: Story, on: PlainDate, targets: readonly Target[]): FactId {
  return story.document(on, { type: 'ablation', occurredOn: on, technique: 'thermal-rf', temperatureC: 80, targets, guidance: 'fluoroscopy', imageSaved: true,
    setting: '24', operator: DEMO_CLINICIAN, author: DEMO_CLINICIAN });
}
