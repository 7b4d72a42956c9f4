/** How long a payer takes and how long its approval holds, at every boundary that the program's file names. */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import type { Step } from '../criteria/types';
import { approvalOn, decidedBy, lastValidDay, programOf, PROGRAMS, requestBy, serviceOf, type Program } from './payer-days';

const plusDays = (date: PlainDate, days: number): PlainDate => toPlainDate(toDay(date) + days);
const EACH = PROGRAMS.map((program) => [program.id, program] as const);
const ON = '2026-03-02';

describe.each(EACH)('%s', (_, program) => {
  const { payer, line } = program.covers;
  const [within = ''] = program.places.within;

  it('speaks of each of its steps from the first day on', () => {
    for (const { steps, from, codes } of program.services) {
      for (const step of steps as readonly Step[]) {
        expect(serviceOf(program, step, from)?.codes).toBe(codes);
        expect(serviceOf(program, step, plusDays(from, -1))).toBeUndefined();
        expect(programOf({ payer, line }, step, within, from)).toBe(program);
        expect(programOf({ payer, line }, step, within, plusDays(from, -1))).toBeUndefined();
      }
    }
    expect(programOf({ payer, line }, 'esi', within, ON)).toBeUndefined();
  });

  it('is of its payer and line, and of nobody else', () => {
    for (const coverage of [undefined, { payer }, { payer, line: 'another' }, { payer: 'another', line }]) expect(programOf(coverage, 'rfa', within, ON)).toBeUndefined();
  });

  it('knows its places, those that are not its own, and of no other', () => {
    const at = (place: string | undefined) => programOf({ payer, line }, 'rfa', place, ON);
    for (const place of program.places.within) expect(at(place)).toBe(program);
    for (const place of program.places.outside) expect(at(place)).toBe('place-outside');
    expect([at('99'), at(undefined)]).toEqual(['place-open', 'place-open']);
    // Of a step that it does not speak of, the place is no question.
    expect(programOf({ payer, line }, 'esi', undefined, ON)).toBeUndefined();
  });

  it('decides within its days, counted from the request; before they were set no day can be named', () => {
    const [{ from, calendarDays }] = program.decision as [Program['decision'][number]];
    expect([decidedBy(program, from), decidedBy(program, plusDays(from, -1))]).toEqual([plusDays(from, calendarDays), undefined]);
    expect([requestBy(program, plusDays(from, calendarDays)), requestBy(program, plusDays(from, calendarDays - 1))]).toEqual([from, undefined]);
  });

  it('decides within the days that were in force when it was asked', () => {
    const [{ from, calendarDays }] = program.decision as [Program['decision'][number]];
    const changed = { ...program, decision: [...program.decision, { from: plusDays(from, 100), calendarDays: calendarDays - 3, source: 'made up' }] };
    expect([99, 100].map((days) => decidedBy(changed, plusDays(from, days)))).toEqual([plusDays(from, 99 + calendarDays), plusDays(from, 97 + calendarDays)]);
    // Sent on the change's own day it is the shorter wait; a day of service before that wait needs the longer one.
    expect(requestBy(changed, plusDays(from, 97 + calendarDays))).toBe(plusDays(from, 100));
    expect(requestBy(changed, plusDays(from, 96 + calendarDays))).toBe(plusDays(from, 96));
  });

  it('holds an approval for its days, the day of the decision the first', () => {
    const { days, contestedDays } = program.validity;
    const on = (day: number) => approvalOn({ decidedOn: ON }, program, plusDays(ON, day - 1));
    expect([0, 1, days, days + 1, days + contestedDays, days + contestedDays + 1].map(on)).toEqual(['not-yet', 'valid', 'valid', 'contested', 'contested', 'lapsed']);
    expect(lastValidDay({ decidedOn: ON }, program)).toBe(plusDays(ON, days - 1));
  });

  it('holds an approval by the payer\'s own days where it names them', () => {
    const own = { decidedOn: ON, validFrom: plusDays(ON, 3), validTo: plusDays(ON, 5) };
    for (const one of [program, undefined]) {
      expect([2, 3, 5, 6].map((days) => approvalOn(own, one, plusDays(ON, days)))).toEqual(['not-yet', 'valid', 'valid', 'lapsed']);
      expect(lastValidDay(own, one)).toBe(own.validTo);
    }
  });
});

it('without a program an approval has no end that anybody stated', () => {
  expect([-1, 0, 9999].map((days) => approvalOn({ decidedOn: ON }, undefined, plusDays(ON, days)))).toEqual(['not-yet', 'valid', 'valid']);
  expect(lastValidDay({ decidedOn: ON }, undefined)).toBeUndefined();
});
