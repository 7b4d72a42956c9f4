/** Epidural steroid injections: a first one that is ready, a repeat whose response fell short. */
import { DEMO_FACILITY, DEMO_PRACTITIONER } from '../demo-directory';
import { addMonths, toDay, toPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import type { Fact } from '../../../machines/evidence/fact';
import { DEMO_CLINICIAN } from './facet-facts';
import { EPIDURAL_STATES, NOTHING_OPEN, type Shape } from './shape';
import { daysAfter, type Story } from './story';
import type { ExpectedStanding } from './synthetic-patient';

const LUMBAR: Pick<ExpectedStanding, 'pathway' | 'region'> = { pathway: 'epidural', region: 'lumbosacral' };
const TARGET = { level: 'L5-S1', side: 'left' } as const;
const BASELINE = 8;
/** In minutes. */
const TWO_WEEKS = 14 * 24 * 60;

/** First visit: leg pain, what was tried, a study that agrees with the examination, scores. */
function begin(story: Story, daysAgo: number): void {
  const on = story.workday(daysAgo);
  const monthsBefore = (months: number): PlainDate => toPlainDate(addMonths(toDay(on), -months));
  story.openEpisode(on, 'epidural', 'lumbosacral', { targets: [TARGET], guidance: 'fluoroscopy', approach: 'transforaminal', contrast: true, facilityId: DEMO_FACILITY, practitionerId: DEMO_PRACTITIONER });
  const facts: readonly Fact[] = [
    { type: 'conservative-care', occurredOn: monthsBefore(1), modality: 'physical-therapy', startedOn: monthsBefore(3), endedOn: monthsBefore(1), visits: story.random.whole(8, 14), response: 'failed', provider: 'Demo Therapy Center', inPerson: true },
    { type: 'conservative-care', occurredOn: monthsBefore(1), modality: 'nsaid', startedOn: monthsBefore(3), endedOn: monthsBefore(1), response: 'failed' },
    { type: 'imaging', occurredOn: daysAfter(monthsBefore(1), 5), modality: 'MRI', region: 'lumbosacral', levels: [TARGET.level], findings: ['disc-herniation', 'nerve-root-compression'], concordant: true },
    { type: 'indication', occurredOn: on, code: 'radiculopathy', onsetOn: monthsBefore(4), pattern: 'radicular-leg', author: DEMO_CLINICIAN },
    { type: 'pain-history', occurredOn: on, region: 'lumbosacral', sides: [TARGET.side], onsetOn: monthsBefore(4), pattern: 'radicular', limitsFunction: true, diagnoses: ['M54.16'], author: DEMO_CLINICIAN },
    { type: 'score', occurredOn: on, instrument: 'NRS', value: BASELINE, role: 'baseline' },
    { type: 'score', occurredOn: on, instrument: 'ODI', value: story.random.whole(20, 26) * 2, role: 'baseline' },
  ];
  for (const fact of facts) story.document(on, fact);
}

export const READY_FOR_EPIDURAL: Shape = {
  key: 'ready-for-epidural',
  lesson: 'Leg pain for months, care that failed, a study that agrees with the examination, both scales: the first epidural is ready to be asked for.',
  states: EPIDURAL_STATES,
  registeredDaysAgo: 12,
  tell: (story) => begin(story, 12),
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'ready-for-epidural', nextStep: 'esi', result: 'eligible' },
};

export const EPIDURAL_RESPONSE_FELL_SHORT: Shape = {
  key: 'epidural-response-fell-short',
  lesson: 'The first epidural took a quarter of the pain and function did not change: the same injection again is not supported, another plan is needed.',
  states: EPIDURAL_STATES,
  registeredDaysAgo: 90,
  tell: (story) => {
    begin(story, 90);
    const on = story.workday(60);
    const epidural = story.document(on, {
      type: 'epidural', occurredOn: on, approach: 'transforaminal', region: 'lumbosacral', targets: [TARGET], contrast: true, guidance: 'fluoroscopy', imageSaved: true, setting: '24',
      relief: { scale: 'NRS', baseline: BASELINE, observations: [{ minutes: 30, score: 5, source: 'nurse' }] },
      function: { instrument: 'ODI', baseline: 44, value: 44 }, author: DEMO_CLINICIAN,
    });
    story.observe(story.workday(40), epidural, { minutes: TWO_WEEKS, score: 6, source: 'phone' });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'response-fell-short', nextStep: 'esi', result: 'not-eligible', unmet: ['epidural-repeat'] },
};
