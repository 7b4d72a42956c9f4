import { EMPTY_PATIENT, type PatientState } from '../../../machines/patient';
import { isRejection } from '../../../machines/kernel/rejection';
import { bundle, claim, claimResponse, extension, type Json } from '../../../test/support/claim-response';
import { refuseOther } from './about';
import { readClaimResponse } from './read-claim-response';

const RECEIVED = { receivedOn: '2026-11-06', dayOf: (instant: string) => instant.slice(0, 10) };
const PATIENT: PatientState = { ...EMPTY_PATIENT, birthDate: '1968-05-01', name: { family: 'Núñez-Óbanov', given: 'Q' }, coverages: [{ order: 1, payer: 'cigna', line: 'commercial', memberId: 'U12 345-67' }] };
const MEMBER = { type: { coding: [{ code: 'MB' }] }, system: 'urn:payer:members', value: 'u1234567' };

function refusal(person: Json, response: Json = {}, ...others: readonly Json[]) {
  const message = bundle(claimResponse([{ line: 1, action: 'A1' }], response), ...others) as { entry: { resource: Json }[] };
  for (const { resource } of message.entry) if (resource['resourceType'] === 'Patient') Object.assign(resource, { name: undefined }, person);
  const read = readClaimResponse(message, RECEIVED);
  if (isRejection(read)) throw new Error(read.code);
  return refuseOther(read.about, PATIENT, 'ours')?.message;
}

describe('an answer about another person', () => {
  it('is one of another birth date, name or member number', () => {
    expect(refusal({ birthDate: '1968-05-02' })).toContain('birth date');
    expect(refusal({ name: [{ family: 'Zanzibarova' }] })).toContain('name');
    expect(refusal({ identifier: [{ ...MEMBER, value: 'U7654321' }] })).toContain('member');
  });

  it('is none where the name is written otherwise, or nothing is said', () => {
    for (const family of ['NUNEZ OBANOV', 'núñez', 'Obanov', 'NunezObanov']) expect(refusal({ name: [{ family }] })).toBeUndefined();
    expect(refusal({ identifier: [MEMBER, { system: 'urn:payer:charts', value: 'U7654321' }] })).toBeUndefined();
    expect(refusal({ name: 'x', identifier: [null, 1] })).toBeUndefined();
  });

  it('or to another request of ours is refused; the payer\'s own numbers say nothing', () => {
    const request = (system: string, value: string): Json => ({ request: { identifier: { system, value } } });
    expect(refusal({}, request('urn:pathgate:authorization', 'theirs'))).toContain('another request');
    expect(refusal({}, request('urn:trnorg:1990000001', 'theirs'))).toContain('another request');
    expect(refusal({}, request('urn:pathgate:authorization', 'ours'))).toBeUndefined();
    const traced = (value: string): Json => ({ item: [{ itemSequence: 1, extension: [extension('itemTraceNumber', { valueIdentifier: { system: 'urn:pathgate:authorization-line', value } })] }] });
    expect([refusal({}, traced('theirs-64635')), refusal({}, traced('ours-64635-RT'))]).toEqual([expect.stringContaining('another request'), undefined]);
    expect(refusal({}, request('urn:payer:requests', 'theirs'))).toBeUndefined();
    expect(refusal({}, {}, { ...claim([['64635', 1]]), identifier: [{ system: 'urn:pathgate:authorization', value: 'theirs' }] })).toContain('another request');
  });
});
