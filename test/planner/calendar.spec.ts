/** Calendars of a patient with several episodes: sessions on different days, limits over all of them, blocked steps said at once. */
import { fold } from '../../machines/kernel/decider';
import type { Target } from '../../machines/kernel/anatomy';
import { toDay, toPlainDate } from '../../machines/kernel/calendar';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { EMPTY_PATIENT, evolvePatient, type Pathway, type PatientEvent } from '../../machines/patient';
import { planOf, type EpisodePlanned } from '../../machines/planner';
import { chartOf } from '../../machines/evidence/chart';
import { turningDays } from '../../machines/planner/turning-days';
import { block, DAY_0, FACET, INTERVAL_DAYS_MIN, LEFT, OHIO_MEDICARE, plusDays, plusMonths, requiredOf, RIGHT, supportingFacts } from '../support/patient-story';

const SESSIONS_MAX = requiredOf(FACET, 'mbb1', 'session-limit').sessionsMax;
const WINDOW_MONTHS = requiredOf(FACET, 'mbb1', 'session-limit').windowMonths;
const DAYS_OF_WINDOW_MIN = WINDOW_MONTHS * 30;

const registered: PatientEvent = { type: 'PatientRegistered', patientId: 'p', name: { family: 'Exampleton', given: 'Ada' }, birthDate: '1958-04-02', identifiers: [], coverages: [{ ...OHIO_MEDICARE, order: 1 }] };
const opened = (episodeId: string, targets: readonly Target[], pathway: Pathway = 'rfa'): PatientEvent => ({
  type: 'EpisodeOpened', episodeId, pathway, region: pathway === 'scs' ? 'thoracolumbar' : 'lumbosacral', plan: { targets, technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' },
});
const documented = (facts: readonly object[]): PatientEvent[] => facts.map((fact, index) => ({ type: 'FactDocumented', factId: `f${index}`, fact }) as PatientEvent);
const plan = (...events: PatientEvent[]): readonly EpisodePlanned[] => planOf(fold(evolvePatient, EMPTY_PATIENT, [registered, ...events]), { asOf: DAY_0, policies: SHIPPED_POLICIES });
const supporting = supportingFacts(DAY_0).map(([, fact]) => fact);
const days = (plans: readonly EpisodePlanned[]): readonly string[] => plans.flatMap(({ steps }) => steps.map(({ on }) => on)).filter((on) => on !== null);

describe('turning days', () => {
  it('of an ablation after which no block is asked for: the months from which it may have succeeded, and the years until it no longer counts', () => {
    const rules = SHIPPED_POLICIES.flatMap(({ steps }) => Object.values(steps).flat()).filter((criterion) => criterion.kind === 'rediagnosis-after-gap' && (criterion.required as { rule: string }).rule === 'no-block-after-success');
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      const { monthsMin, yearsMin } = rule.required as { monthsMin: number; yearsMin: number };
      const days = turningDays([rule], chartOf([{ type: 'ablation', occurredOn: DAY_0, technique: 'thermal-rf', targets: [RIGHT], guidance: 'fluoroscopy' }]));
      expect([...days].sort((a, b) => a - b)).toEqual([toDay(plusMonths(DAY_0, monthsMin)), toDay(plusMonths(DAY_0, 12 * yearsMin))]);
    }
  });
});

describe('turning days of a study', () => {
  it.each([['2026-06-15', 1, '2026-07-16'], ['2026-01-31', 1, '2026-03-01'], ['2024-02-29', 12, '2025-03-01'], ['2026-08-30', 6, '2027-03-01']])('of %s for %i months: the first day on which it is too old is %s', (on, withinMonths, tooOldOn) => {
    const criterion = { id: 'i', kind: 'concordant-imaging', required: { withinMonths }, source: { title: 't', document: 'd' }, confidence: 'primary' } as const;
    const chart = chartOf([{ type: 'imaging', occurredOn: on, modality: 'MRI', region: 'lumbosacral', concordant: true } as never]);
    expect(turningDays([criterion], chart).map(toPlainDate)).toEqual([tooOldOn]);
    expect(turningDays([{ ...criterion, required: {} }], chart)).toEqual([]);
  });
});

describe('the calendar that follows', () => {
  it('puts no two sessions of one patient on one day', () => {
    const plans = plan(...documented(supporting), opened('right', [RIGHT]), opened('left', [LEFT]), opened('esi', [], 'epidural'));
    expect(plans.map(({ episodeId }) => episodeId)).toEqual(['right', 'left', 'esi']);
    expect(new Set(days(plans)).size).toBe(days(plans).length);
  });

  it('counts what one episode assumes for the limits of the other', () => {
    const sessions = Array.from({ length: SESSIONS_MAX - 2 }, (_, n) => block(plusDays(DAY_0, -30 - n), 90, [RIGHT]));
    const [right, left] = plan(...documented([...supporting, ...sessions]), opened('left', [LEFT]), opened('other', [{ ...LEFT, level: 'L3-L4' }]));
    const blocks = [...(right?.steps ?? []), ...(left?.steps ?? [])].filter(({ step }) => step.startsWith('mbb')).map(({ on }) => on ?? '').sort();
    expect(blocks).toHaveLength(4);
    // Two more fit into the window; the next one waits until the first of the record has left it.
    expect(toDay(blocks[2] as string) - toDay(blocks[0] as string)).toBeGreaterThan(DAYS_OF_WINDOW_MIN - 60);
  });

  it('keeps the interval, and says what it takes for done', () => {
    const [{ steps: [first, second, ablation] = [] } = {}] = plan(...documented(supporting), opened('right', [RIGHT])) as [EpisodePlanned];
    expect([first?.step, first?.on, first?.allowedOn]).toEqual(['mbb1', DAY_0, DAY_0]);
    expect([second?.step, second?.on]).toEqual(['mbb2', plusDays(DAY_0, INTERVAL_DAYS_MIN)]);
    expect(ablation?.assumes.done).toEqual([{ step: 'mbb1', on: first?.on }, { step: 'mbb2', on: second?.on }]);
    expect(second?.assumes.documented.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['block-relief', 'block-duration']));
  });

  it('says from when time meets each criterion, and of which it never does', () => {
    const first = block(plusDays(DAY_0, -1), 100, [RIGHT]);
    const [{ steps: [second] = [] } = {}] = plan(...documented([...supporting, first]), opened('right', [RIGHT])) as [EpisodePlanned];
    const metOn = (kind: string): unknown => second?.criteria.find(({ finding }) => finding.kind === kind)?.metOn;
    expect([metOn('block-interval'), metOn('block-relief'), second?.on]).toEqual([plusDays(DAY_0, INTERVAL_DAYS_MIN - 1), DAY_0, plusDays(DAY_0, INTERVAL_DAYS_MIN - 1)]);
    const [{ steps: [bare] = [] } = {}] = plan(opened('right', [RIGHT])) as [EpisodePlanned];
    expect(bare?.criteria.find(({ finding }) => finding.kind === 'pain-severity')?.metOn).toBeNull();
  });

  it('places the soonest row of all episodes first', () => {
    const plans = plan(...documented([...supporting, block(plusDays(DAY_0, -1), 100, [RIGHT])]), opened('right', [RIGHT]), opened('left', [LEFT]));
    expect(plans.map(({ steps }) => [steps[0]?.step, steps[0]?.on])).toEqual([['mbb2', plusDays(DAY_0, INTERVAL_DAYS_MIN - 1)], ['mbb1', DAY_0]]);
  });

  it('waits for relief that must have lasted before a repeat', () => {
    const done = plusDays(DAY_0, -1);
    const blocks = [-40, -20].map((days) => block(plusDays(DAY_0, days), 100, [RIGHT]));
    const [{ steps: [repeat] = [] } = {}] = plan(...documented([...supporting, ...blocks, { type: 'ablation', occurredOn: done, technique: 'thermal-rf', targets: [RIGHT], guidance: 'fluoroscopy' }]), opened('right', [RIGHT])) as [EpisodePlanned];
    expect([repeat?.step, repeat?.on]).toEqual(['repeat-rfa', plusMonths(done, requiredOf(FACET, 'repeat-rfa', 'repeat-relief').monthsMin)]);
    expect(repeat?.assumes.documented.map(({ kind }) => kind)).toContain('repeat-relief');
  });

  it.each(SHIPPED_POLICIES.filter(({ steps, effectiveTo }) => effectiveTo === undefined && (steps.implant ?? []).some(({ kind }) => kind === 'trial-duration')).map((policy) => [policy.id, policy] as const))('places the implant of %s after the shortest trial', (_, policy) => {
    const { daysMin, hoursOver } = requiredOf(policy, 'implant', 'trial-duration') as { daysMin?: number; hoursOver?: number };
    const { payer, line, states } = policy.covers as { payer: string; line?: string; states?: readonly string[] };
    const coverage = { order: 1, payer, ...(line !== undefined && { line }), ...(states?.[0] !== undefined && { state: states[0] }) };
    const days = daysMin ?? Math.floor((hoursOver ?? 0) / 24) + 1;
    const asOf = policy.effectiveFrom > DAY_0 ? policy.effectiveFrom : DAY_0;
    const patient = fold(evolvePatient, EMPTY_PATIENT, [{ ...registered, coverages: [coverage] } as PatientEvent, opened('scs', [], 'scs')]);
    const [{ steps = [] } = {}] = planOf(patient, { asOf, policies: [policy] });
    const [trial, implant] = steps;
    if (trial?.on !== asOf) throw new Error(JSON.stringify(trial?.blockedBy));
    expect([implant?.step, implant?.on]).toEqual(['implant', plusDays(asOf, days)]);
  });

  it('ends at a step that no day will allow, and says by what', () => {
    const failed = block(plusDays(DAY_0, -30), 10, [RIGHT]);
    const [{ steps = [] } = {}] = plan(...documented([...supporting, failed]), opened('right', [RIGHT])) as [EpisodePlanned];
    expect(steps.map(({ step, on }) => [step, on])).toEqual([['mbb2', null]]);
    const [{ blockedBy } = { blockedBy: [] }] = steps;
    expect('error' in blockedBy ? blockedBy.error : blockedBy.map(({ kind }) => kind)).toEqual(['block-relief']);
  });

  it('says why no policy answers', () => {
    const [{ steps: [only] = [] } = {}] = plan({ type: 'CoverageChanged', coverages: [] }, opened('right', [RIGHT])) as [EpisodePlanned];
    expect([only?.on, only?.blockedBy]).toEqual([null, { step: only?.step, error: 'no-coverage' }]);
  });

  it('leaves closed episodes out', () => {
    expect(plan(opened('right', [RIGHT]), { type: 'EpisodeClosed', episodeId: 'right', reason: 'done' })).toEqual([]);
  });
});
