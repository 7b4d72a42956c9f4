/** The sums themselves, on hand-made authorizations: from which day, how many, and what is said where a figure is missing. */
import { LADDERS } from '../denials';
import { EMPTY_DIRECTORY, type Directory } from '../directory';
import type { AuthorizationState } from '../authorization';
import medicareOpd from '../programs/medicare-opd.json';
import { addBusinessDays } from './business-days';
import clocks from './clocks.json';
import { exemptionDeadlines } from '.';
import { deadlinesOfAuthorization, type Circumstances } from './of-authorization';
import { plusDays } from './read-clocks';

const DAY = '2026-11-02';
const SERVICE_ON = '2026-12-14';
const NOTHING: Circumstances = { use: { units: { approved: 1, used: 0 } }, isUsed: false, isClosed: false, window: undefined };
const [decision] = medicareOpd.decision;
const { validity } = medicareOpd;
const { reminders } = clocks;

function authorization(over: Partial<AuthorizationState>): AuthorizationState {
  return {
    id: 'a', episodeId: 'e', step: 'rfa', position: 'requested', targets: [], packetId: 'p', issued: [{ packetId: 'p', issuedOn: DAY }], determinations: [], preceding: [], early: false,
    policy: { id: 'policy', version: '2026-01-01', document: 'L1', revision: 'v1' }, dateOfService: SERVICE_ON, asked: { payer: 'medicare', line: 'original-medicare', setting: '22' }, ...over,
  };
}
const decided = (kind: 'affirmed' | 'denied' | 'partially-affirmed', over: Partial<AuthorizationState> = {}, more: object = {}): AuthorizationState =>
  authorization({ position: kind, submittedOn: DAY, determinations: [{ decision: kind, decidedOn: DAY, packetId: 'p', ...more }], ...over });
const of = (state: AuthorizationState, seen: Partial<Circumstances> = {}) => deadlinesOfAuthorization(state, { ...NOTHING, ...seen });
const kinds = (state: AuthorizationState, seen: Partial<Circumstances> = {}) => of(state, seen).map(({ kind, on }) => `${kind} ${on}`);

describe('a request', () => {
  it('made too late for its day of service is to be sent on the day it was made', () => {
    expect(kinds(authorization({ dateOfService: plusDays(DAY, 2) }))).toEqual([`submission-due ${DAY}`]);
  });

  it('says the sum: the day of service less the payer\'s days', () => {
    expect(of(authorization({}))).toEqual([{ kind: 'submission-due', on: plusDays(SERVICE_ON, -(decision?.calendarDays ?? 0)), arithmetic: {
      sentence: `To be sent by ${plusDays(SERVICE_ON, -(decision?.calendarDays ?? 0))}: the payer has ${decision?.calendarDays} calendar days, and the service is asked for ${SERVICE_ON}.`,
      parts: [{ from: SERVICE_ON, fromWhat: 'requested date of service', count: -(decision?.calendarDays ?? 0), unit: 'calendar-days', rule: 'medicare-opd', source: medicareOpd.sources['decision-days'] }],
    } }]);
  });

  it('expedited, or of no program, is sent within the practice\'s own days', () => {
    expect(kinds(authorization({ expedited: true }))).toEqual([`submission-due ${plusDays(DAY, reminders.submitWithinDays)}`]);
    expect(kinds(authorization({ asked: { payer: 'other' } }))).toEqual([`submission-due ${plusDays(DAY, reminders.submitWithinDays)}`]);
  });

  it('of the first logs, which do not say their day, counts from the day of service', () => {
    expect(kinds(authorization({ asked: { payer: 'other' }, issued: [{ packetId: 'p' }] }))).toEqual([`submission-due ${plusDays(SERVICE_ON, reminders.submitWithinDays)}`]);
  });

  it('whose procedure is done needs no sending', () => {
    expect(kinds(authorization({}), { isUsed: true })).toEqual([]);
  });

  it('expedited says business days in words', () => {
    const [due] = of(authorization({ position: 'submitted', submittedOn: '2026-11-25', expedited: true }));
    expect(due?.on).toBe(addBusinessDays('2026-11-25', 2));
    expect(due?.arithmetic.sentence).toBe('The payer must have decided by 2026-11-30: 2 business days after the submission of 2026-11-25.');
  });

  it('under appeal where no rule is on file is asked about', () => {
    expect(kinds(decided('denied', { position: 'appealed', appeal: { filedOn: DAY, level: 'first' } }))).toEqual([`follow-up ${plusDays(DAY, reminders.followUpDays)}`]);
    expect(kinds(decided('denied', { position: 'appealed' }))).toEqual([]);
  });

  it('in a call says its day, and what to do', () => {
    expect(of(decided('denied', { position: 'peer-to-peer', peerToPeerOn: SERVICE_ON }))).toEqual([{ kind: 'peer-to-peer-call', on: SERVICE_ON, arithmetic: {
      sentence: `A peer-to-peer call is scheduled for ${SERVICE_ON}: record what came of it.`, parts: [{ from: SERVICE_ON, fromWhat: 'scheduled call', rule: 'schedule' }] } }]);
  });
});

describe('an approval', () => {
  const ends = (state: AuthorizationState) => of(state).find(({ kind }) => kind === 'approval-expires');

  it('says its sum, and from which source it knows the days', () => {
    const last = plusDays(DAY, validity.days - 1);
    expect(ends(decided('affirmed'))).toEqual({ kind: 'approval-expires', on: last, until: plusDays(last, validity.contestedDays), arithmetic: {
      sentence: `The approval is valid to ${last}: ${validity.days} days, the day of the decision, ${DAY}, the first; of ${plusDays(last, validity.contestedDays)} the sources do not agree.`,
      parts: [{ from: DAY, fromWhat: 'decision', count: validity.days - 1, unit: 'calendar-days', rule: 'medicare-opd', source: medicareOpd.sources.validity }],
    } });
  });

  it('with a letter tells the day that was stated before it', () => {
    const letterDays = [{ kind: 'approval-expires' as const, on: '2026-12-20', documentId: 'd', reason: 'page 2', by: 'staff', was: '2027-01-31' }];
    const state = decided('affirmed', { letterDays }, { validTo: '2026-12-20' });
    expect(ends(state)).toMatchObject({ on: '2026-12-20', overriddenBy: { documentId: 'd', date: '2026-12-20', by: 'staff' } });
    expect(ends(state)?.arithmetic.sentence).toBe('The payer\'s letter says 2026-12-20 (page 2). Without it: The approval is valid to 2027-01-31, the last day that the payer stated.');
  });

  it('is not scheduled by a day before it begins, nor by one after its last', () => {
    const approved = decided('affirmed', {}, { validFrom: '2026-11-10', validTo: '2026-11-20' });
    const scheduled = (scheduledOn: string) => kinds(approved, { use: { scheduledOn, units: { approved: 1, used: 0 } } })[1];
    expect(['2026-11-09', '2026-11-10', '2026-11-20', '2026-11-21'].map(scheduled)).toEqual([`approved-not-scheduled ${plusDays(DAY, reminders.scheduleWithinDays)}`, 'planned-service 2026-11-10', 'planned-service 2026-11-20', `approved-not-scheduled ${plusDays(DAY, reminders.scheduleWithinDays)}`]);
  });

  it('that ends before the reminder is to be scheduled by its last day', () => {
    expect(kinds(decided('affirmed', {}, { validTo: plusDays(DAY, 3) }))).toContain(`approved-not-scheduled ${plusDays(DAY, 3)}`);
  });

  it('of a closed episode is not to be scheduled, and still ends', () => {
    expect(kinds(decided('affirmed'), { isClosed: true })).toEqual([`approval-expires ${plusDays(DAY, validity.days - 1)}`]);
  });

  it('in part may be disputed as far as it was denied, whether or not it is used', () => {
    const part = decided('partially-affirmed', { asked: { payer: 'plan', line: 'commercial' } }, { validTo: SERVICE_ON });
    const appeal = `appeal-due ${plusDays(DAY, LADDERS.find(({ covers }) => covers.lines.includes('commercial'))?.levels[0]?.days ?? 0)}`;
    expect(kinds(part)).toEqual([`approval-expires ${SERVICE_ON}`, `approved-not-scheduled ${plusDays(DAY, reminders.scheduleWithinDays)}`, appeal]);
    expect(kinds(part, { isUsed: true })).toEqual([appeal]);
  });

  it('says how many units are left, and by when the next request goes', () => {
    const said = (approved: number, used: number, scheduledOn?: string) => of(decided('affirmed'), { use: { units: { approved, used }, ...(scheduledOn !== undefined && { scheduledOn }) } }).find(({ kind }) => kind === 'units-run-out');
    expect(said(4, 3, SERVICE_ON)).toMatchObject({ on: SERVICE_ON, arithmetic: { sentence: `1 of 4 approved units is left: request the next before ${SERVICE_ON}.`, parts: [{ from: SERVICE_ON, fromWhat: 'planned day', count: 1 }] } });
    expect(said(4, 4)).toMatchObject({ on: plusDays(DAY, validity.days - 1), arithmetic: { sentence: expect.stringMatching(/^0 of 4 approved units are left/) as unknown } });
    expect(said(4, 2)).toBeUndefined();
  });
});

describe('what the payer answered otherwise', () => {
  const follow = `follow-up ${plusDays(DAY, reminders.followUpDays)}`;
  const answered = (position: string): AuthorizationState => ({ ...decided('affirmed'), position });

  it('modified, sent back or not to be read, it is on the list until somebody has settled it', () => {
    expect(['modified', 'rejected', 'answered'].map((position) => kinds(answered(position)))).toEqual([[follow], [follow], [follow]]);
    expect(kinds(answered('rejected'), { isUsed: true })).toEqual([]);
  });

  it('modified and declined, it is denied: sent again or appealed as the rules say, else on the list until somebody has settled it', () => {
    const declined = (asked: AuthorizationState['asked']) => ({ ...authorization({ position: 'denied', determinations: [{ decision: 'modified', decidedOn: DAY, packetId: 'p' }] }), asked });
    expect(kinds(declined({ payer: 'medicare', line: 'original-medicare', setting: '22' }))).toEqual([`resubmission ${plusDays(SERVICE_ON, -(decision?.calendarDays ?? 0))}`]);
    expect(kinds(declined({ payer: 'plan', line: 'commercial' }))).toEqual([`appeal-due ${plusDays(DAY, LADDERS.find(({ covers }) => covers.lines.includes('commercial'))?.levels[0]?.days ?? 0)}`]);
    expect(kinds(declined({ payer: 'plan' }))).toEqual([follow]);
  });

  it('not required does not lapse, and is to be scheduled; cancelled has none', () => {
    expect(kinds(answered('not-required'))).toEqual([`approved-not-scheduled ${plusDays(DAY, reminders.scheduleWithinDays)}`]);
    expect(kinds(answered('cancelled'))).toEqual([]);
  });
});

describe('a denial', () => {
  it('says how long a peer may be spoken to, and of hours which days are not sure', () => {
    const closes = (count: number, unit: 'hours' | 'calendar-days' | 'business-days') => of(decided('denied', { asked: { payer: 'plan' } }), { window: { count, unit } })[0];
    expect(closes(14, 'business-days')).toEqual({ kind: 'peer-to-peer-closes', on: addBusinessDays(DAY, 14), arithmetic: {
      sentence: `A peer may be spoken to until ${addBusinessDays(DAY, 14)}: 14 business days after the denial of ${DAY}, as the practice's directory says.`,
      parts: [{ from: DAY, fromWhat: 'denial', count: 14, unit: 'business-days', rule: 'directory' }] } });
    expect(closes(48, 'hours')).toMatchObject({ on: plusDays(DAY, 1), until: plusDays(DAY, 2), arithmetic: { sentence: expect.stringContaining('its hour is not recorded') as unknown } });
    expect(closes(12, 'hours')).toMatchObject({ on: DAY, until: plusDays(DAY, 1) });
  });

  it('in the hospital program is sent again in time for its day of service, or for a later one', () => {
    expect(of(decided('denied'))).toMatchObject([{ kind: 'resubmission', on: plusDays(SERVICE_ON, -(decision?.calendarDays ?? 0)), arithmetic: { parts: [{ from: DAY, source: { document: 'Noridian OPD authorization process' } }, { from: SERVICE_ON, count: -(decision?.calendarDays ?? 0) }] } }]);
    const late = of(decided('denied', { dateOfService: plusDays(DAY, 2) }));
    expect(late).toMatchObject([{ kind: 'resubmission', on: DAY, arithmetic: { sentence: expect.stringContaining('name a later one') as unknown } }]);
    expect(late[0]?.arithmetic.parts).toHaveLength(1);
  });

  it('is not sent again once the service is done or its episode closed; what becomes of it is then decided, or nothing is', () => {
    expect(kinds(decided('denied'), { isUsed: true })).toEqual([`follow-up ${plusDays(DAY, reminders.followUpDays)}`]);
    expect(kinds(decided('denied'), { isClosed: true })).toEqual([]);
  });
});

describe('an exemption', () => {
  const directory = (to?: string): Directory => ({ ...EMPTY_DIRECTORY, facilities: [{ id: 'north', name: 'North', placeOfService: '22', exemptions: [{ program: 'medicare-opd', from: '2026-08-01', notice: 'n', ...(to !== undefined && { to }) }] }] });

  it('counts its first and its last day', () => {
    const told = (asOf: string, to?: string) => exemptionDeadlines(directory(to), asOf).map(({ kind, on }) => `${kind} ${on}`);
    expect(told('2026-08-01', '2026-11-30')).toEqual(['exemption-sample 2026-08-01', 'exemption-opt-out 2026-11-30', 'exemption-ends 2026-11-30']);
    expect(told('2026-11-30')).toEqual(['exemption-opt-out 2026-11-30', 'exemption-sample 2027-08-01', 'exemption-opt-out 2027-11-30']);
  });

  it('says of whom, by which notice and from which source', () => {
    expect(exemptionDeadlines(directory(), '2026-11-30')[0]).toMatchObject({ facilityId: 'north', arithmetic: { sentence: 'North is exempt (n): it may opt out for the coming year until 2026-11-30.', parts: [{ rule: 'medicare-opd', source: { document: 'First Coast, 2024-03-15' } }] } });
  });

  it('of another program has no such cycle, only its end', () => {
    const other: Directory = { ...EMPTY_DIRECTORY, facilities: [{ id: 'north', name: 'North', placeOfService: '22', exemptions: [{ program: 'other', from: '2026-01-01', to: '2027-01-01', notice: 'n' }] }] };
    expect(exemptionDeadlines(other, DAY).map(({ kind }) => kind)).toEqual(['exemption-ends']);
  });
});
