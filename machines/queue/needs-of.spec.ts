import { EMPTY_DIRECTORY, type Directory } from '../directory';
import { datesOf } from '../deadlines';
import clocks from '../deadlines/clocks.json';
import type { PatientCommand, PatientState } from '../patient';
import { EMPTY_PATIENT } from '../patient';
import {
  ablation, block, BLOCK_1_ON, DAY_0, document, INTERVAL_DAYS_MIN, newEpisode, OPEN_RFA, plusDays, READY_ON, readyForBlock1, readyForRfa, REGISTER, RELIEF_PERCENT_MIN, supportingFacts, tell, tellAll,
} from '../../test/support/patient-story';
import { needsOf, NEXT_ACTIONS, type Need, type NextAction } from '.';

const D0 = READY_ON;
const SERVICE_ON = plusDays(D0, 20);
const DECIDED_ON = plusDays(D0, 5);
const VALID_TO = plusDays(D0, 90);
const { reminders } = clocks;

const ready = readyForRfa();
const id = ready.authorizations.find(({ step }) => step === 'rfa')?.id ?? '';
const packetId = ready.authorizations.find(({ step }) => step === 'rfa')?.packetId ?? '';
const request: PatientCommand = { type: 'RequestAuthorization', authorizationId: id, dateOfService: SERVICE_ON };
const submit: PatientCommand = { type: 'SubmitAuthorization', authorizationId: id, submittedAt: `${D0}T09:00:00.000Z`, submittedOn: D0, channel: 'portal', proof: { reference: 'C-1' } };
const decide = (over: object = {}): PatientCommand => ({ type: 'RecordDetermination', authorizationId: id, decision: 'affirmed', decidedOn: DECIDED_ON, ...over } as PatientCommand);
const schedule = (on: string): PatientCommand => ({ type: 'ScheduleProcedure', of: { authorizationId: id }, on, booking: { because: [], forbids: [], firstAllowedOn: on } });

const told = (...commands: readonly (readonly [string, PatientCommand])[]): PatientState => tellAll(ready, commands).patient;
const requested = told([D0, request]);
const submitted = told([D0, request], [D0, submit]);
const after = (over: object, ...more: readonly (readonly [string, PatientCommand])[]): PatientState => tellAll(submitted, [[DECIDED_ON, decide(over)], ...more]).patient;

const needs = (patient: PatientState, directory: Directory = EMPTY_DIRECTORY): readonly Need[] => needsOf(patient, directory, datesOf(patient, { directory }));
const only = (patient: PatientState, directory?: Directory): Need => {
  const [need, ...more] = needs(patient, directory);
  if (need === undefined || more.length > 0) throw new Error(`one need was expected, not ${1 + more.length}`);
  return need;
};
const badges = ({ step, stage, criteria, packet, decision }: Need) => [step, stage, criteria, packet, decision];
const plan = ({ next, until, afterwards }: Need) => ({ next: next.action, due: next.due?.on, ...(until !== undefined && { until, then: afterwards?.action }) });

describe('before anything is requested', () => {
  it('a new episode needs its first step documented, and says each kind that is not met once', () => {
    const need = only(newEpisode());
    expect(badges(need).slice(0, 2)).toEqual(['mbb1', 'criteria']);
    expect([need.packet, need.decision, need.authorizationId, need.payer]).toEqual(['none', 'none', undefined, 'medicare']);
    expect(plan(need)).toEqual({ next: 'document', due: undefined });
    const kinds = need.blockedBy.map(({ kind }) => kind);
    expect(kinds).toEqual([...new Set(kinds)]);
    expect(need.targets).toEqual((OPEN_RFA as Extract<PatientCommand, { type: 'OpenEpisode' }>).plan.targets);
  });

  it('one kind short is one item missing', () => {
    const facts = supportingFacts().filter(([name]) => name !== 'function').map(([name, fact]) => [DAY_0, document(name, fact)] as const);
    const need = only(tellAll(newEpisode(), facts).patient);
    expect([need.criteria, need.blockedBy, plan(need).next]).toEqual(['one-missing', [{ kind: 'baseline-function', outcome: 'unknown' }], 'document']);
  });

  it('what waits for time alone waits for its first day', () => {
    const need = only(tell(readyForBlock1(), BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))).patient);
    expect([need.step, need.next]).toEqual(['mbb2', { action: 'wait', due: { kind: 'earliest-day', on: plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN) } }]);
    const [{ wait } = {}] = need.blockedBy;
    expect(wait).toMatchObject({ on: plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN) });
  });

  it('without a policy that answers, the coverage is to be recorded', () => {
    const bare = tellAll(EMPTY_PATIENT, [[DAY_0, { ...REGISTER, coverages: [] } as PatientCommand], [DAY_0, OPEN_RFA]]).patient;
    expect([only(bare).criteria, plan(only(bare)).next, only(bare).payer]).toEqual(['cannot-tell', 'record-coverage', undefined]);
  });

  it('records that were asked of others are asked for again on their day', () => {
    const chaseOn = plusDays(DAY_0, 10);
    const asked = tell(newEpisode(), DAY_0, { type: 'RequestRecords', requestId: 'r', from: 'Therapy', what: 'notes', askedOn: DAY_0, chaseOn, episodeId: 'episode-1' }).patient;
    expect(plan(only(asked))).toEqual({ next: 'document', due: chaseOn, until: plusDays(chaseOn, -1), then: 'chase-records' });
    expect(plan(only(tell(asked, DAY_0, { type: 'ReceiveRecords', requestId: 'r', receivedOn: DAY_0 }).patient))).toEqual({ next: 'document', due: undefined });
  });

  it('what is met is requested; taken back, it is drafted anew', () => {
    expect(badges(only(ready))).toEqual(['rfa', 'packet', 'met', 'draft', 'none']);
    expect([plan(only(ready)).next, only(ready).authorizationId]).toEqual(['request', id]);
    const withdrawn = tell(ready, D0, { type: 'WithdrawAuthorization', authorizationId: id, reason: 'elsewhere' }).patient;
    expect([plan(only(withdrawn)).next, only(withdrawn).authorizationId]).toEqual(['draft', undefined]);
  });
});

describe('a request', () => {
  const due = plusDays(D0, reminders.submitWithinDays);
  const manifest = { format: 1, patientVersion: 1, modelSha256: 'a', documents: [], pdf: { sha256: 'a', bytes: 1, pages: 1 } } as const;
  const review: PatientCommand = { type: 'ReviewPacket', authorizationId: id, packetId, by: 'A. Feld' };
  const sign: PatientCommand = { type: 'SignPacket', authorizationId: id, packetId, by: 'A. Feld', on: D0, hasGaps: false, manifest };

  it('is reviewed, signed and submitted, each by the day on which it is to go', () => {
    const states = [requested, told([D0, request], [D0, review]), told([D0, request], [D0, review], [D0, sign])].map((patient) => only(patient));
    expect(states.map(({ packet }) => packet)).toEqual(['issued', 'reviewed', 'signed']);
    expect(states.map(plan)).toEqual([{ next: 'review', due }, { next: 'sign', due }, { next: 'submit', due }]);
    expect(states.every(({ blockedBy, stage }) => blockedBy.length === 0 && stage === 'packet')).toBe(true);
  });

  it('is made again when the record has changed under it', () => {
    const stale = told([D0, request], [D0, document('more', { type: 'score', occurredOn: D0, instrument: 'NRS', value: 5, role: 'follow-up' })]);
    expect([only(stale).packet, plan(only(stale)).next]).toEqual(['stale', 'request-again']);
  });

  it('that the service sends is waited for, and put right when it could not be sent', () => {
    const queued = told([D0, request], [D0, review], [D0, sign], [D0, { type: 'QueueSubmission', authorizationId: id, submissionId: 's', payer: 'medicare', to: 'https://payer.example' }]);
    expect(plan(only(queued)).next).toBe('wait');
    const parked = tell(queued, D0, { type: 'ParkSubmission', authorizationId: id, submissionId: 's', code: 'gone', reason: 'nobody answers', attempts: 3 }).patient;
    expect(plan(only(parked))).toEqual({ next: 'resend', due });
  });

  it('that is out waits until the payer\'s time is over, then the payer is asked', () => {
    const until = plusDays(D0, reminders.followUpDays);
    expect(badges(only(submitted))).toEqual(['rfa', 'decision', 'met', 'sent', 'awaited']);
    expect([plan(only(submitted)), only(submitted).clockOn]).toEqual([{ next: 'wait', due: until, until, then: 'chase' }, until]);
  });
});

describe('a decision', () => {
  const settled = plusDays(DECIDED_ON, reminders.followUpDays);

  it.each([
    [{ decision: 'pended' }, 'pended', 'answer'], [{ decision: 'review' }, 'awaited', 'read-answer'], [{ decision: 'rejected' }, 'rejected', 'request-again'],
    [{ decision: 'modified', items: [{ line: 1, code: '64635', outcome: 'modified', modifiedCode: '64636' }] }, 'modified', 'answer-modification'],
  ] as const)('%j is %s: %s', (over, decision, next) => {
    expect([only(after(over)).stage, only(after(over)).decision, plan(only(after(over)))]).toEqual(['decision', decision, { next, due: settled }]);
    expect(only(after(over)).clockOn).toBeUndefined();
  });

  describe('that denies', () => {
    const commercial = (directory: Directory = EMPTY_DIRECTORY, ...more: readonly (readonly [string, PatientCommand])[]): Need => {
      const sent = { ...submitted, authorizations: submitted.authorizations.map((each) => (each.id === id ? { ...each, asked: { payer: 'plan', line: 'commercial' } } : each)) };
      return only(tellAll(sent, [[DECIDED_ON, decide({ decision: 'denied' })], ...more]).patient, directory);
    };
    const window: Directory = { ...EMPTY_DIRECTORY, payers: [{ id: 'plan', name: 'Plan', plans: [{ channels: [], delegate: 'reviewer' }] }, { id: 'reviewer', name: 'Reviewer', plans: [{ channels: [], peerToPeer: { count: 48, unit: 'hours' } }] }] };

    it('says what the directory lacks before it is known who decides', () => {
      const of = (payers: Directory['payers']) => (({ delegate, directoryLacks }) => [delegate, directoryLacks])(commercial({ ...EMPTY_DIRECTORY, payers }));
      expect(of([])).toEqual([undefined, 'payer']);
      expect(of([{ id: 'plan', name: 'Plan', plans: [{ channels: [], line: 'medicaid' }] }])).toEqual([undefined, 'plan']);
      expect(of([{ id: 'plan', name: 'Plan', plans: [{ channels: [], delegate: 'reviewer' }] }])).toEqual([undefined, 'delegate']);
      expect(of([{ id: 'plan', name: 'Plan', plans: [{ channels: [] }] }])).toEqual([undefined, undefined]);
    });

    it('is appealed, or settled where no rule on file says how', () => {
      expect(plan(commercial()).next).toBe('appeal');
      expect(plan(only(after({ decision: 'denied' })))).toEqual({ next: 'settle', due: settled });
    });

    it('is talked about while a peer may be spoken to, to the last day that may count, then appealed', () => {
      const need = commercial(window);
      expect([need.decision, need.payer, need.delegate, need.directoryLacks, need.peerUntil]).toEqual(['denied', 'plan', 'reviewer', undefined, plusDays(DECIDED_ON, 2)]);
      expect(plan(need)).toEqual({ next: 'call-peer', due: plusDays(DECIDED_ON, 1), until: plusDays(DECIDED_ON, 2), then: 'appeal' });
      expect(need.afterwards?.due?.kind).toBe('appeal-due');
    });

    it('with a call on a day: what came of it is recorded after', () => {
      const on = plusDays(DECIDED_ON, 4);
      expect(plan(commercial(EMPTY_DIRECTORY, [DECIDED_ON, { type: 'SchedulePeerToPeer', authorizationId: id, on }]))).toEqual({ next: 'call-peer', due: on, until: on, then: 'record-decision' });
    });

    it('and is appealed: waited for, as a decision of the payer', () => {
      const need = commercial(EMPTY_DIRECTORY, [DECIDED_ON, { type: 'FileAppeal', authorizationId: id, filedOn: DECIDED_ON, level: 'first' }]);
      expect([need.decision, plan(need).next, plan(need).then, need.clockOn]).toEqual(['awaited', 'wait', 'chase', need.next.due?.on]);
    });
  });

  describe('that approves', () => {
    const approved = after({ validTo: VALID_TO, units: 3 });

    it('is scheduled, with its last day and the units that are left', () => {
      expect(badges(only(approved))).toEqual(['rfa', 'approval', 'met', 'sent', 'approved']);
      const by = plusDays(DECIDED_ON, reminders.scheduleWithinDays);
      expect(only(approved)).toMatchObject({ scheduleBy: by, expiresOn: VALID_TO, unitsLeft: 3, next: { action: 'schedule', due: { kind: 'approved-not-scheduled', on: by } } });
      expect(only(after({ decision: 'partially-affirmed', validTo: VALID_TO, items: [{ line: 1, code: '64635', outcome: 'approved' }, { line: 2, code: '64636', outcome: 'denied' }] }))).toMatchObject({ stage: 'approval', decision: 'in-part' });
    });

    it('with a day waits for it; a day that has passed without a procedure is documented or moved', () => {
      const booked = tell(approved, DECIDED_ON, schedule(SERVICE_ON)).patient;
      expect([plan(only(booked)), only(booked).scheduleBy]).toEqual([{ next: 'wait', due: SERVICE_ON, until: SERVICE_ON, then: 'perform' }, undefined]);
    });

    it('stays while units are left, beside the next step; performed to the last it is gone', () => {
      const done = tell(approved, SERVICE_ON, document('ablation-1', ablation(SERVICE_ON))).patient;
      expect(needs(done).map(({ step, decision, unitsLeft }) => [step, decision, unitsLeft])).toEqual([['repeat-rfa', 'none', undefined], ['rfa', 'approved', 2]]);
      const whole = tell(after({ validTo: VALID_TO }), SERVICE_ON, document('ablation-1', ablation(SERVICE_ON))).patient;
      expect(needs(whole).map(({ step }) => step)).toEqual(['repeat-rfa']);
    });

    it('that lapsed unused is seen first, also beside the draft that followed it', () => {
      const lapsedOn = plusDays(VALID_TO, 1);
      const lapsed = tell(approved, lapsedOn, { type: 'ReassessPatient' }).patient;
      expect([only(lapsed).authorizationId === id, plan(only(lapsed))]).toEqual([false, { next: 'acknowledge', due: VALID_TO }]);
      const seen = tell(lapsed, lapsedOn, { type: 'AcknowledgeExpiry', authorizationId: id, reason: 'seen' }).patient;
      expect(plan(only(seen)).next).not.toBe('acknowledge');
    });
  });

  it('of a closed episode leaves no need', () => {
    expect(needs(tell(after({ decision: 'denied' }), DECIDED_ON, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'moved' }).patient)).toEqual([]);
  });
});

describe('what staff noted', () => {
  it('is the need\'s, by episode and step', () => {
    const notes = tellAll(ready, [
      [D0, { type: 'AssignNeed', episodeId: 'episode-1', step: 'rfa', owner: 'clerk-1' }], [D0, { type: 'SnoozeNeed', episodeId: 'episode-1', step: 'rfa', until: plusDays(D0, 3) }],
      [D0, { type: 'CommentOnNeed', episodeId: 'episode-1', step: 'rfa', text: 'called' }], [D0, { type: 'AssignNeed', episodeId: 'episode-1', step: 'mbb1', owner: 'clerk-2' }],
    ]).patient;
    expect(only(notes)).toMatchObject({ owner: 'clerk-1', snoozedUntil: plusDays(D0, 3), comments: 1 });
    expect(only(ready)).toMatchObject({ comments: 0 });
    expect(JSON.stringify(notes)).not.toContain('called');
  });
});

it('every action has its words', () => {
  expect((Object.keys(NEXT_ACTIONS) as NextAction[]).filter((action) => NEXT_ACTIONS[action].length < 4)).toEqual([]);
});
