/** Calendars of a patient with several episodes: sessions on different days, limits over all of them, blocked steps said at once. */
import { fold } from '../../machines/kernel/decider';
import type { Target } from '../../machines/kernel/anatomy';
import { toDay, toPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import type { Kind, Policy } from '../../machines/criteria/types';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { PROGRAMS } from '../../machines/programs/payer-days';
import { EMPTY_PATIENT, evolvePatient, type Pathway, type PatientEvent } from '../../machines/patient';
import { planOf, type EpisodePlanned } from '../../machines/planner';
import { chartOf } from '../../machines/evidence/chart';
import { turningDays } from '../../machines/planner/turning-days';
import { block, DAY_0, FACET, INTERVAL_DAYS_MIN, LEFT, OHIO_MEDICARE, plusDays, plusMonths, requiredOf, RIGHT, supportingFacts } from '../support/patient-story';

const SESSIONS_MAX = requiredOf(FACET, 'mbb1', 'session-limit').sessionsMax;
const WINDOW_MONTHS = requiredOf(FACET, 'mbb1', 'session-limit').windowMonths;
const DAYS_OF_WINDOW_MIN = WINDOW_MONTHS * 30;

const registered: PatientEvent = { type: 'PatientRegistered', patientId: 'p', name: { family: 'Exampleton', given: 'Ada' }, birthDate: '1958-04-02', identifiers: [], coverages: [{ ...OHIO_MEDICARE, order: 1 }] };
const opened = (episodeId: string, targets: readonly Target[], pathway: Pathway = 'rfa', over: object = {}): PatientEvent => ({
  type: 'EpisodeOpened', episodeId, pathway, region: pathway === 'scs' ? 'thoracolumbar' : 'lumbosacral', plan: { targets, technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24', ...over },
});
const documented = (facts: readonly object[]): PatientEvent[] => facts.map((fact, index) => ({ type: 'FactDocumented', factId: `f${index}`, fact }) as PatientEvent);
const plan = (...events: PatientEvent[]): readonly EpisodePlanned[] => planOf(fold(evolvePatient, EMPTY_PATIENT, [registered, ...events]), { asOf: DAY_0, policies: SHIPPED_POLICIES });
const supporting = supportingFacts(DAY_0).map(([, fact]) => fact);
/** Of policies that have no end. */
const inForce = (pathway: Pathway) => SHIPPED_POLICIES.filter((policy) => policy.pathway === pathway && policy.effectiveTo === undefined).map((policy) => [policy.id, policy] as const);
const startOf = ({ effectiveFrom }: Policy): PlainDate => (effectiveFrom > DAY_0 ? effectiveFrom : DAY_0);
const planUnder = (policy: Policy, ...events: PatientEvent[]): readonly EpisodePlanned[] => {
  const { payer, line, states } = policy.covers as { payer: string; line?: string; states?: readonly string[] };
  const coverage = { order: 1, payer, ...(line !== undefined && { line }), ...(states?.[0] !== undefined && { state: states[0] }) };
  return planOf(fold(evolvePatient, EMPTY_PATIENT, [{ ...registered, coverages: [coverage] } as PatientEvent, ...events]), { asOf: startOf(policy), policies: SHIPPED_POLICIES });
};
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

  it.each(inForce('scs'))('places the implant of %s after the shortest trial', (_, policy) => {
    const { daysMin, hoursOver } = (policy.steps.implant?.find(({ kind }) => kind === 'trial-duration')?.required ?? {}) as { daysMin?: number; hoursOver?: number };
    const days = daysMin ?? (hoursOver === undefined ? 1 : Math.floor(hoursOver / 24) + 1);
    const [{ steps: [trial, implant] = [] } = {}] = planUnder(policy, opened('scs', [], 'scs')) as [EpisodePlanned];
    if (trial?.on !== startOf(policy)) throw new Error(JSON.stringify(trial?.blockedBy));
    expect([trial?.step, trial?.policy?.id, implant?.step, implant?.on, implant?.policy?.version]).toEqual(['trial', policy.id, 'implant', plusDays(startOf(policy), days), policy.version]);
  });

  it.each(inForce('epidural'))('places the second injection of %s after its spacing, and the relief that is still to be shown', (_, policy) => {
    const figure = (kind: Kind, name: string): number => (policy.steps.esi?.find((one) => one.kind === kind)?.required as Record<string, number> | undefined)?.[name] ?? 0;
    const wait = Math.max(1, figure('epidural-spacing', 'daysMin'), 7 * figure('epidural-repeat', 'weeksMin'));
    const [{ steps = [] } = {}] = planUnder(policy, opened('esi', [], 'epidural', { approach: 'interlaminar' })) as [EpisodePlanned];
    expect(steps.map(({ step, on }) => [step, on])).toEqual([['esi', startOf(policy)], ['esi', plusDays(startOf(policy), wait)]]);
    expect(steps[1]?.assumes.documented.map(({ kind }) => kind)).toContain('epidural-repeat');
  });

  it('takes each row for done as it was planned, and says what is still to be documented of it', () => {
    const rows = (over: object) => plan(...documented(supporting), opened('right', [RIGHT], 'rfa', over))[0]?.steps.map(({ step, on, assumes }) => [step, on, assumes.documented.map(({ kind, outcome }) => `${kind} ${outcome}`).join()]);
    const second = plusDays(DAY_0, INTERVAL_DAYS_MIN);
    const after = plusDays(second, 1);
    const repeat = plusMonths(after, requiredOf(FACET, 'repeat-rfa', 'repeat-relief').monthsMin);
    const shown = 'block-relief unknown,block-duration unknown';
    expect(rows({})).toEqual([['mbb1', DAY_0, ''], ['mbb2', second, `pain-scale-consistency unknown,${shown}`], ['rfa', after, `pain-scale-consistency unknown,${shown}`], ['repeat-rfa', repeat, 'pain-scale-consistency unknown,repeat-relief unknown']]);
    const blind = (more: string) => `pain-scale-consistency unknown,image-guidance unknown,${more}`;
    expect(rows({ guidance: undefined })).toEqual([['mbb1', DAY_0, 'image-guidance unknown'], ['mbb2', second, blind(shown)], ['rfa', after, blind(shown)], ['repeat-rfa', repeat, blind('repeat-relief unknown')]]);
    expect(rows({ technique: undefined })?.map(([, , open]) => String(open).includes('technique unknown'))).toEqual([false, false, true, true]);
    expect(rows({ technique: 'cooled-rf' })?.map(([, , open]) => String(open).includes('technique review'))).toEqual([false, false, true, true]);
  });

  it('waits for the payer before each row, from the day that the row before leaves, and says the last day for the request', () => {
    const [opd] = PROGRAMS;
    const wait = opd?.decision[0]?.calendarDays ?? 0;
    const [{ steps = [] } = {}] = plan(...documented(supporting), opened('right', [RIGHT], 'rfa', { setting: opd?.places.within[0] })) as [EpisodePlanned];
    const first = plusDays(DAY_0, wait);
    const second = plusDays(first, INTERVAL_DAYS_MIN);
    const third = plusDays(second, 1 + wait);
    expect(steps.slice(0, 3).map(({ on, allowedOn, payer, payerReasons }) => [on, allowedOn, payer?.requestBy, payerReasons])).toEqual([
      [first, DAY_0, DAY_0, [{ code: 'payer-may-not-have-decided', decidedBy: first }]], [second, null, plusDays(second, -wait), []],
      [third, null, plusDays(third, -wait), [{ code: 'payer-may-not-have-decided', decidedBy: third }]],
    ]);
    expect(steps.map(({ blockedBy }) => blockedBy)).toEqual([[], [], [], []]);
  });

  it('begins when the coverage does, under its policy', () => {
    const from = plusDays(DAY_0, 10);
    const [{ steps: [first, second] = [] } = {}] = plan({ type: 'CoverageChanged', coverages: [{ ...OHIO_MEDICARE, from }] }, ...documented(supporting), opened('right', [RIGHT])) as [EpisodePlanned];
    expect([first?.on, first?.allowedOn, first?.policy?.id, second?.on]).toEqual([from, from, FACET.id, plusDays(from, INTERVAL_DAYS_MIN)]);
    expect(first?.criteria.length).toBeGreaterThan(5);
    expect(first?.criteria.map(({ metOn }) => metOn)).toEqual(first?.criteria.map(() => from));
  });

  it('asks no row of a record that does not hold an earlier one of another episode yet', () => {
    // One short of the limit: the right side's second block fills the window, so the left side waits until a session has left it.
    const sessions = Array.from({ length: SESSIONS_MAX - 3 }, (_, n) => block(plusDays(DAY_0, -100 - 20 * n), 90, [{ ...LEFT, level: 'L2-L3' }]));
    const begun = [block(plusDays(DAY_0, -2), 100, [RIGHT]), block(plusDays(DAY_0, -1), 100, [LEFT])];
    const [right, left] = plan(...documented([...supporting, ...sessions, ...begun]), opened('right', [RIGHT]), opened('left', [LEFT]));
    expect([right?.steps[0]?.step, right?.steps[0]?.on]).toEqual(['mbb2', plusDays(DAY_0, INTERVAL_DAYS_MIN - 2)]);
    expect(left?.steps[0]?.step).toBe('mbb2');
    // Its own interval would be over one day later.
    expect(toDay(left?.steps[0]?.on as string)).toBeGreaterThan(toDay(DAY_0) + INTERVAL_DAYS_MIN + 30);
  });

  it('holds a day that has a session already', () => {
    const epidural = { type: 'epidural', occurredOn: DAY_0, approach: 'interlaminar', region: 'cervical-thoracic' };
    const [{ steps: [first] = [] } = {}] = plan(...documented([...supporting, epidural]), opened('right', [RIGHT])) as [EpisodePlanned];
    expect([first?.on, first?.allowedOn]).toEqual([plusDays(DAY_0, 1), DAY_0]);
  });

  it('foresees a policy that takes effect meanwhile, and one that ends', () => {
    const change = plusDays(DAY_0, 5);
    const steps = { ...FACET.steps, mbb2: (FACET.steps.mbb2 ?? []).map((one) => (one.kind === 'block-interval' ? { ...one, required: { daysMin: 4 } } : one)) } as Policy['steps'];
    const next = { ...FACET, version: change, effectiveFrom: change, steps };
    const first = block(plusDays(DAY_0, -1), 100, [RIGHT]);
    const on = (policies: readonly Policy[]) => planOf(fold(evolvePatient, EMPTY_PATIENT, [registered, ...documented([...supporting, first]), opened('right', [RIGHT])]), { asOf: DAY_0, policies })[0]?.steps[0];
    expect([on([FACET])?.on, on([{ ...FACET, effectiveTo: plusDays(change, -1) }, next])?.on]).toEqual([plusDays(DAY_0, INTERVAL_DAYS_MIN - 1), change]);
    expect(on([{ ...FACET, effectiveTo: plusDays(change, -1) }, next])?.policy?.version).toBe(change);
    const ended = on([{ ...FACET, effectiveTo: plusDays(change, -1) }]);
    expect([ended?.on, ended?.blockedBy]).toMatchObject([null, [{ kind: 'block-interval' }]]);
  });

  it('ends at a step that no day will allow, and says by what', () => {
    const failed = block(plusDays(DAY_0, -30), 10, [RIGHT]);
    const [{ steps = [] } = {}] = plan(...documented([...supporting, failed]), opened('right', [RIGHT])) as [EpisodePlanned];
    expect(steps.map(({ step, on }) => [step, on])).toEqual([['mbb2', null]]);
    const [{ blockedBy } = { blockedBy: [] }] = steps;
    expect('error' in blockedBy ? blockedBy.error : blockedBy.map(({ kind }) => kind)).toEqual(['block-relief']);
  });

  it('goes on with the next step where the policy does not have one', () => {
    const { mbb2: _, ...steps } = FACET.steps;
    const one = planOf(fold(evolvePatient, EMPTY_PATIENT, [registered, ...documented(supporting), opened('right', [RIGHT])]), { asOf: DAY_0, policies: [{ ...FACET, steps }] });
    expect(one[0]?.steps.map(({ step }) => step)).toEqual(['mbb1', 'rfa']);
    const { rfa: __, 'repeat-rfa': ___, ...blocks } = FACET.steps;
    const none = planOf(fold(evolvePatient, EMPTY_PATIENT, [registered, ...documented(supporting), opened('right', [RIGHT])]), { asOf: DAY_0, policies: [{ ...FACET, steps: blocks }] });
    expect(none[0]?.steps.map(({ step, on, blockedBy }) => [step, on, blockedBy])).toEqual([['mbb1', DAY_0, []], ['mbb2', plusDays(DAY_0, INTERVAL_DAYS_MIN), []], ['repeat-rfa', null, { step: 'repeat-rfa', error: 'step-not-in-policy' }]]);
  });

  it('says of each target by itself when its criterion is met', () => {
    const twice = [block(plusDays(DAY_0, -30), 100, [RIGHT]), block(plusDays(DAY_0, -30), 10, [LEFT])];
    const [{ steps: [second] = [] } = {}] = plan(...documented([...supporting, ...twice]), opened('both', [LEFT, RIGHT])) as [EpisodePlanned];
    expect(second?.criteria.filter(({ finding }) => finding.kind === 'block-relief').map(({ finding, metOn }) => [finding.target?.side, metOn])).toEqual([['left', null], ['right', DAY_0]]);
    const levels = [block(plusDays(DAY_0, -30), 10, [RIGHT]), block(plusDays(DAY_0, -30), 100, [{ ...RIGHT, level: 'L3-L4' }])];
    const [{ steps: [other] = [] } = {}] = plan(...documented([...supporting, ...levels]), opened('both', [RIGHT, { ...RIGHT, level: 'L3-L4' }])) as [EpisodePlanned];
    expect(other?.criteria.filter(({ finding }) => finding.kind === 'block-relief').map(({ finding, metOn }) => [finding.target?.level, metOn])).toEqual([['L4-L5', null], ['L3-L4', DAY_0]]);
  });

  it('says why no policy answers', () => {
    const [{ steps: [only] = [] } = {}] = plan({ type: 'CoverageChanged', coverages: [] }, opened('right', [RIGHT])) as [EpisodePlanned];
    expect([only?.on, only?.blockedBy, only?.criteria]).toEqual([null, { step: 'mbb1', error: 'no-coverage' }, []]);
  });

  it('leaves closed episodes out', () => {
    expect(plan(opened('right', [RIGHT]), { type: 'EpisodeClosed', episodeId: 'right', reason: 'done' })).toEqual([]);
  });
});
