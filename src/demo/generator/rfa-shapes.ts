/** Facet joint pain: from the first block to the repeat ablation. */
import { DEMO_HOSPITAL } from '../demo-directory';
import type { Target } from '../../../machines/kernel/anatomy';
import { documentAblation, documentBlock, documentFacetIntake } from './facet-facts';
import { FACET_STATES, NOTHING_OPEN, affirm, facetPlan, lumbarTargets, type Shape } from './shape';
import type { Story } from './story';
import type { ExpectedStanding } from './synthetic-patient';

const LUMBAR: Pick<ExpectedStanding, 'pathway' | 'region'> = { pathway: 'rfa', region: 'lumbosacral' };

/** Intake and an open episode; answers the episode's id, its targets and the disability score. */
function begin(story: Story, daysAgo: number, targets: readonly Target[] = lumbarTargets(story.random), baseline = 8) {
  const on = story.workday(daysAgo);
  const episodeId = story.openEpisode(on, 'rfa', 'lumbosacral', facetPlan(targets));
  const disability = documentFacetIntake(story, on, { region: 'lumbosacral', targets, baseline });
  return { episodeId, targets, disability };
}

export const READY_FOR_BLOCK_1: Shape = {
  key: 'ready-for-block-1',
  lesson: 'Everything the policy asks before a first diagnostic block is on record.',
  states: FACET_STATES,
  registeredDaysAgo: 9,
  tell: (story) => void begin(story, 9),
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'ready-for-block-1', nextStep: 'mbb1', result: 'eligible' },
};

export const BLOCK_1_FAILED: Shape = {
  key: 'block-1-failed',
  lesson: 'Block #1 relieved 62.5 % (8 to 3); the policy asks for 80 %. The block is recorded; progress is what waits.',
  states: FACET_STATES,
  registeredDaysAgo: 40,
  tell: (story) => {
    const { targets } = begin(story, 40);
    documentBlock(story, story.workday(21), { targets, baseline: 8, during: 3 });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'block-1-failed', nextStep: 'mbb2', result: 'not-eligible', unmet: ['block-relief'] },
};

export const BLOCK_2_TOO_EARLY: Shape = {
  key: 'block-2-too-early',
  lesson: 'Block #1 was good, less than two weeks ago: the interval alone is missing, and time will meet it.',
  states: FACET_STATES,
  registeredDaysAgo: 30,
  tell: (story) => {
    const { targets } = begin(story, 30);
    documentBlock(story, story.workday(6), { targets, baseline: 8, during: 1 });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'block-1-response', nextStep: 'mbb2', result: 'not-eligible', unmet: ['block-interval'] },
};

export const READY_FOR_RFA: Shape = {
  key: 'ready-for-rfa',
  lesson: 'Two good blocks at the same levels and side: the draft and its packet are already there to read.',
  states: FACET_STATES,
  registeredDaysAgo: 70,
  tell: (story) => {
    const { targets, episodeId } = begin(story, 70, [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }]);
    documentBlock(story, story.workday(45), { targets, baseline: 8, during: 1, statedPercent: 88 });
    documentBlock(story, story.workday(24), { targets, baseline: 8, during: 1, agent: 'lidocaine', statedPercent: 88 });
    story.tell(story.workday(20), { type: 'PlanTargets', episodeId, plan: facetPlan(targets, DEMO_HOSPITAL) });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'ready-for-rfa', nextStep: 'rfa', result: 'eligible' },
};

export const RELIEF_DISAGREES: Shape = {
  key: 'relief-disagrees',
  lesson: 'The note states 85 %, the scores give 75 % (8 to 2): they fall on two sides of the threshold, so a person decides.',
  states: FACET_STATES,
  registeredDaysAgo: 42,
  tell: (story) => {
    const { targets } = begin(story, 42);
    documentBlock(story, story.workday(20), { targets, baseline: 8, during: 2, statedPercent: 85 });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'block-1-response', nextStep: 'mbb2', result: 'review', review: ['block-relief'] },
};

export const WRONG_SIDE: Shape = {
  key: 'wrong-side',
  lesson: 'The second block was recorded on the right, the left is planned: for the left it does not count, so block #2 is still ahead.',
  states: FACET_STATES,
  registeredDaysAgo: 75,
  tell: (story) => {
    const { targets } = begin(story, 75, lumbarTargets(story.random, 'left'));
    documentBlock(story, story.workday(48), { targets, baseline: 8, during: 1 });
    documentBlock(story, story.workday(26), { targets: targets.map((target) => ({ ...target, side: 'right' as const })), baseline: 8, during: 1 });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'ready-for-block-2', nextStep: 'mbb2', result: 'eligible',
    later: { step: 'rfa', result: 'not-eligible', unmet: ['block-concordance'] } },
};

export const THIRD_LEVEL: Shape = {
  key: 'third-level',
  lesson: 'Three levels are planned for one session; the policy covers two. Planning two makes the block ready.',
  states: FACET_STATES,
  registeredDaysAgo: 12,
  tell: (story) => void begin(story, 12, [{ level: 'L3-L4', side: 'right' }, { level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }]),
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'conservative-care', nextStep: 'mbb1', result: 'not-eligible', unmet: ['levels-per-session'] },
};

/** Two good blocks and the ablation, some months ago. */
function tellAblation(story: Story, targets: readonly Target[], months: number): void {
  documentBlock(story, story.monthsAgo(months + 1, 20), { targets, baseline: 8, during: 1 });
  documentBlock(story, story.monthsAgo(months, 26), { targets, baseline: 8, during: 1 });
  documentAblation(story, story.monthsAgo(months, 5), targets);
}

export const REPEAT_DUE_NEXT_MONTH: Shape = {
  key: 'repeat-due-next-month',
  lesson: 'Ablation five months ago, pain 75 % better since, disability unchanged: a repeat rests on six months of relief, complete next month.',
  states: FACET_STATES,
  registeredDaysAgo: 250,
  tell: (story) => {
    const { targets, disability } = begin(story, 250);
    tellAblation(story, targets, 5);
    const seenOn = story.workday(4);
    story.document(seenOn, { type: 'ablation-outcome', occurredOn: seenOn, ablationOn: story.monthsAgo(5, 5), side: targets[0]?.side, scale: 'NRS', baseline: 8, score: 2,
      sustainedUntil: seenOn, function: { instrument: 'ODI', baseline: disability, value: disability } });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'repeat-review', nextStep: 'repeat-rfa', result: 'not-eligible', unmet: ['repeat-relief'] },
};

export const YEARLY_SESSIONS_USED_UP: Shape = {
  key: 'yearly-sessions-used-up',
  lesson: 'Left and right were ablated on two days, which are two sessions of the region: a third within twelve months is over the limit.',
  states: FACET_STATES,
  registeredDaysAgo: 400,
  tell: (story) => {
    const { targets } = begin(story, 400, lumbarTargets(story.random, 'right'));
    tellAblation(story, targets, 9);
    const left = targets.map((target) => ({ ...target, side: 'left' as const }));
    const leftEpisode = story.openEpisode(story.monthsAgo(9, 1), 'rfa', 'lumbosacral', facetPlan(left));
    story.document(story.monthsAgo(9, 1), { type: 'pain-history', occurredOn: story.monthsAgo(9, 1), region: 'lumbosacral', sides: ['left', 'right'],
      onsetOn: story.monthsAgo(22), pattern: 'axial', limitsFunction: true, diagnoses: ['M47.816'] });
    tellAblation(story, left, 7);
    story.tell(story.monthsAgo(6), { type: 'CloseEpisode', episodeId: leftEpisode, reason: 'Left side relieved; nothing further planned.' });
    const seenOn = story.workday(12);
    story.document(seenOn, { type: 'ablation-outcome', occurredOn: seenOn, ablationOn: story.monthsAgo(9, 5), side: 'right', scale: 'NRS', baseline: 8, score: 3,
      sustainedUntil: story.monthsAgo(1) });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'repeat-review', nextStep: 'repeat-rfa', result: 'not-eligible', unmet: ['session-limit'] },
};

export const APPROVED_NOT_SCHEDULED: Shape = {
  key: 'approved-not-scheduled',
  lesson: 'The payer affirmed the ablation and no date is planned: the approval runs out while nobody books.',
  states: FACET_STATES,
  registeredDaysAgo: 90,
  tell: (story) => {
    const { targets, episodeId } = begin(story, 90, lumbarTargets(story.random), 7);
    documentBlock(story, story.workday(66), { targets, baseline: 7, during: 1 });
    documentBlock(story, story.workday(45), { targets, baseline: 7, during: 0 });
    story.tell(story.workday(40), { type: 'PlanTargets', episodeId, plan: facetPlan(targets, DEMO_HOSPITAL) });
    affirm(story, episodeId, 'rfa', { requestedOn: story.workday(38), decidedOn: story.workday(33), dateOfService: story.day(-14) });
  },
  expected: { ...LUMBAR, ...NOTHING_OPEN, position: 'ready-for-rfa', nextStep: 'rfa', result: 'eligible' },
};

export const CERVICAL_READY_FOR_BLOCK_2: Shape = {
  key: 'cervical-ready-for-block-2',
  lesson: 'Neck pain after a good first block with lidocaine, more than two weeks ago: the confirmatory block may follow.',
  states: FACET_STATES,
  registeredDaysAgo: 50,
  tell: (story) => {
    const on = story.workday(50);
    const targets: readonly Target[] = [{ level: 'C4-C5', side: 'left' }, { level: 'C5-C6', side: 'left' }];
    story.openEpisode(on, 'rfa', 'cervical-thoracic', facetPlan(targets));
    documentFacetIntake(story, on, { region: 'cervical-thoracic', targets, baseline: 7 });
    documentBlock(story, story.workday(24), { targets, baseline: 7, during: 1, agent: 'lidocaine' });
  },
  expected: { ...NOTHING_OPEN, pathway: 'rfa', region: 'cervical-thoracic', position: 'ready-for-block-2', nextStep: 'mbb2', result: 'eligible' },
};
