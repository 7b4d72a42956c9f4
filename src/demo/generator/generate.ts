/** The generator's doors: one patient, a stream of any length, and the dozen of the demo practice. Pure: no clock, no state. */
import type { PlainDate } from '../../../machines/kernel/calendar';
import { toDay, toPlainDate } from '../../../machines/kernel/calendar';
import { EPIDURAL_RESPONSE_FELL_SHORT, READY_FOR_EPIDURAL } from './epidural-shapes';
import { randomOf, type Random } from './random';
import { APPROVED_NOT_SCHEDULED, BLOCK_1_FAILED, BLOCK_2_TOO_EARLY, CERVICAL_READY_FOR_BLOCK_2, READY_FOR_BLOCK_1, READY_FOR_RFA, RELIEF_DISAGREES,
  REPEAT_DUE_NEXT_MONTH, THIRD_LEVEL, WRONG_SIDE, YEARLY_SESSIONS_USED_UP } from './rfa-shapes';
import { EVALUATION_WITHOUT_CLEARANCE, TRIAL_PASSED_BY_ANALGESICS, TRIAL_UNDER_WAY } from './scs-shapes';
import type { Shape } from './shape';
import { startStory, type Story } from './story';
import type { DemoPatient, SyntheticPatient } from './synthetic-patient';

/** What a generated population is drawn from; one that is named by its seed stays the same, so a new shape is not added here. */
const POPULATION: readonly [Shape, ...Shape[]] = [READY_FOR_BLOCK_1, BLOCK_1_FAILED, BLOCK_2_TOO_EARLY, CERVICAL_READY_FOR_BLOCK_2, READY_FOR_RFA, RELIEF_DISAGREES, WRONG_SIDE,
  THIRD_LEVEL, APPROVED_NOT_SCHEDULED, REPEAT_DUE_NEXT_MONTH, YEARLY_SESSIONS_USED_UP, EVALUATION_WITHOUT_CLEARANCE, TRIAL_UNDER_WAY, TRIAL_PASSED_BY_ANALGESICS];
/** In the order in which the demo practice lists them. */
const SHAPES: readonly Shape[] = [...POPULATION, READY_FOR_EPIDURAL, EPIDURAL_RESPONSE_FELL_SHORT];

const DEMO_SEED = 20260923;
const FACTS_PER_PATIENT = 30;

/** The demo practice's patients, one a shape; their dates move with `today`, their names and ids do not. */
export function demoPatients(today: PlainDate): readonly DemoPatient[] {
  return SHAPES.map((shape, index) => {
    const story = begin(shape, randomOf(DEMO_SEED, index), today, index);
    shape.tell(story);
    return { ...story.finish(), key: shape.key, lesson: shape.lesson, expected: shape.expected };
  });
}

/** One patient of a mixed population, the same for the same seed, index and day. */
export function generatePatient(seed: number, index: number, today: PlainDate, factsPerPatient: number = FACTS_PER_PATIENT): SyntheticPatient {
  const random = randomOf(seed, index);
  const shape = random.pick(POPULATION);
  // Days differ from patient to patient, so that a population does not have all its procedures on one day.
  const seenToday = toPlainDate(toDay(today) - random.whole(0, 9));
  const story = begin(shape, random, seenToday, index);
  shape.tell(story);
  return withFollowUps(story, factsPerPatient);
}

/** A population of any size in constant memory. */
export function* generatePatients(population: { readonly seed: number; readonly count: number; readonly today: PlainDate; readonly factsPerPatient?: number }): Generator<SyntheticPatient> {
  for (let index = 0; index < population.count; index++) {
    yield generatePatient(population.seed, index, population.today, population.factsPerPatient);
  }
}

function begin(shape: Shape, random: Random, today: PlainDate, index: number): Story {
  return startStory(random, today, shape.registeredDaysAgo, { state: random.pick(shape.states), mrn: `DEMO-${String(index + 1).padStart(6, '0')}`, ageYears: random.whole(66, 84) });
}

/** Follow-up scores, one a day before the last visit, as a chart collects them; none is a baseline, so no position rests on them. */
function withFollowUps(story: Story, factsPerPatient: number): SyntheticPatient {
  const documented = story.finish().steps.filter((step) => 'command' in step && step.command.type === 'DocumentFact').length;
  const on = story.day(1);
  for (let n = 1; n <= factsPerPatient - documented; n++) {
    story.document(on, { type: 'score', occurredOn: story.day(n), instrument: n % 3 === 0 ? 'PEG' : 'NRS', value: story.random.whole(2, 8), role: 'follow-up', source: 'telephone' });
  }
  return story.finish();
}
