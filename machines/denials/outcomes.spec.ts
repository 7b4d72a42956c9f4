import type { AuthorizationEvent } from '../authorization';
import { denialsOf } from './outcomes';
import { readReason } from './read-reason';
import { countDenial, EMPTY_DENIALS } from './tally-denials';

const on = (authorizationId: string) => ({
  denied: (decidedOn: string, reason?: string): AuthorizationEvent => ({ type: 'DeterminationRecorded', authorizationId, decision: 'denied', decidedOn, ...(reason !== undefined && { reason }) }),
  affirmed: (decidedOn: string): AuthorizationEvent => ({ type: 'DeterminationRecorded', authorizationId, decision: 'affirmed', decidedOn }),
  pended: (decidedOn: string): AuthorizationEvent => ({ type: 'DeterminationRecorded', authorizationId, decision: 'pended', decidedOn }),
  requested: { type: 'AuthorizationRequested', authorizationId, targets: [], dateOfService: '2026-10-10', policy: { id: 'p', version: '2026-01-01', document: 'd', revision: 'r' }, requestedBy: 'someone' } satisfies AuthorizationEvent,
  call: { type: 'PeerToPeerScheduled', authorizationId, on: '2026-10-05' } satisfies AuthorizationEvent,
  appeal: { type: 'AppealFiled', authorizationId, filedOn: '2026-10-06', level: '1' } satisfies AuthorizationEvent,
  withdrawn: { type: 'AuthorizationWithdrawn', authorizationId, reason: 'x' } satisfies AuthorizationEvent,
});
const a = on('a');
const b = on('b');
const outcomes = (...events: readonly AuthorizationEvent[]) => denialsOf(events).map(({ authorizationId, decidedOn, outcome }) => `${authorizationId} ${decidedOn} ${outcome}`);

describe('what became of a denial', () => {
  it('follows from what was done last before the payer\'s next decision', () => {
    expect(outcomes(a.denied('2026-10-01'), a.requested, a.affirmed('2026-10-08'))).toEqual(['a 2026-10-01 affirmed-on-resubmission']);
    expect(outcomes(a.denied('2026-10-01'), a.call, a.affirmed('2026-10-08'))).toEqual(['a 2026-10-01 affirmed-after-peer-to-peer']);
    expect(outcomes(a.denied('2026-10-01'), a.call, a.appeal, a.pended('2026-10-07'), a.affirmed('2026-10-08'))).toEqual(['a 2026-10-01 affirmed-after-appeal']);
    expect(outcomes(a.denied('2026-10-01'), a.withdrawn)).toEqual(['a 2026-10-01 withdrawn']);
  });

  it('is told of each denial and each authorization by itself', () => {
    expect(outcomes(a.denied('2026-10-01'), b.denied('2026-10-02'), a.call, a.denied('2026-10-06'), b.requested, b.affirmed('2026-10-07'), a.appeal)).toEqual([
      'a 2026-10-01 still-denied', 'b 2026-10-02 affirmed-on-resubmission', 'a 2026-10-06 open']);
    expect(outcomes(a.requested, a.affirmed('2026-10-08'))).toEqual([]);
  });
});

describe('the counts', () => {
  it('hold a denial once, and each of its reasons in a row of its own', () => {
    const of = { payer: 'aetna', line: 'commercial', step: 'rfa' } as const;
    const said = (text: string) => readReason(text).readings;
    let tally = countDenial(EMPTY_DENIALS, of, { outcome: 'open' }, said('Only one diagnostic block was documented. The ODI is missing.'));
    tally = countDenial(tally, of, { outcome: 'affirmed-after-appeal' }, said('The Oswestry score was not provided.'));
    tally = countDenial(tally, { payer: 'cigna', step: 'rfa' }, { outcome: 'open' }, said('Criteria were not met.'));
    expect(tally).toMatchObject({ denials: 3, outcomes: { open: 2, 'affirmed-after-appeal': 1, 'still-denied': 0 } });
    expect(tally.rows.map(({ payer, about, denials, outcomes: { open } }) => [payer, about, denials, open])).toEqual([['aetna', 'block-count', 1, 1], ['aetna', 'baseline-function', 2, 1], ['cigna', 'to-a-person', 1, 1]]);
  });
});
