import { addMonths, toDay, toPlainDate } from '../kernel/calendar';
import type { Criterion, Kind } from '../criteria/types';
import type { RecordedAssessment } from '../criteria/recorded';
import { leavesWindowOn } from '../evidence/history';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { earliestDayArithmetic, waitFor } from './earliest-day';

const BEGAN = '2026-08-31';

/** The first shipped criterion of the kind whose figure is of this name, and its policy. */
function askedBy(kind: Kind, figure: string) {
  for (const policy of SHIPPED_POLICIES) {
    const criterion = Object.values(policy.steps).flat().find((each) => each.kind === kind && figure in (each.required as object));
    if (criterion !== undefined) return { policy: { id: policy.id, version: policy.version, document: policy.document, revision: policy.revision }, criterion, count: (criterion.required as Record<string, number>)[figure] ?? 0 };
  }
  throw new Error(`no shipped policy asks ${kind} by ${figure}`);
}

const recorded = ({ policy, criterion }: ReturnType<typeof askedBy>, ...found: readonly RecordedAssessment['findings'][number]['found'][]): RecordedAssessment => ({
  step: 'mbb2', policy, dateOfService: '2026-09-05', result: 'not-eligible', eligibleTargets: [],
  findings: found.map((each) => ({ criterion: criterion.id, kind: criterion.kind, outcome: 'unmet', found: each, evidence: [] })),
});
const counted = (asked: ReturnType<typeof askedBy>, ...found: Parameters<typeof recorded> extends [unknown, ...infer F] ? F : never) => {
  const wait = waitFor(asked.criterion.kind, recorded(asked, ...found));
  return earliestDayArithmetic(wait === undefined ? [] : [wait], () => asked.criterion);
};
const plus = (days: number): string => toPlainDate(toDay(BEGAN) + days);

describe('an earliest day is counted', () => {
  it('in the policy\'s days from the block before, with its source', () => {
    const asked = askedBy('block-interval', 'daysMin');
    const arithmetic = counted(asked, { days: 5, earliestOn: plus(asked.count) });
    expect(arithmetic?.parts).toEqual([{ from: BEGAN, fromWhat: 'block before it', count: asked.count, unit: 'calendar-days', rule: `${asked.policy.id}@${asked.policy.version}`, source: asked.criterion.source }]);
    expect(arithmetic?.sentence).toContain(`met from ${plus(asked.count)}`);
  });

  it.each([
    ['repeat-interval', 'monthsMin', 'ablationOn'],
    ['pain-duration', 'monthsMin', 'onsetOn'],
  ] as const)('of %s in months from the day on record, however long they are', (kind, figure, name) => {
    const asked = askedBy(kind, figure);
    const on = toPlainDate(addMonths(toDay(BEGAN), asked.count));
    expect(counted(asked, { [name]: BEGAN, days: 5, earliestOn: on })?.parts).toMatchObject([{ from: BEGAN, count: asked.count, unit: 'months' }]);
  });

  it('of a rolling window from the session that leaves it', () => {
    const asked = askedBy('session-limit', 'windowMonths');
    expect(counted(asked, { sessions: 5, earliestOn: toPlainDate(leavesWindowOn(toDay(BEGAN), asked.count)) })?.parts).toMatchObject([{ count: asked.count, unit: 'months', fromWhat: 'session that leaves the window' }]);
  });

  it('of several targets to the last of their days', () => {
    const asked = askedBy('block-interval', 'daysMin');
    expect(counted(asked, { earliestOn: plus(asked.count) }, { earliestOn: plus(asked.count + 3) }, { earliestOn: plus(asked.count + 1) })?.parts).toMatchObject([{ from: plus(3) }]);
  });

  it('in a row that is the same text whatever the order in which the log gives the policy back', () => {
    const asked = askedBy('block-interval', 'daysMin');
    const { id, version, document, revision } = asked.policy;
    const texts = [{ id, version, document, revision }, { document, id, revision, version }].map((policy) => JSON.stringify(waitFor('block-interval', { ...recorded(asked, { earliestOn: plus(asked.count) }), policy })));
    expect(texts[0]).toBe(texts[1]);
  });

  it('not at all where the policy cannot be read any more', () => {
    const asked = askedBy('block-interval', 'daysMin');
    const wait = waitFor('block-interval', recorded(asked, { earliestOn: plus(asked.count) }));
    expect(earliestDayArithmetic(wait === undefined ? [] : [wait], (): Criterion | undefined => undefined)).toBeUndefined();
  });
});
