/** From which day on a criterion may change, for every figure of every shipped policy, over a record with one fact of each sort. */
import { plusDays, plusMonths } from '../../test/support/patient-story';
import { toPlainDate, type PlainDate } from '../kernel/calendar';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import type { Criterion, Kind } from '../criteria/types';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { TURNING_DAYS, turningDays } from './turning-days';

const [ONSET, INDICATED, SURGERY_BEGAN, SURGERY, CARE_BEGAN, CARE_ENDED, IMAGED, BLOCKED, ABLATED, INJECTED] =
  ['2024-01-31', '2024-03-31', '2024-04-01', '2024-05-31', '2025-08-31', '2025-10-31', '2025-12-31', '2026-01-31', '2026-03-31', '2026-05-31'] as const;
const target = { level: 'L4-L5', side: 'right' };
const FACTS = [
  { type: 'pain-history', occurredOn: IMAGED, region: 'lumbosacral', sides: ['right'], onsetOn: ONSET },
  { type: 'indication', occurredOn: IMAGED, code: 'crps', onsetOn: INDICATED },
  { type: 'conservative-care', occurredOn: IMAGED, modality: 'surgery', startedOn: SURGERY_BEGAN, endedOn: SURGERY, response: 'failed' },
  { type: 'conservative-care', occurredOn: IMAGED, modality: 'physical-therapy', startedOn: CARE_BEGAN, endedOn: CARE_ENDED, response: 'failed' },
  { type: 'conservative-care', occurredOn: IMAGED, modality: 'medication', response: 'failed' },
  { type: 'imaging', occurredOn: IMAGED, modality: 'MRI', region: 'lumbosacral' },
  { type: 'block', occurredOn: BLOCKED, technique: 'medial-branch', purpose: 'diagnostic', targets: [target] },
  { type: 'ablation', occurredOn: ABLATED, technique: 'thermal-rf', targets: [target] },
  { type: 'epidural', occurredOn: INJECTED, approach: 'interlaminar', region: 'lumbosacral' },
] as unknown as readonly Fact[];

interface Figures { readonly monthsMin?: number; readonly weeksMin?: number; readonly daysMin?: number; readonly unmetBelowDays?: number; readonly windowMonths?: number; readonly counts?: string; readonly yearsMin?: number; readonly rule?: string; readonly endedWithinMonths?: number; readonly withinMonths?: number }
const after = (date: PlainDate, { monthsMin = 0, weeksMin = 0 }: Figures): PlainDate => plusDays(plusMonths(date, monthsMin), 7 * weeksMin);

/** In words of their sources: so many weeks and months after, and the day after a window closes. */
const EXPECTED: { readonly [K in Kind]?: (figures: Figures) => readonly PlainDate[] } = {
  'pain-duration': (figures) => [ONSET, INDICATED, SURGERY].flatMap((since) => [after(since, figures), ...(figures.unmetBelowDays === undefined ? [] : [plusDays(since, figures.unmetBelowDays)])]),
  'conservative-care': ({ weeksMin, monthsMin, endedWithinMonths }) => ([[SURGERY_BEGAN, SURGERY], [CARE_BEGAN, CARE_ENDED]] as const).flatMap(([began, ended]) => [
    ...(weeksMin === undefined ? [] : [plusDays(began, 7 * weeksMin)]), ...(monthsMin === undefined ? [] : [plusMonths(began, monthsMin)]), ended,
    ...(endedWithinMonths === undefined ? [] : [plusDays(plusMonths(ended, endedWithinMonths), 1)]),
  ]),
  'block-interval': ({ daysMin = 0 }) => [plusDays(BLOCKED, daysMin)],
  'no-recent-intraarticular': (figures) => [after(BLOCKED, figures)],
  'repeat-relief': (figures) => [after(ABLATED, figures)],
  'repeat-interval': (figures) => [after(ABLATED, figures)],
  'rediagnosis-after-gap': ({ monthsMin = 0, yearsMin = 0, rule }) => [plusMonths(ABLATED, 12 * yearsMin), ...(rule === 'repeat' ? [] : [plusMonths(ABLATED, monthsMin)])],
  'epidural-spacing': ({ daysMin = 0 }) => [plusDays(INJECTED, daysMin)],
};
const days = (criterion: Pick<Criterion, 'kind' | 'required'>, facts: readonly Fact[] = FACTS): readonly PlainDate[] => turningDays([criterion as Criterion], chartOf(facts)).map(toPlainDate).sort();

const CRITERIA = [...new Map(SHIPPED_POLICIES.flatMap(({ steps }) => Object.values(steps).flat()).map(({ kind, required }) => [`${kind} ${JSON.stringify(required)}`, { kind, required }])).entries()];

describe('the days of service on which a criterion may change', () => {
  it.each(CRITERIA.filter(([, { kind }]) => EXPECTED[kind] !== undefined))('%s', (_, criterion) => {
    expect(days(criterion)).toEqual([...(EXPECTED[criterion.kind]?.(criterion.required as Figures) ?? [])].sort());
    expect(days(criterion, [])).toEqual([]);
  });

  it.each(CRITERIA.filter(([, { kind }]) => kind === 'session-limit'))('%s: when a session has left the window', (_, criterion) => {
    const { windowMonths = 0, counts } = criterion.required as Figures;
    const session = counts === 'ablation' ? ABLATED : counts === 'epidural' ? INJECTED : BLOCKED;
    const [leaves, ...more] = days(criterion);
    expect(more).toEqual([]);
    // Clamped months: the day itself or one of the next.
    expect([plusMonths(session, windowMonths), plusDays(plusMonths(session, windowMonths), 1)]).toContain(leaves);
  });

  it.each(CRITERIA.filter(([, { kind }]) => TURNING_DAYS[kind] === 'never'))('%s: none', (_, criterion) => expect(days(criterion)).toEqual([]));

  it.each([
    ['surgery that has no end counts from its beginning', { modality: 'surgery', startedOn: SURGERY_BEGAN }, [SURGERY_BEGAN]], ['surgery without a day', { modality: 'surgery' }, []], ['therapy begins no pain', { modality: 'physical-therapy', startedOn: SURGERY_BEGAN }, []],
  ])('of a duration: %s', (_, care, expected) => {
    expect(days({ kind: 'pain-duration', required: { monthsMin: 0, weeksMin: 0 } } as never, [{ type: 'conservative-care', occurredOn: IMAGED, response: 'failed', ...care } as unknown as Fact])).toEqual(expected);
  });

  it('of care that still goes on is its beginning with what must pass; of care without days, none', () => {
    const care = (over: object) => days({ kind: 'conservative-care', required: { weeksMin: 6, endedWithinMonths: 3 } } as never, [{ type: 'conservative-care', occurredOn: IMAGED, modality: 'medication', response: 'failed', ...over } as unknown as Fact]);
    expect([care({ startedOn: CARE_BEGAN }), care({ endedOn: CARE_ENDED }), care({})]).toEqual([[plusDays(CARE_BEGAN, 42)], [CARE_ENDED, plusDays(plusMonths(CARE_ENDED, 3), 1)], []]);
  });
});
