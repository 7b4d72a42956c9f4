/** The kinds of epidurals, each on the few facts it reads. */
import { findingsOf, outcomeOf, type Situation, type SpecRow } from '../spec-support';
import type { RequiredOf } from '../required';
import type { Kind } from '../types';

const asked = (change: object = {}): Situation => ({ question: { step: 'esi', region: 'lumbosacral', targets: [{ level: 'L5-S1', side: 'right' }], approach: 'transforaminal', contrast: true, ...change } as Situation['question'] });
const epidural = (occurredOn: string, change: object = {}): object => ({ type: 'epidural', occurredOn, approach: 'interlaminar', region: 'lumbosacral', ...change });
const relieved = (score: number, minutes: number, change: object = {}): object => epidural('2026-06-01', { relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 60, score: 0 }, { minutes, score }] }, ...change });
const WEEK = 7 * 24 * 60;

function table<K extends Kind>(kind: K, required: RequiredOf[K], rows: readonly SpecRow[]): void {
  describe(kind, () => {
    for (const [name, facts, expected, situation] of rows) it(`${name}: ${expected}`, () => expect(outcomeOf(kind, required, facts, situation ?? asked())).toBe(expected));
  });
}

const indication = (code: string): object => ({ type: 'indication', occurredOn: '2026-07-01', code });
table('epidural-indication', { codes: ['radiculopathy'] }, [
  ['covered', [indication('radiculopathy')], 'met'], ['another', [indication('acute-herpes-zoster')], 'unmet'], ['one of two', [indication('acute-herpes-zoster'), indication('radiculopathy')], 'met'],
  ['of stimulation', [indication('crps')], 'unknown'], ['none', [], 'unknown'],
]);
table('epidural-indication', {}, [['any, where the source lists none', [indication('acute-herpes-zoster')], 'met']]);

const study = (change: object = {}): object => ({ type: 'imaging', occurredOn: '2026-06-01', modality: 'MRI', region: 'lumbosacral', concordant: true, ...change });
table('concordant-imaging', { modalities: ['MRI'], withinMonths: 24 }, [
  ['concordant', [study()], 'met'], ['not concordant', [study({ concordant: false })], 'unmet'], ['the latest counts', [study({ concordant: false, occurredOn: '2026-01-01' }), study()], 'met'],
  ['not said', [study({ concordant: undefined })], 'unknown'], ['another modality', [study({ modality: 'X-ray' })], 'unknown'], ['another region', [study({ region: 'cervical-thoracic' })], 'unknown'],
  ['two of one day that contradict', [study(), study({ concordant: false })], 'unmet'], ['in either order', [study({ concordant: false }), study()], 'unmet'],
  ['exactly the months', [study({ occurredOn: '2024-09-21' })], 'met'], ['a day older', [study({ occurredOn: '2024-09-20' })], 'unknown'], ['none', [], 'unknown'],
]);

const targets = (...levels: readonly string[]): Situation => asked({ targets: levels.map((level) => ({ level, side: 'right' })) });
table('epidural-levels', { transforaminalMax: 2, otherMax: 1, contiguous: true }, [
  ['two neighbours', [], 'met', targets('L4-L5', 'L5-S1')], ['a gap', [], 'unmet', targets('L3-L4', 'L5-S1')], ['three', [], 'unmet', targets('L3-L4', 'L4-L5', 'L5-S1')],
  ['none named', [], 'unknown', asked({ targets: [] })], ['interlaminar, none named', [], 'met', asked({ approach: 'interlaminar', targets: [] })],
  ['caudal, two named', [], 'unmet', asked({ approach: 'caudal', targets: [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }] })], ['no approach', [], 'unknown', asked({ approach: undefined })],
]);
table('epidural-contrast', {}, [
  ['with', [], 'met'], ['without', [], 'unmet', asked({ contrast: false })], ['not said', [], 'unknown', asked({ contrast: undefined })],
  ['contraindicated', [], 'review', asked({ contrast: false, exception: { kind: 'epidural-contrast', reason: 'allergy' } })], ['another exception', [], 'unmet', asked({ contrast: false, exception: { kind: 'block-interval', reason: 'x' } })],
]);
table('epidural-spacing', { daysMin: 14 }, [
  ['none', [], 'met'], ['exactly', [epidural('2026-09-07')], 'met'], ['a day short', [epidural('2026-09-08')], 'unmet'], ['another region', [epidural('2026-09-08', { region: 'cervical-thoracic' })], 'met'],
  ['one on the day is the asked one', [epidural('2026-09-21')], 'met'],
]);
table('epidural-repeat', { reliefPercentMin: 50, weeksMin: 2, gainToo: true }, [
  ['none before', [], 'none'],
  ['half for two weeks, better function', [relieved(4, 2 * WEEK, { function: { instrument: 'ODI', baseline: 40, value: 39 } })], 'met'],
  ['a minute short', [relieved(4, 2 * WEEK - 1, { function: { instrument: 'ODI', baseline: 40, value: 39 } })], 'unmet'],
  ['less relief', [relieved(4.1, 2 * WEEK, { function: { instrument: 'ODI', baseline: 40, value: 39 } })], 'unmet'],
  ['fewer analgesics', [relieved(4, 2 * WEEK, { analgesic: { unit: 'MME', baseline: 30, end: 20 } })], 'met'],
  ['no gain recorded', [relieved(4, 2 * WEEK)], 'unknown'],
  ['neither gain', [relieved(4, 2 * WEEK, { function: { instrument: 'ODI', baseline: 40, value: 41 }, analgesic: { unit: 'MME', baseline: 30, end: 30 } })], 'unmet'],
  ['the recorded duration counts', [relieved(4, 60, { relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 60, score: 4 }], durationHours: 336 }, analgesic: { unit: 'MME', baseline: 30, end: 20 } })], 'met'],
]);
table('epidural-repeat', {}, [
  ['two of one day, one without relief', [relieved(8, WEEK), relieved(7, WEEK)], 'unmet'], ['in either order', [relieved(7, WEEK), relieved(8, WEEK)], 'unmet'],
  ['some relief', [relieved(7, WEEK)], 'met'], ['none', [relieved(8, WEEK)], 'unmet'], ['stated', [epidural('2026-06-01', { relief: { statedPercent: 10 } })], 'met'], ['nothing', [epidural('2026-06-01')], 'unknown'],
]);

describe('an epidural that came too early', () => {
  it('says from when', () => expect(findingsOf('epidural-spacing', { daysMin: 14 }, [epidural('2026-09-10')], asked())[0]?.found).toMatchObject({ earliestOn: '2026-09-24' }));
});

describe('relief that is not shown to last', () => {
  const HOURS = 24;
  const one = (change: object) => findingsOf('epidural-repeat', { reliefPercentMin: 50, sustainedHoursMin: HOURS }, [epidural('2026-06-01', { relief: { scale: 'NRS', baseline: 8, ...change } })], asked())[0];
  it('says for how long it is known, and what to document', () => {
    const short = one({ observations: [{ minutes: HOURS * 60 - 1, score: 1 }] });
    expect([short?.outcome, short?.found['durationMinutes'], short?.missing]).toEqual(['review', HOURS * 60 - 1, ['duration-of-relief']]);
    const lasting = one({ observations: [{ minutes: HOURS * 60, score: 1 }] });
    expect([lasting?.outcome, lasting?.found['durationMinutes'], lasting?.missing]).toEqual(['met', undefined, []]);
    // Too little is too little, however long.
    expect(one({ observations: [{ minutes: 30, score: 7 }] })).toMatchObject({ outcome: 'unmet', missing: [] });
  });
});
