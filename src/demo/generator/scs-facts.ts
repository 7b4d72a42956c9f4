/** The record of a patient who is considered for spinal cord stimulation: intake and trial, with the trial's daily diary. */
import { addMonths, toDay, toPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import type { FactId } from '../../../machines/kernel/ids';
import type { Fact, ScsTrial, TrialDay } from '../../../machines/evidence/fact';
import { DEMO_CLINICIAN } from './facet-facts';
import { daysAfter, type Story } from './story';

export interface StimulationIntake {
  readonly baseline: number;
  /** Undefined: the evaluation took place and its report does not say whether the patient is cleared. */
  readonly cleared?: boolean;
}

/** First visits: indication, what was tried, evaluations, scores, imaging. */
export function documentStimulationIntake(story: Story, on: PlainDate, intake: StimulationIntake): void {
  const monthsBefore = (months: number): PlainDate => toPlainDate(addMonths(toDay(on), -months));
  const facts: readonly Fact[] = [
    { type: 'conservative-care', occurredOn: monthsBefore(26), modality: 'surgery', startedOn: monthsBefore(26), endedOn: monthsBefore(26), response: 'failed', reason: 'L4-S1 decompression' },
    { type: 'conservative-care', occurredOn: monthsBefore(2), modality: 'physical-therapy', startedOn: monthsBefore(10), endedOn: monthsBefore(2),
      visits: story.random.whole(18, 30), response: 'failed', provider: 'Demo Therapy Center', inPerson: true },
    { type: 'conservative-care', occurredOn: monthsBefore(1), modality: 'medication', startedOn: monthsBefore(20), endedOn: monthsBefore(1), response: 'failed',
      reason: 'gabapentin 1,800 mg, duloxetine 60 mg' },
    { type: 'conservative-care', occurredOn: monthsBefore(1), modality: 'psychological', startedOn: monthsBefore(6), endedOn: monthsBefore(1), visits: 8, response: 'partial' },
    { type: 'imaging', occurredOn: monthsBefore(1), modality: 'MRI', region: 'thoracolumbar', findings: ['post-surgical-change', 'adequate-canal'], excludesOtherCause: true },
    { type: 'indication', occurredOn: on, code: 'failed-back-surgery-syndrome', onsetOn: monthsBefore(24), pattern: 'radicular-leg', author: DEMO_CLINICIAN },
    { type: 'pain-history', occurredOn: on, region: 'thoracolumbar', sides: ['left'], onsetOn: monthsBefore(24), pattern: 'radicular-leg', limitsFunction: true, diagnoses: ['M96.1'],
      author: DEMO_CLINICIAN },
    { type: 'exclusion-review', occurredOn: on, radiculopathy: 'treated', neurogenicClaudication: 'absent', otherCause: 'none', generalizedPain: false, fusedLevels: [],
      activeSubstanceUse: false, cardiacDevice: false, author: DEMO_CLINICIAN },
    { type: 'score', occurredOn: on, instrument: 'NRS', value: intake.baseline, role: 'baseline' },
    { type: 'score', occurredOn: on, instrument: 'ODI', value: story.random.whole(20, 29) * 2, role: 'baseline' },
    { type: 'multidisciplinary-screening', occurredOn: on, author: DEMO_CLINICIAN },
    { type: 'risk-discussion', occurredOn: on, author: DEMO_CLINICIAN },
    { type: 'psych-evaluation', occurredOn: on, by: 'clinical-psychologist', ...(intake.cleared === undefined ? {} : { cleared: intake.cleared }), source: 'Demo Behavioral Health' },
  ];
  for (const fact of facts) story.document(on, fact);
}

export interface TrialStory {
  readonly baseline: number;
  /** One score a day from the first; undefined: the patient did not answer that day. */
  readonly scores: readonly (number | undefined)[];
  readonly doseMme?: { readonly baseline: number; readonly end: number };
  readonly walkingMinutes?: { readonly baseline: number; readonly end: number };
  /** The leads are out: the trial has an end and a result. */
  readonly ended: boolean;
}

/** One percutaneous trial with two leads; the record of a trial under way has neither end nor result. */
export function documentTrial(story: Story, recordedOn: PlainDate, startedOn: PlainDate, trial: TrialStory): FactId {
  const days = trial.scores.flatMap((score, index): TrialDay[] =>
    score === undefined ? [] : [{ on: daysAfter(startedOn, index), score, sleep: score <= 5 ? 'better' : 'same', hoursOn: 22 }]);
  const endedOn = daysAfter(startedOn, trial.scores.length - 1);
  const end = trial.scores.at(-1);
  const fact: ScsTrial = {
    type: 'scs-trial', occurredOn: startedOn, startedAt: `${startedOn}T09:00:00-07:00`, ...(trial.ended ? { endedAt: `${endedOn}T09:00:00-07:00` } : {}),
    leads: 2, leadType: 'percutaneous', contacts: 16, region: 'thoracolumbar', setting: '24',
    relief: { scale: 'NRS', baseline: trial.baseline, ...(trial.ended && end !== undefined ? { end } : {}) },
    ...(trial.ended && trial.doseMme ? { analgesic: { unit: 'MME', ...trial.doseMme } } : {}),
    ...(trial.ended && trial.walkingMinutes ? { function: { measure: 'walking-minutes', ...trial.walkingMinutes } } : {}),
    days, author: DEMO_CLINICIAN,
  };
  return story.document(recordedOn, fact);
}
