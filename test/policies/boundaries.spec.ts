/**
 * Rows at, just below and just above every threshold, generated from the policy files: a figure changes in one place only.
 * Each row changes one thing of a complete record; expected is the outcome of the one kind the row is about.
 */
import { addMonths, addYears, toDay, toPlainDate, type DayNumber } from '../../machines/kernel/calendar';
import type { Outcome } from '../../machines/kernel/outcome';
import type { Target } from '../../machines/kernel/anatomy';
import { chartOf } from '../../machines/evidence/chart';
import type { Block, Fact } from '../../machines/evidence/fact';
import { parseFact } from '../../machines/evidence/parse-fact';
import { isRejection } from '../../machines/kernel/rejection';
import { assess } from '../../machines/criteria/assess';
import type { RequiredOf } from '../../machines/criteria/required';
import type { Kind, Policy, Step, StepQuestion } from '../../machines/criteria/types';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';

interface Row {
  readonly name: string;
  readonly step: Step;
  readonly criterion: string;
  readonly kind: Kind;
  readonly facts: readonly Fact[];
  readonly question?: Partial<StepQuestion>;
  readonly expected: Outcome;
}

const TARGET: Target = { level: 'L4-L5', side: 'right' };
const LEVELS = ['L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L5-S1'] as const;
const BASELINE = 10;
/** The smallest step the record can hold. */
const SMALLEST_SCORE = 0.0001;

const on = (day: DayNumber): string => toPlainDate(day);
const known = (fact: object): Fact => {
  const parsed = parseFact(fact);
  if (isRejection(parsed)) throw new Error(JSON.stringify(parsed.faults));
  return parsed;
};
const block = (day: DayNumber, change: Partial<Block> = {}): Fact => known({
  type: 'block', occurredOn: on(day), technique: 'medial-branch', purpose: 'diagnostic', targets: [TARGET], agent: 'bupivacaine', steroid: false, guidance: 'fluoroscopy',
  relief: { scale: 'NRS', baseline: BASELINE, observations: [{ minutes: 30, score: 0 }, { minutes: 600, score: 0 }], durationHours: 10 }, ...change,
});
const ablation = (day: DayNumber): Fact => known({ type: 'ablation', occurredOn: on(day), technique: 'thermal-rf', targets: [TARGET], guidance: 'fluoroscopy' });
const scored = (score: number): Partial<Block> => ({ relief: { scale: 'NRS', baseline: BASELINE, observations: [{ minutes: 30, score }, { minutes: 600, score }], durationHours: 10 } });
/** The score that leaves exactly this relief, moved by a number of smallest steps (more is worse). */
const scoreAt = (percent: number, steps: number): number => Math.round((BASELINE * (100 - percent)) / 100 / SMALLEST_SCORE + steps) * SMALLEST_SCORE;

/** Rows for every criterion with a figure, of every step that asks for it. */
function rowsOf(policy: Policy, service: DayNumber): readonly Row[] {
  const rows: Row[] = [];
  for (const [step, criteria] of Object.entries(policy.steps) as [Step, Policy['steps'][Step]][]) {
    for (const { id, kind, required, onlyForIndications } of criteria ?? []) {
      const make = GENERATORS[kind];
      if (make === undefined) continue;
      const concerns = onlyForIndications?.slice(0, 1).map((code) => known({ type: 'indication', occurredOn: on(service - 900), code })) ?? [];
      for (const row of make(required as never, service, policy, step)) rows.push({ step, kind, criterion: id, ...row, facts: [...concerns, ...row.facts] });
    }
  }
  return rows;
}

type Made = Omit<Row, 'step' | 'kind' | 'criterion'>;
type Generators = { readonly [K in Kind]?: (required: RequiredOf[K], service: DayNumber, policy: Policy, step: Step) => readonly Made[] };

const GENERATORS: Generators = {
  'pain-duration': ({ monthsMin = 0, weeksMin = 0, unmetBelowDays, from }, service, policy) => {
    const history = (onset: DayNumber): readonly Fact[] => {
      if (from === 'surgery') return [known({ type: 'conservative-care', occurredOn: on(service), modality: 'surgery', startedOn: on(onset), endedOn: on(onset), response: 'failed' })];
      if (from === 'indication') return [known({ type: 'indication', occurredOn: on(service), code: codeWithDuration(policy), onsetOn: on(onset) })];
      return [known({ type: 'pain-history', occurredOn: on(service), region: 'lumbosacral', sides: ['right'], onsetOn: on(onset) })];
    };
    let met = service - (unmetBelowDays ?? 0);
    while (addMonths(met, monthsMin) + weeksMin * 7 > service) met--;
    if (unmetBelowDays === undefined) return [{ name: 'the last day that reaches the months', facts: history(met), expected: 'met' }, { name: 'a day later', facts: history(met + 1), expected: 'unmet' }];
    return [
      { name: 'the last day that reaches the months', facts: history(met), expected: 'met' },
      { name: 'a day later', facts: history(met + 1), expected: 'review' },
      { name: 'exactly the days', facts: history(service - unmetBelowDays), expected: addMonths(service - unmetBelowDays, monthsMin) <= service ? 'met' : 'review' },
      { name: 'a day fewer', facts: history(service - unmetBelowDays + 1), expected: 'unmet' },
    ];
  },
  'conservative-care': ({ weeksMin, monthsMin, visitsMin, visitsWithinWeeks, endedWithinMonths, modalities }, service) => {
    const begun = service - 400;
    const longEnough = (monthsMin === undefined ? begun : addMonths(begun, monthsMin)) + (weeksMin ?? 0) * 7;
    const course = (ended: DayNumber, visits?: number, started = begun): readonly Fact[] => [known({
      type: 'conservative-care', occurredOn: on(ended), modality: modalities?.[0] ?? 'physical-therapy', startedOn: on(started), endedOn: on(ended), response: 'failed', ...(visits === undefined ? {} : { visits }) })];
    const rows: Made[] = [];
    if (weeksMin !== undefined || monthsMin !== undefined) {
      rows.push({ name: 'exactly long enough', facts: course(longEnough), expected: 'met' }, { name: 'a day short', facts: course(longEnough - 1), expected: 'unmet' });
    }
    if (visitsMin !== undefined && visitsWithinWeeks !== undefined && endedWithinMonths !== undefined) {
      let oldest = addMonths(service, -endedWithinMonths);
      while (addMonths(oldest, endedWithinMonths) < service) oldest++;
      rows.push(
        { name: 'the visits, in as many weeks', facts: course(service, visitsMin, service - visitsWithinWeeks * 7), expected: 'met' },
        { name: 'one visit fewer', facts: course(service, visitsMin - 1, service - visitsWithinWeeks * 7), expected: 'unmet' },
        { name: 'a day more than the weeks', facts: course(service, visitsMin, service - visitsWithinWeeks * 7 - 1), expected: 'review' },
        { name: 'ended exactly the months before', facts: course(oldest, visitsMin, oldest - 7), expected: 'met' },
        { name: 'ended a day earlier', facts: course(oldest - 1, visitsMin, oldest - 8), expected: 'unmet' },
      );
    }
    return rows;
  },
  'baseline-function': ({ scoreMin }, service) => Object.entries(scoreMin ?? {}).flatMap(([instrument, min]) => {
    const score = (value: number): readonly Fact[] => [known({ type: 'score', occurredOn: on(service), instrument, value, role: 'baseline' })];
    return [
      { name: `${instrument} at the figure`, facts: score(min), expected: 'met' as const },
      { name: `${instrument} just below`, facts: score(min - SMALLEST_SCORE), expected: 'unmet' as const },
    ];
  }),
  'pain-severity': ({ scoreMin }, service) => Object.entries(scoreMin).flatMap(([instrument, min]) => {
    const score = (value: number): readonly Fact[] => [known({ type: 'score', occurredOn: on(service), instrument, value, role: 'baseline' })];
    return [
      { name: `${instrument} at the figure`, facts: score(min), expected: 'met' as const },
      { name: `${instrument} just below`, facts: score(min - SMALLEST_SCORE), expected: 'unmet' as const },
    ];
  }),
  'levels-per-session': ({ levelsMax }) => [
    { name: 'as many levels as allowed', facts: [], question: { targets: LEVELS.slice(0, levelsMax).map((level) => ({ level, side: 'right' })) }, expected: 'met' },
    { name: 'one level more', facts: [], question: { targets: LEVELS.slice(0, levelsMax + 1).map((level) => ({ level, side: 'right' })) }, expected: 'unmet' },
  ],
  'block-count': ({ blocksMin, perTargetMax }, service) => (perTargetMax === undefined
    ? [{ name: 'as many as asked', facts: spaced(blocksMin ?? 0, service), expected: 'met' }, { name: 'one fewer', facts: spaced((blocksMin ?? 0) - 1, service), expected: 'unmet' }]
    : [{ name: 'the asked one is the last allowed', facts: spaced(perTargetMax - 1, service), expected: 'met' }, { name: 'one more', facts: spaced(perTargetMax, service), expected: 'unmet' }]),
  'block-volume': ({ mlPerTargetMax }, service, policy, step) => [
    { name: 'exactly the volume', facts: spaced(blocksAsked(policy, step), service, { volumeMlPerTarget: mlPerTargetMax }), expected: 'met' },
    { name: 'just more', facts: spaced(blocksAsked(policy, step), service, { volumeMlPerTarget: mlPerTargetMax + SMALLEST_SCORE }), expected: 'unmet' },
  ],
  'no-recent-intraarticular': ({ weeksMin }, service, policy, step) => {
    const isBlock = step.startsWith('mbb');
    const blocks = isBlock ? [] : spaced(blocksAsked(policy, step), service);
    const asked = isBlock ? service : service - 40 * blocks.length;
    const injected = (day: DayNumber): readonly Fact[] => [...blocks, block(day, { technique: 'intra-articular', purpose: 'therapeutic' })];
    return [
      { name: 'exactly the weeks before', facts: injected(asked - weeksMin * 7), expected: 'met' },
      { name: 'a day fewer', facts: injected(asked - weeksMin * 7 + 1), expected: 'unmet' },
    ];
  },
  'repeat-interval': ({ monthsMin }, service) => {
    let done = addMonths(service, -monthsMin);
    while (addMonths(done, monthsMin) > service) done--;
    while (addMonths(done + 1, monthsMin) <= service) done++;
    return [
      { name: 'the last day that reaches the months', facts: [ablation(done)], expected: 'met' },
      { name: 'a day later', facts: [ablation(done + 1)], expected: 'unmet' },
    ];
  },
  'trial-duration': ({ hoursOver, daysMin, daysMax }, service) => {
    const lasting = (hours: number): readonly Fact[] => [trial(service - 40, { endedAt: `${on(service - 40 + Math.floor((9 + hours) / 24))}T${String((9 + Math.floor(hours)) % 24).padStart(2, '0')}:${hours % 1 === 0 ? '00' : '01'}:00-07:00` })];
    return [
      ...(hoursOver === undefined ? [] : [{ name: 'exactly the hours', facts: lasting(hoursOver), expected: 'unmet' as const }, { name: 'a minute longer', facts: lasting(hoursOver + 1 / 60), expected: 'met' as const }]),
      ...(daysMin === undefined ? [] : [{ name: 'exactly the days', facts: lasting(daysMin * 24), expected: 'met' as const }, { name: 'an hour short', facts: lasting(daysMin * 24 - 1), expected: 'unmet' as const }]),
      ...(daysMax === undefined ? [] : [{ name: 'the last full day allowed', facts: lasting(daysMax * 24 + 23), expected: 'met' as const }, { name: 'a full day more', facts: lasting((daysMax + 1) * 24), expected: 'unmet' as const }]),
    ];
  },
  'block-relief': ({ reliefPercentMin }, service, policy, step) => {
    if (reliefPercentMin === undefined) {
      return [
        { name: 'some relief', facts: spaced(blocksAsked(policy, step), service, scored(scoreAt(1, 0))), expected: 'met' },
        { name: 'no relief', facts: spaced(blocksAsked(policy, step), service, scored(BASELINE)), expected: 'unmet' },
      ];
    }
    const blocks = (steps: number): readonly Fact[] => spaced(blocksAsked(policy, step), service, scored(scoreAt(reliefPercentMin, steps)));
    return [
      { name: 'exactly the percentage', facts: blocks(0), expected: 'met' },
      { name: 'the smallest step below', facts: blocks(1), expected: 'unmet' },
      { name: 'the smallest step above', facts: blocks(-1), expected: 'met' },
    ];
  },
  'block-duration': (_required, service, policy, step) => Object.entries(policy.parameters.agentWindowMinutes).flatMap(([agent, minutes]) => {
    const lasting = (durationHours: number): readonly Fact[] =>
      spaced(blocksAsked(policy, step), service, { agent, relief: { scale: 'NRS', baseline: BASELINE, observations: [{ minutes: 30, score: 0 }], durationHours } });
    return [
      { name: `${agent} exactly the window`, facts: lasting(minutes / 60), expected: 'met' as const },
      { name: `${agent} just shorter`, facts: lasting(minutes / 60 - 0.01), expected: 'unmet' as const },
    ];
  }),
  'block-interval': ({ daysMin, between }, service) => {
    const apart = (days: number): readonly Fact[] => (between === 'blocks' ? [block(service - days - 30), block(service - 30)] : [block(service - days)]);
    return [
      { name: 'exactly the days', facts: apart(daysMin), expected: 'met' },
      { name: 'a day fewer', facts: apart(daysMin - 1), expected: 'unmet' },
      { name: 'a day more', facts: apart(daysMin + 1), expected: 'met' },
    ];
  },
  'session-limit': ({ counts, sessionsMax, windowMonths, regionNotStated }, service) => {
    const oldest = addMonths(service, -windowMonths);
    const session = (day: DayNumber): Fact => (counts === 'ablation' ? ablation(day) : counts === 'epidural' ? epidural(day) : block(day, { purpose: counts }));
    const others = Array.from({ length: sessionsMax - 1 }, (_, index) => session(service - 20 - index));
    return [
      { name: 'the asked one is the last allowed', facts: others, expected: 'met' },
      { name: 'one more on the first day inside the window', facts: [...others, session(oldest + 1)], expected: 'unmet' },
      { name: 'one more exactly the window before', facts: [...others, session(oldest)], expected: 'met' },
      ...(counts !== 'epidural' ? [] : [{ name: 'one more of another region', facts: [...others, elsewhere(oldest + 1)], expected: regionNotStated === true ? 'review' as const : 'met' as const }]),
    ];
  },
  'repeat-relief': ({ of, reliefPercentMin, monthsMin = 0, weeksMin = 0, functionPercentMin }, service) => {
    if (of !== 'ablation') return [];
    const done = addMonths(service, -monthsMin - 2) - weeksMin * 7;
    const outcome = (score: number, until: DayNumber, value = 41): readonly Fact[] => [ablation(done), known({
      type: 'ablation-outcome', occurredOn: on(service), ablationOn: on(done), side: 'right', scale: 'NRS', baseline: BASELINE, score, sustainedUntil: on(until),
      function: { instrument: 'ODI', baseline: 40, value } })];
    const long = addMonths(done, monthsMin) + weeksMin * 7;
    const better = (percent: number): number => 40 - (40 * percent) / 100;
    return [
      ...(functionPercentMin === undefined ? [] : [
        { name: 'function exactly the percentage', facts: outcome(BASELINE, long, better(functionPercentMin)), expected: 'met' as const },
        { name: 'function just below', facts: outcome(BASELINE, long, better(functionPercentMin) + SMALLEST_SCORE), expected: 'unmet' as const },
      ]),
      { name: 'exactly the percentage and the months', facts: outcome(scoreAt(reliefPercentMin, 0), long), expected: 'met' },
      { name: 'the smallest step below', facts: outcome(scoreAt(reliefPercentMin, 1), long), expected: 'unmet' },
      { name: 'a day short of the months', facts: outcome(scoreAt(reliefPercentMin, 0), long - 1), expected: 'unmet' },
    ];
  },
  'rediagnosis-after-gap': (required, service) => {
    const exactly = addYears(service, -required.yearsMin);
    if (required.rule === 'repeat') {
      return [
        { name: 'exactly the years', facts: [ablation(exactly)], expected: 'review' },
        { name: 'a day less', facts: [ablation(exactly + 1)], expected: 'met' },
        { name: 'the years, with new positive blocks', facts: [ablation(exactly), ...spaced(required.blocksMin, service, scored(scoreAt(required.reliefPercentMin, 0)))], expected: 'met' },
        { name: 'the years, with new blocks just too weak', facts: [ablation(exactly), ...spaced(required.blocksMin, service, scored(scoreAt(required.reliefPercentMin, 1)))], expected: 'review' },
      ];
    }
    const success = (day: DayNumber, score: number, until: DayNumber): readonly Fact[] => [ablation(day), known({
      type: 'ablation-outcome', occurredOn: on(service), ablationOn: on(day), side: 'right', scale: 'NRS', baseline: BASELINE, score, sustainedUntil: on(until) })];
    const good = scoreAt(required.reliefPercentMin, 0);
    const until = (day: DayNumber): DayNumber => addMonths(day, required.monthsMin);
    return [
      { name: 'success exactly the years ago', facts: success(exactly, good, until(exactly)), expected: 'met' },
      { name: 'success a day less ago', facts: success(exactly + 1, good, until(exactly + 1)), expected: 'unmet' },
      { name: 'the smallest step below success', facts: success(exactly + 1, scoreAt(required.reliefPercentMin, 1), until(exactly + 1)), expected: 'met' },
      { name: 'a day short of success', facts: success(exactly + 1, good, until(exactly + 1) - 1), expected: 'met' },
    ];
  },
  'concordant-imaging': ({ modalities, withinMonths }, service) => {
    if (withinMonths === undefined) return [];
    const study = (day: DayNumber, modality = modalities?.[0] ?? 'MRI'): readonly Fact[] => [known({ type: 'imaging', occurredOn: on(day), modality, region: 'lumbosacral', concordant: true })];
    const oldest = addMonths(service, -withinMonths);
    return [
      { name: 'the oldest that counts', facts: study(oldest), expected: 'met' },
      { name: 'a day older', facts: study(oldest - 1), expected: 'unknown' },
      ...(modalities ?? []).map((modality): Made => ({ name: modality, facts: study(service - 30, modality), expected: 'met' })),
    ];
  },
  'epidural-levels': ({ transforaminalMax, otherMax, contiguous }) => {
    const asked = (count: number, approach: StepQuestion['approach'], from = 0): Made['question'] => ({ approach, targets: LEVELS.slice(from, from + count).map((level) => ({ level, side: 'right' })) });
    return [
      { name: 'as many transforaminal levels as allowed', facts: [], question: asked(transforaminalMax, 'transforaminal'), expected: 'met' },
      { name: 'one more', facts: [], question: asked(transforaminalMax + 1, 'transforaminal'), expected: 'unmet' },
      { name: 'as many interlaminar levels as allowed', facts: [], question: asked(otherMax, 'interlaminar'), expected: 'met' },
      { name: 'one interlaminar level more', facts: [], question: asked(otherMax + 1, 'interlaminar'), expected: 'unmet' },
      { name: 'a gap', facts: [], question: { approach: 'transforaminal', targets: [{ level: 'L1-L2', side: 'right' }, { level: 'L5-S1', side: 'right' }] }, expected: contiguous === true ? 'unmet' : 'met' },
    ];
  },
  'epidural-spacing': ({ daysMin, regionNotStated }, service) => [
    { name: 'one of another region exactly the days before', facts: [elsewhere(service - daysMin)], expected: 'met' },
    { name: 'one of another region a day fewer', facts: [elsewhere(service - daysMin + 1)], expected: regionNotStated === true ? 'review' : 'met' },
    { name: 'exactly the days', facts: [epidural(service - daysMin)], expected: 'met' },
    { name: 'a day fewer', facts: [epidural(service - daysMin + 1)], expected: 'unmet' },
  ],
  'epidural-repeat': ({ reliefPercentMin, weeksMin = 0, sustainedHoursMin = 0, functionPercentMin }, service) => {
    const lasting = sustainedHoursMin * 60;
    const short = sustainedHoursMin === 0 ? [] : [{ name: 'a minute short of lasting', facts: [epidural(service - 60, 0, lasting - 1)], expected: 'review' as const }];
    if (reliefPercentMin === undefined) return [...short, { name: 'some relief', facts: [epidural(service - 60, scoreAt(1, 0), lasting)], expected: 'met' }, { name: 'none', facts: [epidural(service - 60, BASELINE)], expected: 'unmet' }];
    const gain = { function: { instrument: 'ODI', baseline: 40, value: 38 } };
    const minutes = Math.max(weeksMin * 7 * 24 * 60, lasting);
    const better = (percent: number): object => ({ function: { instrument: 'ODI', baseline: 40, value: 40 - (40 * percent) / 100 } });
    return [
      ...short,
      { name: 'exactly the percentage', facts: [epidural(service - 60, scoreAt(reliefPercentMin, 0), Math.max(minutes, 60), gain)], expected: 'met' },
      { name: 'the smallest step below', facts: [epidural(service - 60, scoreAt(reliefPercentMin, 1), Math.max(minutes, 60), gain)], expected: 'unmet' },
      ...(weeksMin === 0 ? [] : [{ name: 'a minute short of the weeks', facts: [epidural(service - 60, 0, minutes - 1, gain)], expected: 'unmet' as const }]),
      ...(functionPercentMin === undefined ? [] : [
        { name: 'function exactly the percentage', facts: [epidural(service - 60, BASELINE, 60, better(functionPercentMin))], expected: 'met' as const },
        { name: 'function just below', facts: [epidural(service - 60, BASELINE, 60, better(functionPercentMin - 0.01))], expected: 'unmet' as const },
      ]),
    ];
  },
  'trial-relief': ({ painPercentMin, analgesicRoute, analgesicPercentMin }, service) => {
    const pain = (score: number): readonly Fact[] => [trial(service - 20, { relief: { scale: 'NRS', baseline: BASELINE, end: score }, analgesic: { unit: 'MME', baseline: 60, end: 60 } })];
    const analgesic = (end: number): readonly Fact[] => [trial(service - 20, { relief: { scale: 'NRS', baseline: BASELINE, end: BASELINE }, analgesic: { unit: 'MME', baseline: 100, end } })];
    const rows: Made[] = painPercentMin === undefined
      ? [{ name: 'some relief of pain', facts: pain(BASELINE - SMALLEST_SCORE), expected: 'met' }, { name: 'no relief of pain', facts: pain(BASELINE), expected: 'unmet' }]
      : [{ name: 'pain exactly the percentage', facts: pain(scoreAt(painPercentMin, 0)), expected: 'met' }, { name: 'pain the smallest step below', facts: pain(scoreAt(painPercentMin, 1)), expected: 'unmet' }];
    if (!analgesicRoute) rows.push({ name: 'analgesics are no route', facts: analgesic(0), expected: 'unmet' });
    if (analgesicRoute && analgesicPercentMin !== undefined) {
      rows.push(
        { name: 'analgesics exactly the percentage', facts: analgesic(100 - analgesicPercentMin), expected: 'met' },
        { name: 'analgesics just below', facts: analgesic(100 - analgesicPercentMin + 0.01), expected: 'unmet' },
      );
    }
    return rows;
  },
  'trial-limit': ({ trialsMax }, service) => {
    const trials = (count: number): readonly Fact[] => Array.from({ length: count }, (_, index) => trial(service - 400 + 30 * index, { relief: { scale: 'NRS', baseline: BASELINE, end: 0 }, function: { measure: 'walking-minutes', baseline: 10, end: 20 } }));
    return [
      { name: 'the asked one is the last allowed', facts: trials(trialsMax - 1), expected: 'met' },
      { name: 'one more', facts: trials(trialsMax), expected: 'unmet' },
    ];
  },
  'lead-limit': ({ leadsMax, contactsMax }, service) => [
    { name: 'leads and contacts at their limits', facts: [trial(service - 20, { leads: leadsMax, contacts: contactsMax })], expected: 'met' },
    { name: 'one lead more', facts: [trial(service - 20, { leads: leadsMax + 1, contacts: contactsMax })], expected: 'unmet' },
    { name: 'one contact more', facts: [trial(service - 20, { leads: leadsMax, contacts: contactsMax + 1 })], expected: 'unmet' },
  ],
};

function blocksAsked(policy: Policy, step: Step): number {
  const counts = policy.steps[step]?.filter((one) => one.kind === 'block-count').map((one) => one.required as RequiredOf['block-count']);
  return counts?.find(({ blocksMin }) => blocksMin !== undefined)?.blocksMin ?? 0;
}

/** An indication whose duration the policy asks for. */
function codeWithDuration(policy: Policy): string {
  const criterion = Object.values(policy.steps).flat().find((one) => one.kind === 'pain-duration');
  return criterion?.onlyForIndications?.[0] ?? 'failed-back-surgery-syndrome';
}

/** Blocks far enough apart for any policy, the last well before the date of service. */
function spaced(count: number, service: DayNumber, change: Partial<Block> = {}): readonly Fact[] {
  return Array.from({ length: count }, (_, index) => block(service - 40 - 40 * index, change));
}

function epidural(day: DayNumber, score = 0, minutes = 60, change: object = {}): Fact {
  return known({ type: 'epidural', occurredOn: on(day), approach: 'interlaminar', region: 'lumbosacral', relief: { scale: 'NRS', baseline: BASELINE, observations: [{ minutes, score }] }, ...change });
}

function elsewhere(day: DayNumber): Fact {
  return epidural(day, 0, 60, { region: 'cervical-thoracic' });
}

function trial(day: DayNumber, change: object): Fact {
  return known({ type: 'scs-trial', occurredOn: on(day), startedAt: `${on(day)}T09:00:00-07:00`, endedAt: `${on(day + 7)}T09:00:00-07:00`, region: 'thoracolumbar', leads: 1, contacts: 8, ...change });
}

describe.each(SHIPPED_POLICIES.map((policy) => [`${policy.id}@${policy.version}`, policy] as const))('%s', (_name, policy) => {
  const dateOfService = toDay(policy.effectiveTo ?? '2027-06-15');
  const rows = rowsOf(policy, dateOfService);
  it.each(rows.map((row) => [`${row.step} ${row.kind}: ${row.name} is ${row.expected}`, row] as const))('%s', (_title, row) => {
    const assessment = assess(policy, {
      step: row.step, dateOfService, asOf: dateOfService, region: policy.pathway === 'scs' ? 'thoracolumbar' : 'lumbosacral',
      targets: policy.pathway === 'rfa' ? [TARGET] : [], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '22', ...row.question,
    }, chartOf(row.facts));
    const outcomes = assessment.findings.filter((finding) => finding.criterion === row.criterion).map((finding) => finding.outcome);
    expect(new Set(outcomes)).toEqual(new Set([row.expected]));
  });
  it('has boundary rows', () => expect(rows.length).toBeGreaterThanOrEqual(2));
});
