/** Whether a request is needed, for every code of every list on file: its days, places, states, exemptions; and where no list speaks. */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { LISTED_PROGRAMS, priorAuthorization, type NeedQuestion } from './applies';

const plusDays = (date: PlainDate, days: number): PlainDate => toPlainDate(toDay(date) + days);
/** No list on file names it. */
const UNLISTED = '99999';
const COMPLETE = { payer: 'medicare', line: 'original-medicare' };

/** One row for every list: where, when and for whom it holds. */
const LISTS = LISTED_PROGRAMS.flatMap((program) => program.codes.map((list) => {
  const { payer, line, states } = program.covers;
  const coverage = { payer, ...(line !== undefined && { line }), ...(states?.[0] !== undefined && { state: states[0] }) };
  const [within] = program.places?.within.filter((place) => program.places?.contested?.includes(place) !== true) ?? [];
  const asked: NeedQuestion = { coverage, codes: [list.codes[0] as string], dateOfService: list.from, ...(within !== undefined && { setting: within }) };
  return [`${program.id} ${list.codes[0]}`, { program, list, asked, isComplete: payer === COMPLETE.payer && line === COMPLETE.line }] as const;
}));
const told = (asked: NeedQuestion): readonly unknown[] => {
  const { codes: [one], result } = priorAuthorization(asked);
  expect(one?.result).toBe(result);
  return [result, one?.because];
};

describe('a code', () => {
  it('is on one list of its payer, since the first that names it answers', () => {
    for (const { covers } of LISTED_PROGRAMS) {
      const named = LISTED_PROGRAMS.filter((other) => other.covers.payer === covers.payer).flatMap(({ codes }) => codes.flatMap((list) => list.codes));
      expect(named.length).toBe(new Set(named).size);
    }
  });

  it.each(LISTS)('of %s is listed from the first day to the last, under its source and no other', (_, { program, list, asked, isComplete }) => {
    const free = isComplete ? 'not-required' : 'unknown';
    for (const code of list.codes) {
      const on = (dateOfService: PlainDate) => told({ ...asked, codes: [code], dateOfService });
      expect(on(plusDays(list.from, -1))).toEqual([free, 'not-yet-listed']);
      expect(on(list.from)).toEqual([program.answer, 'listed']);
      expect(on(list.to ?? plusDays(list.from, 9999))).toEqual([program.answer, 'listed']);
      if (list.to !== undefined) expect(on(plusDays(list.to, 1))).toEqual([free, 'no-longer-listed']);
    }
    const { codes: [one], program: named } = priorAuthorization(asked);
    expect([named, one?.program, one?.contested]).toEqual([program.id, program.id, false]);
    expect(one?.sources).toHaveLength(program.places === undefined ? 1 : 2);
    expect(priorAuthorization({ ...asked, dateOfService: plusDays(list.from, -1) }).codes[0]?.sources).toEqual(one?.sources.slice(0, 1));
  });

  it.each(LISTS)('of %s asks where it is done', (_, { program: { places, answer, exemptionSource }, asked }) => {
    const at = (setting: string | undefined, more: Partial<NeedQuestion> = {}) => {
      const { setting: __, ...rest } = asked;
      return told({ ...rest, ...(setting !== undefined && { setting }), ...more });
    };
    if (places === undefined) {
      expect([at(undefined), at('11'), at('99')]).toEqual(Array(3).fill([answer, 'listed']));
      return;
    }
    for (const place of places.outside) expect(at(place)).toEqual(['not-required', 'place-outside']);
    for (const place of places.within) {
      expect(at(place)).toEqual([answer, 'listed']);
      expect(priorAuthorization({ ...asked, setting: place }).contested).toBe(places.contested?.includes(place) === true);
    }
    expect([at(undefined), at('99')]).toEqual([['unknown', 'place-open'], ['unknown', 'place-open']]);
    const [place] = places.within;
    expect(at(place, { exempt: true })).toEqual(exemptionSource === undefined ? [answer, 'listed'] : ['exempt', 'exempt-hospital']);
    expect(at(place, { criticalAccess: true })).toEqual(exemptionSource === undefined ? [answer, 'listed'] : ['not-required', 'place-outside']);
  });

  it.each(LISTS.filter(([, { program }]) => program.covers.states !== undefined))('of %s asks in which state', (_, { program: { covers, answer }, asked }) => {
    const inState = (state: string | undefined) => told({ ...asked, coverage: { payer: covers.payer, ...(covers.line !== undefined && { line: covers.line }), ...(state !== undefined && { state }) } });
    for (const state of covers.states ?? []) expect(inState(state)).toEqual([answer, 'listed']);
    expect([inState('KS'), inState(undefined)]).toEqual([['not-required', 'not-listed'], ['unknown', 'state-open']]);
  });

  it.each(LISTS)('of %s is another payer\'s question on another line', (_, { asked, program: { covers } }) => {
    expect(told({ ...asked, coverage: { ...asked.coverage, payer: 'nobody' } })).toEqual(['unknown', 'no-list-on-file']);
    if (covers.line !== undefined) expect(told({ ...asked, coverage: { ...asked.coverage, line: 'another' } })).toEqual(['unknown', 'no-list-on-file']);
  });

  it('on no list needs nothing only where all lists of the payer and the line are on file, and says which are', () => {
    const of = (coverage: NeedQuestion['coverage'], dateOfService = '2026-03-02') => priorAuthorization({ coverage, codes: [UNLISTED], dateOfService });
    expect([told({ coverage: COMPLETE, codes: [UNLISTED], dateOfService: '2026-03-02' }), of(COMPLETE).program]).toEqual([['not-required', 'not-listed'], null]);
    for (const coverage of [{ ...COMPLETE, line: 'medicare-advantage' }, { ...COMPLETE, payer: 'humana' }, { payer: 'humana', line: 'medicare-advantage' }]) {
      expect(of(coverage).codes).toMatchObject([{ result: 'unknown', because: 'no-list-on-file', sources: [], contested: false }]);
    }
    for (const day of ['2021-07-01', '2023-07-01', '2026-03-02']) {
      const inForce = LISTED_PROGRAMS.filter(({ covers }) => covers.payer === COMPLETE.payer).flatMap(({ codes }) => codes.filter(({ from }) => from <= day).map(({ source }) => source));
      expect(of(COMPLETE, day).codes[0]?.sources).toHaveLength(new Set(inForce).size);
    }
  });
});

describe('several codes', () => {
  const asked = { coverage: { ...COMPLETE, state: 'OH' }, dateOfService: '2026-03-02', setting: '22' };
  const [REQUIRED, VOLUNTARY] = ['64635', '64483'];

  it.each([
    [[UNLISTED, REQUIRED], 'required', 'medicare-opd'], [[REQUIRED, VOLUNTARY], 'required', 'medicare-opd'], [[VOLUNTARY, REQUIRED], 'required', 'medicare-opd'],
    [[UNLISTED, VOLUNTARY], 'voluntary', 'wiser'], [[UNLISTED], 'not-required', null], [[], 'unknown', null],
  ])('%j are answered by the strictest: %s', (codes, result, program) => {
    expect(priorAuthorization({ ...asked, codes })).toMatchObject({ result, program, contested: false });
    expect(priorAuthorization({ ...asked, codes }).codes.map(({ code }) => code)).toEqual(codes);
  });

  it('are contested where the one that decides is', () => {
    const office = { ...asked, setting: '11' };
    expect([[VOLUNTARY], [UNLISTED, VOLUNTARY]].map((codes) => priorAuthorization({ ...office, codes }).contested)).toEqual([true, true]);
    expect(priorAuthorization({ ...office, codes: [REQUIRED, UNLISTED] })).toMatchObject({ result: 'not-required', contested: false });
  });

  it('of an exempt hospital are told as exempt before what is open or voluntary', () => {
    expect(priorAuthorization({ ...asked, codes: [VOLUNTARY, REQUIRED], exempt: true })).toMatchObject({ result: 'exempt', program: 'medicare-opd' });
    expect(priorAuthorization({ ...asked, setting: '99', codes: [UNLISTED, VOLUNTARY] })).toMatchObject({ result: 'unknown', program: 'wiser' });
  });
});
