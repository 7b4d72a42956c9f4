import { isRejection } from '../kernel/rejection';
import { decideDenialReason, normalizedReason, type MapDenialReason } from './denial-reasons';
import { EMPTY_PRACTICE, evolvePractice } from './practice';

const GIVEN = { actor: 'someone', recordedAt: '2026-10-01T12:00:00.000Z' } as const;
const MAPPING: MapDenialReason = { reason: 'A coagulation profile within 30 days was not described.', bucket: 'not-done-yet', kinds: ['risk-discussion'] };
const decide = (change: Partial<MapDenialReason> = {}, mapped = {}) => decideDenialReason({ ...MAPPING, ...change }, mapped, GIVEN);
const codeOf = (change: Partial<MapDenialReason>, mapped = {}): string | undefined => {
  const decided = decide(change, mapped);
  return isRejection(decided) ? decided.code : undefined;
};

describe('a meaning that a person chooses for a reason', () => {
  it('is remembered by the wording, without figures', () => {
    const events = decide();
    if (isRejection(events)) throw new Error(events.message);
    expect(events).toEqual([{ type: 'DenialReasonMapped', reason: 'a coagulation profile within days was not described', bucket: 'not-done-yet', kinds: ['risk-discussion'], by: 'someone', at: GIVEN.recordedAt }]);
    const practice = events.reduce(evolvePractice, EMPTY_PRACTICE);
    expect(practice.denialReasons?.[normalizedReason('A coagulation profile within 14 days was NOT described')]).toMatchObject({ kinds: ['risk-discussion'] });
    expect(practice.policies).toEqual({});
  });

  it('may be changed by a later choice, and is not recorded twice', () => {
    const mapped = { [normalizedReason(MAPPING.reason)]: { ...MAPPING, by: 'someone', at: GIVEN.recordedAt } };
    expect(codeOf({}, mapped)).toBe('denial-reason-mapped');
    expect(codeOf({ bucket: 'clinically-senseless' }, mapped)).toBeUndefined();
  });

  it('never holds what identifies a patient', () => {
    for (const reason of [
      'Mr. Example did not bring a coagulation profile', 'The profile of 03/14/2026 was not described', 'The profile of March 14 was not described', 'Member ID 00448812 has no coagulation profile',
      'Call 555-010-4477 about the profile', 'Write to someone@example.org about the profile', 'DOB 1968: the profile was not described', 'Case 1234567 lacks a coagulation profile',
    ]) expect([reason, codeOf({ reason })]).toEqual([reason, 'denial-reason-identifies']);
  });

  it('says what it means, in more than two words', () => {
    expect(codeOf({ reason: 'Not met. 80%' })).toBe('denial-reason-empty');
    expect(codeOf({ kinds: [] })).toBe('denial-reason-without-meaning');
    expect(codeOf({ subject: 'illegible' })).toBe('denial-reason-without-meaning');
    expect(codeOf({ bucket: 'administrative', kinds: [] })).toBe('denial-reason-without-meaning');
    expect(codeOf({ bucket: 'administrative', subject: 'illegible' })).toBe('denial-reason-without-meaning');
    expect(codeOf({ bucket: 'administrative', kinds: [], subject: 'illegible' })).toBeUndefined();
    expect(codeOf({ bucket: 'administrative', kinds: ['site-of-service'] })).toBeUndefined();
  });
});
