/** Spinal cord stimulation: evaluation, trial, implant. */
import { DEMO_FACILITY, DEMO_PRACTITIONER } from '../demo-directory';
import { toDay } from '../../../machines/kernel/calendar';
import { documentStimulationIntake, documentTrial } from './scs-facts';
import { NOTHING_OPEN, STIMULATION_STATES, type Shape } from './shape';
import type { Story } from './story';
import type { ExpectedStanding } from './synthetic-patient';

const THORACOLUMBAR: Pick<ExpectedStanding, 'pathway' | 'region'> = { pathway: 'scs', region: 'thoracolumbar' };

function begin(story: Story, daysAgo: number, intake: { readonly baseline: number; readonly cleared?: boolean }): void {
  const on = story.workday(daysAgo);
  story.openEpisode(on, 'scs', 'thoracolumbar', { targets: [], guidance: 'fluoroscopy', leads: 2, facilityId: DEMO_FACILITY, practitionerId: DEMO_PRACTITIONER });
  documentStimulationIntake(story, on, intake);
}

export const EVALUATION_WITHOUT_CLEARANCE: Shape = {
  key: 'evaluation-without-clearance',
  lesson: 'The psychologist saw the patient and the report does not say "cleared": a documentation task, not a clinical failure.',
  states: STIMULATION_STATES,
  registeredDaysAgo: 18,
  tell: (story) => begin(story, 18, { baseline: 8 }),
  expected: { ...THORACOLUMBAR, ...NOTHING_OPEN, position: 'candidacy', nextStep: 'trial', result: 'cannot-tell', unknown: ['psych-evaluation'] },
};

export const TRIAL_UNDER_WAY: Shape = {
  key: 'trial-under-way',
  lesson: 'The trial leads are in and the diary misses its third day: call the patient today, the implant rests on these numbers.',
  states: STIMULATION_STATES,
  registeredDaysAgo: 35,
  tell: (story) => {
    begin(story, 35, { baseline: 8, cleared: true });
    const startedOn = story.workday(5);
    const daysSoFar = story.today - toDay(startedOn);
    documentTrial(story, story.day(1), startedOn, { baseline: 8, scores: [6, 4, undefined, 3, 3, 4, 3].slice(0, daysSoFar), ended: false });
  },
  expected: { ...THORACOLUMBAR, ...NOTHING_OPEN, position: 'trial-under-way', nextStep: 'implant', result: 'cannot-tell', unknown: ['trial-relief', 'trial-function'] },
};

export const TRIAL_PASSED_BY_ANALGESICS: Shape = {
  key: 'trial-passed-by-analgesics',
  lesson: 'Pain fell by 37.5 % only, the opioid dose by 58 %, and walking improved: the policy accepts either route, with function.',
  states: STIMULATION_STATES,
  registeredDaysAgo: 80,
  tell: (story) => {
    begin(story, 80, { baseline: 8, cleared: true });
    const startedOn = story.workday(30);
    documentTrial(story, story.workday(21), startedOn, { baseline: 8, scores: [6, 5, 5, 6, 5, 5, 5, 5], ended: true, doseMme: { baseline: 60, end: 25 },
      walkingMinutes: { baseline: 10, end: 35 } });
  },
  expected: { ...THORACOLUMBAR, ...NOTHING_OPEN, position: 'ready-for-implant', nextStep: 'implant', result: 'eligible' },
};
