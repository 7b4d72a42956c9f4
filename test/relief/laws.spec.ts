/** What must hold of relief whatever the figures are: under every shipped policy that reads a block or a trial. */
import fc from 'fast-check';
import { toDay, toPlainDate } from '../../machines/kernel/calendar';
import { chartOf } from '../../machines/evidence/chart';
import type { Block, Fact, Observation, ScsTrial } from '../../machines/evidence/fact';
import { assess } from '../../machines/criteria/assess';
import type { Finding, Policy, StepQuestion } from '../../machines/criteria/types';
import type { RequiredOf } from '../../machines/criteria/required';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';

const BASELINE = 10;
const BLOCK_ON = toDay('2026-06-01');
const SERVICE = toDay('2026-09-21');
const asksOf = (policy: Policy, step: 'rfa' | 'implant', kind: string): boolean => policy.steps[step]?.some((criterion) => criterion.kind === kind) === true;
const FACET = SHIPPED_POLICIES.filter((policy) => asksOf(policy, 'rfa', 'block-relief'));
const STIMULATION = SHIPPED_POLICIES.filter((policy) => asksOf(policy, 'implant', 'trial-relief'));

/** Scores around every policy's threshold, minutes around every window. */
const observation = fc.record({
  minutes: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constantFrom(14, 15, 59, 60, 61, 179, 180, 181)),
  score: fc.oneof(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10), fc.constantFrom(...FACET.flatMap(around))),
});
const observations = fc.array(observation, { minLength: 1, maxLength: 8 });
const policyOf = (policies: readonly Policy[]) => fc.constantFrom(...policies);

function around(policy: Policy): readonly number[] {
  const { reliefPercentMin } = policy.steps.rfa?.find(({ kind }) => kind === 'block-relief')?.required as RequiredOf['block-relief'];
  const score = (BASELINE * (100 - (reliefPercentMin ?? 1))) / 100;
  return [score - 0.0001, score, score + 0.0001].map((value) => Math.round(value * 10_000) / 10_000);
}

const block = (series: readonly Observation[], change: Partial<Block> = {}, on = BLOCK_ON): Fact => ({
  type: 'block', occurredOn: toPlainDate(on), technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], agent: 'bupivacaine',
  relief: { scale: 'NRS', baseline: BASELINE, observations: series }, ...change,
});
const findingsOf = (policy: Policy, facts: readonly Fact[], service = SERVICE, more: Partial<StepQuestion> = {}): readonly Finding[] => assess(policy, {
  step: policy.pathway === 'rfa' ? 'rfa' : 'implant', dateOfService: service, asOf: service,
  ...(policy.pathway === 'rfa' ? { region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'right' }] } : { region: 'thoracolumbar', targets: [] }), ...more,
}, chartOf(facts)).findings;
const outcomesOf = (findings: readonly Finding[], ...kinds: readonly string[]): readonly unknown[] => findings.filter(({ kind }) => kinds.includes(kind)).map(({ kind, outcome, found }) => [kind, outcome, { ...found, occurredOn: null }]);
const outcomeOf = (findings: readonly Finding[], kind: string): string | undefined => findings.find((finding) => finding.kind === kind)?.outcome;

describe('relief of a block', () => {
  it('a better score never turns met into unmet', () => {
    fc.assert(fc.property(policyOf(FACET), observations, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (policy, series, pick, share) => {
      const better = series.map((one, index) => (index === pick % series.length ? { ...one, score: one.score * share } : one));
      const [before, after] = [findingsOf(policy, [block(series)]), findingsOf(policy, [block(better)])];
      for (const kind of ['block-relief', 'block-duration']) if (outcomeOf(before, kind) === 'met') expect(outcomeOf(after, kind)).toBe('met');
    }), { numRuns: 500 });
  });
  it('one side is never read for the other', () => {
    fc.assert(fc.property(policyOf(FACET), observations, observations, (policy, right, left) => {
      const own = right.map((one) => ({ ...one, side: 'right' as const }));
      const both = [...own, ...left.map((one) => ({ ...one, side: 'left' as const }))];
      const targets = [{ level: 'L4-L5', side: 'bilateral' }] as const;
      expect(outcomesOf(findingsOf(policy, [block(both, { targets })]), 'block-relief')).toEqual(outcomesOf(findingsOf(policy, [block(own, { targets })]), 'block-relief'));
    }), { numRuns: 300 });
  });
  it('is the same however far the calendar is shifted', () => {
    fc.assert(fc.property(policyOf(FACET), observations, fc.integer({ min: -60, max: 60 }), (policy, series, days) => {
      const shifted = findingsOf(policy, [block(series, {}, BLOCK_ON + days)], SERVICE + days);
      expect(outcomesOf(shifted, 'block-relief', 'block-duration', 'block-count', 'block-concordance')).toEqual(outcomesOf(findingsOf(policy, [block(series)]), 'block-relief', 'block-duration', 'block-count', 'block-concordance'));
    }), { numRuns: 300 });
  });
  it('does not depend on the order of arrival', () => {
    fc.assert(fc.property(policyOf(FACET), observations.chain((series) => fc.tuple(fc.constant(series), fc.shuffledSubarray(series, { minLength: series.length }))), (policy, [series, shuffled]) => {
      expect(findingsOf(policy, [block(shuffled)])).toEqual(findingsOf(policy, [block(series)]));
    }), { numRuns: 300 });
  });
  it('a missing hour is never filled in: without a score at or after the end of the window no figure is met', () => {
    fc.assert(fc.property(policyOf(FACET.filter(hasFigure)), observations, (policy, series) => {
      const window = policy.parameters.agentWindowMinutes['bupivacaine'] as number;
      const early = series.filter(({ minutes }) => minutes < window);
      expect(outcomeOf(findingsOf(policy, [block(early)]), 'block-relief')).toBe('unknown');
    }), { numRuns: 300 });
  });
});

function hasFigure(policy: Policy): boolean {
  return (policy.steps.rfa?.find(({ kind }) => kind === 'block-relief')?.required as RequiredOf['block-relief']).reliefPercentMin !== undefined;
}

const TRIAL_ON = toDay('2026-08-03');
const day = fc.record({ at: fc.integer({ min: 0, max: 7 }), score: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10) });
const diary = fc.array(day, { minLength: 1, maxLength: 9 });
const trial = (days: readonly { readonly at: number; readonly score: number }[], shift = 0): Fact => ({
  type: 'scs-trial', occurredOn: toPlainDate(TRIAL_ON + shift), startedAt: `${toPlainDate(TRIAL_ON + shift)}T09:00:00-07:00`, endedAt: `${toPlainDate(TRIAL_ON + shift + 7)}T09:00:00-07:00`,
  region: 'thoracolumbar', relief: { scale: 'NRS', baseline: BASELINE }, days: days.map(({ at, score }) => ({ on: toPlainDate(TRIAL_ON + shift + at), score })),
} satisfies ScsTrial);

describe('relief of a trial', () => {
  it('a better score never turns met into unmet', () => {
    fc.assert(fc.property(policyOf(STIMULATION), diary, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (policy, days, pick, share) => {
      const better = days.map((one, index) => (index === pick % days.length ? { ...one, score: one.score * share } : one));
      if (outcomeOf(findingsOf(policy, [trial(days)]), 'trial-relief') === 'met') expect(['met', 'review']).toContain(outcomeOf(findingsOf(policy, [trial(better)]), 'trial-relief'));
    }), { numRuns: 300 });
  });
  it('is the same however far the calendar is shifted, and in whatever order its days arrive', () => {
    fc.assert(fc.property(policyOf(STIMULATION), diary.chain((days) => fc.tuple(fc.constant(days), fc.shuffledSubarray(days, { minLength: days.length }))), fc.integer({ min: -60, max: 60 }), (policy, [days, shuffled], shift) => {
      const outcome = (facts: readonly Fact[], service: number): unknown => outcomeOf(findingsOf(policy, facts, service), 'trial-relief');
      expect(outcome([trial(shuffled, shift)], SERVICE + shift)).toBe(outcome([trial(days)], SERVICE));
    }), { numRuns: 300 });
  });
  it('a missing last day is never filled in', () => {
    fc.assert(fc.property(policyOf(STIMULATION), diary, (policy, days) => {
      const early = days.filter(({ at }) => at < 6);
      expect(['unknown', 'unmet']).toContain(outcomeOf(findingsOf(policy, [trial(early)]), 'trial-relief'));
    }), { numRuns: 300 });
  });
});
