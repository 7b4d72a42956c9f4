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
  type: 'block', occurredOn: on(day), technique: 'medial-branch', purpose: 'diagnostic', targets: [TARGET], agent: 'bupivacaine', guidance: 'fluoroscopy',
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
    for (const { kind, required } of criteria ?? []) {
      const make = GENERATORS[kind];
      if (make === undefined) continue;
      for (const row of make(required as never, service, policy, step)) rows.push({ step, kind, ...row });
    }
  }
  return rows;
}

type Made = Omit<Row, 'step' | 'kind'>;
type Generators = { readonly [K in Kind]?: (required: RequiredOf[K], service: DayNumber, policy: Policy, step: Step) => readonly Made[] };

const GENERATORS: Generators = {
  'pain-duration': ({ monthsMin, unmetBelowDays }, service) => {
    const history = (onset: DayNumber): readonly Fact[] => [known({ type: 'pain-history', occurredOn: on(service), region: 'lumbosacral', sides: ['right'], onsetOn: on(onset) })];
    let met = service - unmetBelowDays;
    while (addMonths(met, monthsMin) > service) met--;
    return [
      { name: 'the last day that reaches the months', facts: history(met), expected: 'met' },
      { name: 'a day later', facts: history(met + 1), expected: 'review' },
      { name: 'exactly the days', facts: history(service - unmetBelowDays), expected: addMonths(service - unmetBelowDays, monthsMin) <= service ? 'met' : 'review' },
      { name: 'a day fewer', facts: history(service - unmetBelowDays + 1), expected: 'unmet' },
    ];
  },
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
  'block-count': ({ blocksMin }, service) => [
    { name: 'as many as asked', facts: spaced(blocksMin, service), expected: 'met' },
    { name: 'one fewer', facts: spaced(blocksMin - 1, service), expected: 'unmet' },
  ],
  'block-relief': ({ reliefPercentMin }, service, policy, step) => {
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
  'session-limit': ({ counts, sessionsMax, windowMonths }, service) => {
    const oldest = addMonths(service, -windowMonths);
    const session = (day: DayNumber): Fact => (counts === 'ablation' ? ablation(day) : block(day, { purpose: counts }));
    const others = Array.from({ length: sessionsMax - 1 }, (_, index) => session(service - 20 - index));
    return [
      { name: 'the asked one is the last allowed', facts: others, expected: 'met' },
      { name: 'one more on the first day inside the window', facts: [...others, session(oldest + 1)], expected: 'unmet' },
      { name: 'one more exactly the window before', facts: [...others, session(oldest)], expected: 'met' },
    ];
  },
  'repeat-relief': ({ of, reliefPercentMin, monthsMin }, service) => {
    if (of !== 'ablation') return [];
    const done = addMonths(service, -monthsMin - 2);
    const outcome = (score: number, until: DayNumber): readonly Fact[] => [ablation(done), known({
      type: 'ablation-outcome', occurredOn: on(service), ablationOn: on(done), side: 'right', scale: 'NRS', baseline: BASELINE, score, sustainedUntil: on(until),
      function: { instrument: 'ODI', baseline: 40, value: 41 } })];
    const long = addMonths(done, monthsMin);
    return [
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
  'trial-relief': ({ painPercentMin, analgesicPercentMin }, service) => {
    const pain = (score: number): readonly Fact[] => [trial(service - 20, { relief: { scale: 'NRS', baseline: BASELINE, end: score }, analgesic: { unit: 'MME', baseline: 60, end: 60 } })];
    const analgesic = (end: number): readonly Fact[] => [trial(service - 20, { relief: { scale: 'NRS', baseline: BASELINE, end: BASELINE }, analgesic: { unit: 'MME', baseline: 100, end } })];
    return [
      { name: 'pain exactly the percentage', facts: pain(scoreAt(painPercentMin, 0)), expected: 'met' },
      { name: 'pain the smallest step below', facts: pain(scoreAt(painPercentMin, 1)), expected: 'unmet' },
      { name: 'analgesics exactly the percentage', facts: analgesic(100 - analgesicPercentMin), expected: 'met' },
      { name: 'analgesics just below', facts: analgesic(100 - analgesicPercentMin + 0.01), expected: 'unmet' },
    ];
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
  const criterion = policy.steps[step]?.find((one) => one.kind === 'block-count');
  return (criterion?.required as RequiredOf['block-count']).blocksMin;
}

/** Blocks far enough apart for any policy, the last well before the date of service. */
function spaced(count: number, service: DayNumber, change: Partial<Block> = {}): readonly Fact[] {
  return Array.from({ length: count }, (_, index) => block(service - 40 - 40 * index, change));
}

function trial(day: DayNumber, change: object): Fact {
  return known({ type: 'scs-trial', occurredOn: on(day), startedAt: `${on(day)}T09:00:00-07:00`, endedAt: `${on(day + 7)}T09:00:00-07:00`, region: 'thoracolumbar', leads: 1, contacts: 8, ...change });
}

describe.each(SHIPPED_POLICIES.map((policy) => [`${policy.id}@${policy.version}`, policy] as const))('%s', (_name, policy) => {
  const dateOfService = toDay(policy.effectiveTo ?? '2027-06-15');
  const rows = rowsOf(policy, dateOfService);
  it.each(rows.map((row) => [`${row.step} ${row.kind}: ${row.name} is ${row.expected}`, row] as const))('%s', (_title, row) => {
    const assessment = assess(policy, {
      step: row.step, dateOfService, asOf: dateOfService, region: policy.pathway === 'rfa' ? 'lumbosacral' : 'thoracolumbar',
      targets: policy.pathway === 'rfa' ? [TARGET] : [], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24', ...row.question,
    }, chartOf(row.facts));
    const outcomes = assessment.findings.filter((finding) => finding.kind === row.kind).map((finding) => finding.outcome);
    expect(new Set(outcomes)).toEqual(new Set([row.expected]));
  });
  it('has boundary rows', () => expect(rows.length).toBeGreaterThanOrEqual(9));
});
