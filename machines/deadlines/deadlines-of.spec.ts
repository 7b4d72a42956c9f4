import { addMonths, toDay, toPlainDate } from '../kernel/calendar';
import { decisionsOf, LADDERS } from '../denials';
import { EMPTY_DIRECTORY, type Directory } from '../directory';
import type { AuthorizationState } from '../authorization';
import { tell, tellAll, ablation, document, OPEN_RFA, plusDays, READY_ON, readyForRfa, type Told } from '../../test/support/patient-story';
import { evolvePatient, unitsLeft, type PatientCommand, type PatientState } from '../patient';
import medicareOpd from '../programs/medicare-opd.json';
import { addBusinessDays } from './business-days';
import clocks from './clocks.json';
import { deadlinesOf, datesOf, exemptionDeadlines, warnDays } from '.';
import { deadlinesOfAuthorization, type Circumstances } from './of-authorization';

const D0 = READY_ON;
const SERVICE_ON = plusDays(D0, 20);
const [decision] = medicareOpd.decision;
const { days, contestedDays } = medicareOpd.validity;
const { reminders } = clocks;
const plan = (over: object): PatientCommand => ({ type: 'PlanTargets', episodeId: 'episode-1', plan: { ...(OPEN_RFA as Extract<PatientCommand, { type: 'OpenEpisode' }>).plan, ...over } });

/** Ready for the ablation in a hospital outpatient department; its draft is there. */
const ready = tell(readyForRfa(), D0, plan({ setting: '22' })).patient;
const id = ready.authorizations.find(({ step }) => step === 'rfa')?.id ?? '';
const request: PatientCommand = { type: 'RequestAuthorization', authorizationId: id, dateOfService: SERVICE_ON };
const submit = (on: string): PatientCommand => ({ type: 'SubmitAuthorization', authorizationId: id, submittedAt: `${on}T09:00:00.000Z`, submittedOn: on, channel: 'portal', proof: { reference: 'C-1' } });
const decide = (on: string, over: object = {}): PatientCommand => ({ type: 'RecordDetermination', authorizationId: id, decision: 'affirmed', decidedOn: on, ...over });
const letter = (kind: 'decision-due' | 'approval-expires' | 'pended-answer-due' | 'peer-to-peer-closes', on: string): PatientCommand => ({ type: 'OverrideDeadline', authorizationId: id, kind, on, documentId: 'letter', reason: 'page 1' });
const attach: PatientCommand = { type: 'AttachDocument', documentId: 'letter', sha256: 'a'.repeat(64), mediaType: 'application/pdf', bytes: 10, pages: 1, title: 'letter' };

const told = (...commands: readonly (readonly [string, PatientCommand])[]): Told => tellAll(ready, commands);
const of = (patient: PatientState, asOf: string, directory: Directory = EMPTY_DIRECTORY) => deadlinesOf(patient, { asOf, directory }).map(({ kind, on, state }) => [kind, on, state]);
const requested = told([D0, request]).patient;
const submitted = told([D0, request], [D0, submit(D0)]).patient;
const DECIDED_ON = plusDays(D0, 5);
const approved = tell(submitted, DECIDED_ON, decide(DECIDED_ON)).patient;

describe('the deadlines of a request', () => {
  it('a draft has none', () => {
    expect(of(ready, D0)).toEqual([]);
  });

  it('it is to be sent so early that the payer has decided by the day of service', () => {
    const on = plusDays(SERVICE_ON, -(decision?.calendarDays ?? 0));
    expect(of(requested, D0)).toEqual([['submission-due', on, 'due-later']]);
    expect(datesOf(requested, { directory: EMPTY_DIRECTORY })[0]?.arithmetic).toMatchObject({ sentence: expect.stringContaining(SERVICE_ON) as unknown, parts: [{ from: SERVICE_ON, count: -(decision?.calendarDays ?? 0), unit: 'calendar-days', rule: 'medicare-opd', source: { document: 'CGS, 2024-12-10' } }] });
  });

  it('the decision is due, then overdue, and says from which day, how many, by which rule and source', () => {
    const on = plusDays(D0, decision?.calendarDays ?? 0);
    expect(['due-later', 'due-soon', 'due-today', 'overdue']).toEqual([D0, plusDays(on, -1), on, plusDays(on, 1)].map((day) => of(submitted, day)[0]?.[2]));
    expect(datesOf(submitted, { directory: EMPTY_DIRECTORY })).toMatchObject([{ kind: 'decision-due', on, payer: 'medicare', step: 'rfa', episodeId: 'episode-1', authorizationId: id,
      arithmetic: { parts: [{ from: D0, fromWhat: 'submission', count: decision?.calendarDays, rule: 'medicare-opd', source: { document: 'CGS, 2024-12-10' } }] } }]);
  });

  it('an expedited one is due after two business days', () => {
    const expedited = tellAll(ready, [[D0, { ...request, expedited: true, justification: 'loss of function' } as PatientCommand], [D0, submit(D0)]]).patient;
    const [due] = datesOf(expedited, { directory: EMPTY_DIRECTORY });
    expect(due).toMatchObject({ kind: 'decision-due', arithmetic: { parts: [{ count: 2, unit: 'business-days', rule: 'medicare-opd-expedited' }] } });
    expect(due?.on).toBe(addBusinessDays(D0, 2));
  });

  it('a letter\'s own day stands in place of the arithmetic, which is still told', () => {
    const [due] = datesOf(tellAll(submitted, [[D0, attach], [D0, letter('decision-due', plusDays(D0, 14))]]).patient, { directory: EMPTY_DIRECTORY });
    expect(due).toMatchObject({ kind: 'decision-due', on: plusDays(D0, 14), overriddenBy: { documentId: 'letter', date: plusDays(D0, 14), by: 'nurse-1' } });
    expect(due?.arithmetic.sentence).toContain(plusDays(D0, decision?.calendarDays ?? 0));
  });

  it('what the payer asks for is answered by the practice\'s own reminder, or by the letter\'s day', () => {
    const pended = tell(submitted, DECIDED_ON, decide(DECIDED_ON, { decision: 'pended' })).patient;
    expect(of(pended, DECIDED_ON)).toMatchObject([['pended-answer-due', plusDays(DECIDED_ON, reminders.pendedAnswerDays), 'due-later']]);
    expect(of(tellAll(pended, [[DECIDED_ON, attach], [DECIDED_ON, letter('pended-answer-due', plusDays(DECIDED_ON, 2))]]).patient, DECIDED_ON)).toEqual([['pended-answer-due', plusDays(DECIDED_ON, 2), 'due-soon']]);
  });

  it('what the payer asks for by days of its own is answered by the first of them, or by a letter that says another', () => {
    const asked = [{ text: 'Office note', dueOn: plusDays(DECIDED_ON, 12) }, { text: 'Imaging', dueOn: plusDays(DECIDED_ON, 2) }, { text: 'Diary' }];
    const pended = tell(submitted, DECIDED_ON, decide(DECIDED_ON, { decision: 'pended', asked })).patient;
    expect(datesOf(pended, { directory: EMPTY_DIRECTORY })).toMatchObject([{ kind: 'pended-answer-due', on: plusDays(DECIDED_ON, 2), arithmetic: {
      sentence: `What the payer asks for is to be sent by ${plusDays(DECIDED_ON, 2)}, the day that it named on ${DECIDED_ON} (Imaging).`, parts: [{ from: plusDays(DECIDED_ON, 2), fromWhat: 'day named by the payer', rule: 'payer' }] } }]);
    expect(of(tellAll(pended, [[DECIDED_ON, attach], [DECIDED_ON, letter('pended-answer-due', plusDays(DECIDED_ON, 5))]]).patient, DECIDED_ON)).toMatchObject([['pended-answer-due', plusDays(DECIDED_ON, 5), 'due-later']]);
  });

  it('taken back it has none', () => {
    expect(of(tell(submitted, D0, { type: 'WithdrawAuthorization', authorizationId: id, reason: 'declined' }).patient, D0)).toEqual([]);
  });
});

describe('the deadlines of an approval', () => {
  const last = plusDays(DECIDED_ON, days - 1);

  it('it expires after the program\'s days, and on the day that the sources count differently it is contested', () => {
    const stateOn = (day: string) => of(approved, day).find(([kind]) => kind === 'approval-expires')?.slice(1);
    expect(stateOn(DECIDED_ON)).toEqual([last, 'due-later']);
    expect(stateOn(plusDays(last, -Math.max(...reminders.warnDaysBefore['approval-expires'])))).toEqual([last, 'due-soon']);
    expect(stateOn(last)).toEqual([last, 'due-today']);
    expect(stateOn(plusDays(last, contestedDays))).toEqual([last, 'contested']);
    expect(stateOn(plusDays(last, contestedDays + 1))).toEqual([last, 'overdue']);
  });

  it('is warned of on the configured days before', () => {
    expect(warnDays({ kind: 'approval-expires', on: last })).toEqual([30, 14, 7, 1].map((before) => plusDays(last, -before)));
  });

  it('is approved and not scheduled until a day is planned that it covers', () => {
    expect(of(approved, DECIDED_ON)).toContainEqual(['approved-not-scheduled', plusDays(DECIDED_ON, reminders.scheduleWithinDays), 'due-later']);
    const planned = tell(approved, DECIDED_ON, plan({ setting: '22', plannedOn: SERVICE_ON })).patient;
    expect(of(planned, DECIDED_ON)).toContainEqual(['planned-service', SERVICE_ON, 'due-later']);
    expect(of(planned, plusDays(SERVICE_ON, 1))).toContainEqual(['planned-service', SERVICE_ON, 'overdue']);
    const late = tell(approved, DECIDED_ON, plan({ setting: '22', plannedOn: plusDays(last, 1) })).patient;
    expect(of(late, DECIDED_ON).map(([kind]) => kind)).toEqual(['approved-not-scheduled', 'approval-expires']);
  });

  it('follows the day it is scheduled for, before the one that was planned, and the units that the payer named', () => {
    const planned = tell(approved, DECIDED_ON, plan({ setting: '22', plannedOn: SERVICE_ON })).patient;
    const scheduled = evolvePatient(planned, { type: 'ProcedureScheduled', episodeId: 'episode-1', step: 'rfa', on: plusDays(SERVICE_ON, 2), targets: [], authorizationId: id });
    expect(of(scheduled, DECIDED_ON)).toContainEqual(['planned-service', plusDays(SERVICE_ON, 2), 'due-later']);
    const units = tell(submitted, DECIDED_ON, decide(DECIDED_ON, { units: 3 })).patient;
    const done = (patient: PatientState, day: number) => tell(patient, plusDays(SERVICE_ON, day), document(`ablation-${day}`, ablation(plusDays(SERVICE_ON, day)))).patient;
    expect(of(done(units, 0), SERVICE_ON).map(([kind]) => kind)).toContain('approval-expires');
  });

  describe('in units of codes', () => {
    const items = (...units: readonly number[]) => units.map((unitsApproved, index) => ({ line: index + 1, code: index === 0 ? '64635' : '64636', outcome: 'approved' as const, unitsApproved }));
    const once = (...units: readonly number[]) => tell(tell(submitted, DECIDED_ON, decide(DECIDED_ON, { items: items(...units) })).patient, SERVICE_ON, document('ablation-1', { ...ablation(SERVICE_ON), imageSaved: true })).patient;

    it('stays on the list while a unit is left in total, although a code of it has none', () => {
      const patient = once(1, 1);
      const authorization = patient.authorizations.find((each) => each.id === id) as AuthorizationState;
      expect(unitsLeft(patient, authorization)).toMatchObject({ total: { approved: 2, left: 1 }, byCode: [{ left: 0 }, { left: 1 }] });
      expect(of(patient, SERVICE_ON).map(([kind]) => kind)).toEqual(['approval-expires', 'units-run-out']);
    });

    it('that names no units of a code stays until every named one is used', () => {
      const unnamed = { line: 3, code: '64999', outcome: 'approved' as const };
      const approvedSo = (...units: readonly number[]) => tell(tell(submitted, DECIDED_ON, decide(DECIDED_ON, { items: [...items(...units), unnamed] })).patient, SERVICE_ON, document('ablation-1', ablation(SERVICE_ON))).patient;
      expect(of(approvedSo(2), SERVICE_ON).map(([kind]) => kind)).toEqual(['approval-expires', 'units-run-out']);
      expect(of(approvedSo(1), SERVICE_ON)).toEqual([]);
    });

    it('stays on the list while nothing is performed, also where a code was given none', () => {
      expect(of(tell(submitted, DECIDED_ON, decide(DECIDED_ON, { items: items(1, 0) })).patient, DECIDED_ON).map(([kind]) => kind)).toEqual(['approved-not-scheduled', 'approval-expires']);
    });

    it('leaves it with the last one', () => {
      expect(of(once(1), SERVICE_ON)).toEqual([]);
    });

    it('is not planned for the day on which it was performed', () => {
      const planned = tell(submitted, DECIDED_ON, plan({ setting: '22', plannedOn: SERVICE_ON })).patient;
      const done = tellAll(planned, [[DECIDED_ON, decide(DECIDED_ON, { units: 3 })], [SERVICE_ON, document('ablation-1', ablation(SERVICE_ON))]]).patient;
      expect(of(done, SERVICE_ON).map(([kind]) => kind)).toEqual(['approval-expires']);
    });
  });

  it('has none once its procedure is done', () => {
    expect(of(tell(approved, SERVICE_ON, document('ablation-1', ablation(SERVICE_ON))).patient, SERVICE_ON)).toEqual([]);
  });

  it('whose last day nobody knows asks for it', () => {
    const office = tellAll(tell(ready, D0, plan({ setting: '11' })).patient, [[D0, request], [D0, submit(D0)], [DECIDED_ON, decide(DECIDED_ON)]]).patient;
    expect(of(office, DECIDED_ON)).toContainEqual(['last-day-missing', plusDays(DECIDED_ON, reminders.lastDayMissingDays), 'due-later']);
    const known = tellAll(office, [[DECIDED_ON, attach], [DECIDED_ON, letter('approval-expires', plusDays(DECIDED_ON, 60))]]).patient;
    expect(of(known, DECIDED_ON).map(([kind]) => kind)).toEqual(['approved-not-scheduled', 'approval-expires']);
  });

  it('by a letter expires on the letter\'s day, and says what the program\'s arithmetic is', () => {
    const [, shortened] = datesOf(tellAll(approved, [[DECIDED_ON, attach], [DECIDED_ON, letter('approval-expires', plusDays(DECIDED_ON, 30))]]).patient, { directory: EMPTY_DIRECTORY });
    expect(shortened).toMatchObject({ kind: 'approval-expires', on: plusDays(DECIDED_ON, 30), overriddenBy: { documentId: 'letter' } });
    expect(shortened?.until).toBeUndefined();
    expect(shortened?.arithmetic.sentence).toContain(last);
  });

  it('lapsed unused stays on the list until somebody has seen it, also when its episode is closed', () => {
    const after = plusDays(last, contestedDays + 1);
    const expired = tellAll(approved, [[after, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'moved away' }], [after, { type: 'ReassessPatient' }]]).patient;
    expect(of(expired, plusDays(after, 300))).toEqual([['expired', last, 'overdue']]);
    expect(of(expired, plusDays(last, -1))).toEqual([['expired', last, 'overdue']]);
    expect(of(tell(expired, after, { type: 'AcknowledgeExpiry', authorizationId: id, reason: 'seen' }).patient, after)).toEqual([]);
  });

  it('lapsed with units left stays on the list until somebody has seen it', () => {
    const after = plusDays(last, contestedDays + 1);
    const lapsed = (units: number) => tellAll(submitted, [[DECIDED_ON, decide(DECIDED_ON, { units })], [SERVICE_ON, document('ablation-1', ablation(SERVICE_ON))], [after, { type: 'ReassessPatient' }]]).patient;
    expect(lapsed(2).authorizations.find((each) => each.id === id)?.position).toBe('expired');
    expect(of(lapsed(2), after)).toEqual([['expired', last, 'overdue']]);
    expect(datesOf(lapsed(2), { directory: EMPTY_DIRECTORY })[0]?.arithmetic.sentence).toBe(`The approval was last valid on ${last}, and 1 of 2 approved units was left: request again, or acknowledge that it lapsed.`);
    expect(of(tell(lapsed(2), after, { type: 'AcknowledgeExpiry', authorizationId: id, reason: 'seen' }).patient, after)).toEqual([]);
    expect(lapsed(1).authorizations.find((each) => each.id === id)?.position).toBe('expired');
    expect(of(lapsed(1), after)).toEqual([]);
  });

  it('of several units says when they run out', () => {
    const useOf = (used: number) => () => ({ scheduledOn: SERVICE_ON, units: { approved: 4, used } });
    const kinds = (used: number) => datesOf(approved, { directory: EMPTY_DIRECTORY, useOf: useOf(used) }).map(({ kind }) => kind);
    expect(kinds(0)).not.toContain('units-run-out');
    expect(kinds(2)).not.toContain('units-run-out');
    expect(kinds(3)).toContain('units-run-out');
  });
});

describe('the deadlines of a denial', () => {
  const denied = tell(submitted, DECIDED_ON, decide(DECIDED_ON, { decision: 'denied', reason: 'no second block' })).patient;
  const directory = (count: number, unit: 'hours' | 'calendar-days' | 'business-days'): Directory => ({ ...EMPTY_DIRECTORY, payers: [{ id: 'medicare', name: 'Medicare', plans: [{ channels: [], delegate: 'reviewer' }] }, { id: 'reviewer', name: 'Reviewer', plans: [{ channels: [], peerToPeer: { count, unit } }] }] });

  it('in the hospital program it may be sent again, in time for the day of service', () => {
    expect(of(denied, DECIDED_ON)).toEqual([['resubmission', plusDays(SERVICE_ON, -(decision?.calendarDays ?? 0)), 'due-later']]);
  });

  it('a peer may be spoken to for as long as the directory says of the payer or its delegate; of hours the last day is contested', () => {
    expect(of(denied, DECIDED_ON, directory(14, 'business-days'))).toContainEqual(['peer-to-peer-closes', expect.any(String), 'due-later']);
    expect(of(denied, plusDays(DECIDED_ON, 2), directory(48, 'hours'))).toContainEqual(['peer-to-peer-closes', plusDays(DECIDED_ON, 1), 'contested']);
    expect(of(denied, plusDays(DECIDED_ON, 3), directory(48, 'hours'))).toContainEqual(['peer-to-peer-closes', plusDays(DECIDED_ON, 1), 'overdue']);
  });

  it('a letter says the window that no directory knows', () => {
    expect(of(tellAll(denied, [[DECIDED_ON, attach], [DECIDED_ON, letter('peer-to-peer-closes', plusDays(DECIDED_ON, 10))]]).patient, DECIDED_ON)).toContainEqual(['peer-to-peer-closes', plusDays(DECIDED_ON, 10), 'due-later']);
  });

  const CIRCUMSTANCES: Circumstances = { use: { units: { approved: 1, used: 0 } }, isUsed: false, isClosed: false, window: undefined };
  const denial = (line?: string): AuthorizationState => ({ ...denied.authorizations.find((each) => each.id === id) as AuthorizationState, asked: { payer: 'other', ...(line !== undefined && { line }) } });
  const appeal = (line: string) => LADDERS.find(({ covers }) => covers.lines.includes(line))?.levels[0];

  it('is appealed within the days of the line; where two are told the days between are contested', () => {
    expect(deadlinesOfAuthorization(denial('commercial'), CIRCUMSTANCES)).toMatchObject([{ kind: 'appeal-due', on: plusDays(DECIDED_ON, appeal('commercial')?.days ?? 0), arithmetic: { parts: [{ source: { document: '29 CFR 2560.503-1' } }] } }]);
    const advantage = appeal('medicare-advantage');
    expect(deadlinesOfAuthorization(denial('medicare-advantage'), CIRCUMSTANCES)).toMatchObject([{ kind: 'appeal-due', on: plusDays(DECIDED_ON, advantage?.days ?? 0), until: plusDays(DECIDED_ON, advantage?.contested?.days ?? 0) }]);
  });

  describe('of a commercial plan whose appeal was lost', () => {
    const commercial = { ...submitted, authorizations: submitted.authorizations.map((each) => (each.id === id ? { ...each, asked: { payer: 'plan', line: 'commercial' } } : each)) };
    const [first, second] = [plusDays(DECIDED_ON, 20), plusDays(DECIDED_ON, 40)];
    const deny = (on: string): readonly [string, PatientCommand] => [on, decide(on, { decision: 'denied' })];
    const file = (on: string): readonly [string, PatientCommand] => [on, { type: 'FileAppeal', authorizationId: id, filedOn: on, level: 'next' }];
    const dates = (...more: readonly (readonly [string, PatientCommand])[]) => datesOf(tellAll(commercial, [deny(DECIDED_ON), file(DECIDED_ON), deny(first), ...more]).patient, { directory: EMPTY_DIRECTORY });
    const external = LADDERS.find(({ covers }) => covers.lines.includes('commercial'))?.levels[1];

    it('the next level is due', () => {
      const on = toPlainDate(addMonths(toDay(first), external?.months ?? 0));
      expect(dates()).toMatchObject([{ kind: 'appeal-due', on, arithmetic: { sentence: expect.stringMatching(/^The next appeal \(external review/) as unknown, parts: [{ from: first, fromWhat: 'decision on the appeal' }] } }]);
    });

    it('no rule on file says how long that one takes, nor what may be done once it is lost too', () => {
      expect(dates(file(first)).map(({ kind, on }) => [kind, on])).toEqual([['follow-up', plusDays(first, reminders.followUpDays)]]);
      expect(dates(file(first), deny(second)).map(({ kind, on }) => [kind, on])).toEqual([['follow-up', plusDays(second, reminders.followUpDays)]]);
    });

    it('a request that went out again begins with the first level', () => {
      const [again, decidedOn] = [plusDays(first, 1), plusDays(first, 2)];
      const anew = tellAll(commercial, [deny(DECIDED_ON), file(DECIDED_ON), deny(first), [again, { type: 'RequestAuthorization', authorizationId: id, dateOfService: plusDays(again, 20) }], [again, submit(again)], deny(decidedOn)]).patient;
      const denial = anew.authorizations.find((each) => each.id === id) as AuthorizationState;
      expect(decisionsOf(denial, denial.determinations.at(-1) as AuthorizationState['determinations'][number])).toEqual([decidedOn]);
    });
  });

  it('where no rule on file says anything it is still on the list', () => {
    expect(deadlinesOfAuthorization(denial(), CIRCUMSTANCES)).toMatchObject([{ kind: 'follow-up', on: plusDays(DECIDED_ON, reminders.followUpDays), arithmetic: { parts: [{ rule: 'practice-reminder' }] } }]);
  });

  it('under appeal the decision is awaited; in a call its day', () => {
    const appealed = { ...denial('commercial'), position: 'appealed', appeal: { filedOn: D0, level: 'first' } };
    expect(deadlinesOfAuthorization(appealed, CIRCUMSTANCES)).toMatchObject([{ kind: 'appeal-decision-due', on: plusDays(D0, clocks.appealDecisions.find(({ id: name }) => name === 'commercial')?.count ?? 0) }]);
    expect(deadlinesOfAuthorization({ ...denial('commercial'), position: 'peer-to-peer', peerToPeerOn: SERVICE_ON }, CIRCUMSTANCES).map(({ kind }) => kind)).toEqual(['peer-to-peer-call', 'appeal-due']);
  });

  it('in a call while an appeal waits, both: the appeal must still be decided, and is not filed again', () => {
    const denied = denial('commercial');
    const talked = { ...denied, position: 'peer-to-peer', peerToPeerOn: SERVICE_ON, appeal: { filedOn: D0, level: 'first' }, appealedAfter: [denied.determinations.length] } satisfies AuthorizationState;
    expect(deadlinesOfAuthorization(talked, CIRCUMSTANCES).map(({ kind }) => kind)).toEqual(['peer-to-peer-call', 'appeal-decision-due']);
    const part = { ...talked, position: 'partially-affirmed', disputed: 'peer-to-peer', determinations: [{ decision: 'partially-affirmed', decidedOn: DECIDED_ON, validTo: SERVICE_ON, packetId: 'p' }], appealedAfter: [1] } satisfies AuthorizationState;
    expect(deadlinesOfAuthorization(part, CIRCUMSTANCES).map(({ kind }) => kind)).toEqual(['approval-expires', 'approved-not-scheduled', 'peer-to-peer-call', 'appeal-decision-due']);
    const letterDays = [{ kind: 'appeal-decision-due', on: SERVICE_ON, documentId: 'letter', reason: 'page 1', by: 'staff' }] as const;
    const unruled = { ...talked, asked: { payer: 'other' } };
    expect([deadlinesOfAuthorization(unruled, CIRCUMSTANCES), deadlinesOfAuthorization({ ...unruled, letterDays }, CIRCUMSTANCES)].map((each) => each.map(({ kind }) => kind))).toEqual([['peer-to-peer-call'], ['peer-to-peer-call', 'appeal-decision-due']]);
    const decided = { ...talked, determinations: [...denied.determinations, ...denied.determinations] };
    expect(deadlinesOfAuthorization(decided, CIRCUMSTANCES).map(({ kind }) => kind)).toEqual(['peer-to-peer-call', 'appeal-due']);
  });

  it('of an approval in part the approved part keeps its days while the rest is disputed', () => {
    const part = { ...denial('commercial'), position: 'partially-affirmed', determinations: [{ decision: 'partially-affirmed', decidedOn: DECIDED_ON, validTo: SERVICE_ON, packetId: 'p' }] } satisfies AuthorizationState;
    const kinds = (over: Partial<AuthorizationState>): readonly string[] => deadlinesOfAuthorization({ ...part, ...over }, CIRCUMSTANCES).map(({ kind }) => kind);
    expect(kinds({})).toEqual(['approval-expires', 'approved-not-scheduled', 'appeal-due']);
    expect(kinds({ disputed: 'appealed', appeal: { filedOn: D0, level: 'first' } })).toEqual(['approval-expires', 'approved-not-scheduled', 'appeal-decision-due']);
    const { asked: _, ...unruled } = part;
    expect(deadlinesOfAuthorization(unruled, CIRCUMSTANCES)).toMatchObject([{ kind: 'approval-expires' }, { kind: 'approved-not-scheduled' }, { kind: 'follow-up', on: plusDays(DECIDED_ON, reminders.followUpDays), arithmetic: { sentence: expect.stringContaining('the part that was not approved') as unknown } }]);
    for (const settled of [{ isUsed: true }, { isClosed: true }]) expect(deadlinesOfAuthorization(unruled, { ...CIRCUMSTANCES, ...settled }).map(({ kind }) => kind)).not.toContain('follow-up');
    const offered = [...part.determinations, { decision: 'modified', decidedOn: plusDays(DECIDED_ON, 3), packetId: 'p' }] satisfies AuthorizationState['determinations'];
    expect(kinds({ disputed: 'modified', determinations: offered })).toEqual(['approval-expires', 'approved-not-scheduled', 'follow-up']);
    expect(deadlinesOfAuthorization({ ...part, determinations: offered }, CIRCUMSTANCES)).toMatchObject([{ kind: 'approval-expires', on: SERVICE_ON }, { kind: 'approved-not-scheduled' }, { kind: 'appeal-due', arithmetic: { parts: [{ from: plusDays(DECIDED_ON, 3) }] } }]);
    expect(kinds({ disputed: 'peer-to-peer', peerToPeerOn: SERVICE_ON })).toEqual(['approval-expires', 'approved-not-scheduled', 'peer-to-peer-call', 'appeal-due']);
    const lost = deadlinesOfAuthorization({ ...part, determinations: [...part.determinations, { decision: 'denied', decidedOn: plusDays(DECIDED_ON, 3), packetId: 'p' }] }, CIRCUMSTANCES);
    expect(lost).toMatchObject([{ kind: 'approval-expires', on: SERVICE_ON }, { kind: 'approved-not-scheduled' }, { kind: 'appeal-due', arithmetic: { parts: [{ from: plusDays(DECIDED_ON, 3) }] } }]);
  });

  it('a payer of the interoperability rule decides in days or, expedited, in hours', () => {
    const sent = (expedited: boolean): AuthorizationState => ({ ...denial('medicare-advantage'), position: 'submitted', expedited, determinations: [] });
    expect(deadlinesOfAuthorization(sent(false), CIRCUMSTANCES)).toMatchObject([{ kind: 'decision-due', on: plusDays(D0, 7), arithmetic: { parts: [{ rule: 'interoperability-standard' }] } }]);
    expect(deadlinesOfAuthorization(sent(true), CIRCUMSTANCES)).toMatchObject([{ kind: 'decision-due', on: plusDays(D0, 3), arithmetic: { parts: [{ count: 72, unit: 'hours' }] } }]);
    expect(deadlinesOfAuthorization({ ...sent(false), asked: { payer: 'other' } }, CIRCUMSTANCES)).toMatchObject([{ kind: 'follow-up' }]);
  });
});

describe('records asked of other providers', () => {
  it('are chased until they come', () => {
    const ask: PatientCommand = { type: 'RequestRecords', requestId: 'r1', from: 'Riverside', what: 'notes', askedOn: D0, chaseOn: plusDays(D0, 7) };
    const asked = tell(ready, D0, ask).patient;
    expect(of(asked, plusDays(D0, 8))).toEqual([['records-chase', plusDays(D0, 7), 'overdue']]);
    expect(of(tell(asked, plusDays(D0, 8), { type: 'ReceiveRecords', requestId: 'r1', receivedOn: plusDays(D0, 8) }).patient, plusDays(D0, 8))).toEqual([]);
  });
});

describe('a facility\'s exemption', () => {
  const directory: Directory = { ...EMPTY_DIRECTORY, facilities: [{ id: 'north', name: 'North Hospital', placeOfService: '22', exemptions: [{ program: 'medicare-opd', from: '2026-01-01', to: '2027-06-30', notice: 'letter of 2025-11-01' }] }] };

  it('has its yearly cycle as long as it lasts, and its end', () => {
    expect(exemptionDeadlines(directory, '2026-09-01').map(({ kind, on, facilityId }) => [kind, on, facilityId])).toEqual([
      ['exemption-opt-out', '2026-11-30', 'north'], ['exemption-ends', '2027-06-30', 'north'],
    ]);
    expect(exemptionDeadlines(directory, '2027-08-01').map(({ kind }) => kind)).toEqual(['exemption-ends']);
    expect(exemptionDeadlines(EMPTY_DIRECTORY, '2026-09-01')).toEqual([]);
  });
});
