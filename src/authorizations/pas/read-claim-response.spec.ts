import { foldOutcomes } from '../../../machines/authorization';
import { isRejection } from '../../../machines/kernel/rejection';
import { ACTIONS, addedItem, adjudication, bundle, claim, claimResponse, communicationRequest, extension, item, type Json } from '../../../test/support/claim-response';
import { readClaimResponse } from './read-claim-response';

const RECEIVED = { receivedOn: '2026-11-06', dayOf: (instant: string) => instant.slice(0, 10) };

function read(message: unknown) {
  const answer = readClaimResponse(message, RECEIVED);
  if (isRejection(answer)) throw new Error(`${answer.code}: ${answer.message}`);
  return answer;
}

function decided(message: unknown) {
  return read(message).determination;
}

function noted(message: unknown): readonly string[] {
  return read(message).deviations.map(({ code }) => code);
}

const FULL = { line: 1, action: 'A1', number: 'AUTH-1', detail: { code: '64635', units: 1 }, period: ['2026-11-05', '2027-02-05'], issuedOn: '2026-11-04' } as const;

describe('a payer\'s answer in FHIR', () => {
  it('approves with number, day of issue, period and units, and nothing deviates', () => {
    expect(read(bundle(claimResponse([FULL])))).toEqual({
      determination: {
        decision: 'affirmed', decidedOn: '2026-11-04', payerReference: 'AUTH-1', validFrom: '2026-11-05', validTo: '2027-02-05',
        items: [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 1 }], channel: 'parsed',
      },
      deviations: [], about: { birthDate: '1968-05-01', families: ['Zanzibarova'] },
    });
  });

  it.each([
    ['A1', 'affirmed'], ['A2', 'partially-affirmed'], ['A3', 'denied'], ['A4', 'pended'], ['CT', 'pended'], ['C', 'cancelled'], ['NA', 'not-required'], ['A5', 'review'], ['a1', 'review'], ['', 'review'],
  ])('of the action %s is %s, whatever its outcome says', (action, decision) => {
    for (const outcome of ['complete', 'partial', 'unheard', undefined]) expect(decided(claimResponse([{ line: 1, action }], { outcome })).decision).toBe(decision);
  });

  it.each([
    [['approved', 'approved'], 'approved'], [['approved', 'denied'], 'partial'], [['approved', 'cancelled'], 'partial'], [['partial'], 'partial'], [['denied', 'cancelled'], 'denied'], [['cancelled'], 'cancelled'],
    [['approved', 'pended'], 'pended'], [['denied', 'pended'], 'pended'], [['modified', 'denied'], 'modified'], [['approved', 'not-required'], 'approved'], [['not-required'], 'not-required'], [['not-required', 'denied'], 'partial'],
    [['approved', 'review'], 'review'], [['pended', 'review'], 'review'], [[], 'review'],
  ] as const)('folds %j to %s', (outcomes, whole) => {
    expect(foldOutcomes(outcomes)).toBe(whole);
    expect(foldOutcomes([...outcomes].reverse())).toBe(whole);
  });

  it('that decides nothing is for a person, though it is complete', () => {
    expect([decided(claimResponse([])).decision, noted(claimResponse([]))]).toEqual(['review', ['no-decision']]);
    expect([decided(claimResponse([{ line: 1 }])).decision, noted(claimResponse([{ line: 1 }]))]).toEqual(['review', ['action-missing']]);
  });

  it('takes no code of another system for an action, and one without a system with a note', () => {
    const withSystem = (system: string | undefined): Json => JSON.parse(JSON.stringify(claimResponse([FULL])).replace(`"system":"${ACTIONS}",`, system === undefined ? '' : `"system":"${system}",`)) as Json;
    expect(decided(withSystem('http://loinc.org')).decision).toBe('review');
    expect(noted(withSystem('http://loinc.org'))).toEqual(['action-system']);
    expect(decided(withSystem('http://codesystem.x12.org/005010/306')).decision).toBe('affirmed');
    expect([decided(withSystem(undefined)).decision, noted(withSystem(undefined))]).toEqual(['affirmed', ['action-system']]);
  });

  it('reads the number of the whole where the lines have none, and notes where they differ', () => {
    const { number: _, ...unnumbered } = FULL;
    expect(decided(claimResponse([unnumbered], { preAuthRef: 'WHOLE-1' })).payerReference).toBe('WHOLE-1');
    const differing = claimResponse([FULL, { ...FULL, line: 2, number: 'AUTH-2' }], { preAuthRef: 'WHOLE-1' });
    expect(decided(differing)).toMatchObject({ payerReference: 'AUTH-1', items: [{ payerReference: 'AUTH-1' }, { payerReference: 'AUTH-2' }] });
    expect(noted(differing)).toEqual(['numbers-differ', 'numbers-differ']);
    expect(decided(claimResponse([{ line: 1, action: 'A3', number: 'REF-9' }]))).toMatchObject({ decision: 'denied', administrativeReference: 'REF-9' });
    expect(decided(claimResponse([{ line: 1, action: 'A3', number: 'REF-9' }])).payerReference).toBeUndefined();
  });

  it('promises no day that one of its lines does not have', () => {
    const two = claimResponse([FULL, { ...FULL, line: 2, period: ['2026-11-10', '2027-01-10'] }]);
    expect(decided(two)).toMatchObject({ validFrom: '2026-11-10', validTo: '2027-01-10' });
    expect(noted(two)).toEqual(['periods-differ']);
    expect(decided(claimResponse([{ ...FULL, period: undefined as never }], { preAuthPeriod: { start: '2026-11-05', end: '2026-12-05' } }))).toMatchObject({ validFrom: '2026-11-05', validTo: '2026-12-05' });
    // An approval whose days cannot be read would hold for ever.
    for (const period of [['2026-11', '2027-02'], ['2027-02-05', '2026-11-05'], ['', '']] as const) {
      expect([decided(claimResponse([{ ...FULL, period }])).decision, noted(claimResponse([{ ...FULL, period }]))]).toEqual(['review', ['period-unreadable']]);
    }
  });

  it('was decided on the day of issue, else when it was made, else when it came', () => {
    const { issuedOn: _, ...undated } = FULL;
    expect(decided(claimResponse([undated])).decidedOn).toBe('2026-11-05');
    expect(decided(claimResponse([undated], { created: '2026-11-03' })).decidedOn).toBe('2026-11-03');
    const without = claimResponse([undated], { created: undefined });
    expect([decided(without).decidedOn, noted(without)]).toEqual(['2026-11-06', ['day-missing']]);
    const ahead = claimResponse([{ ...FULL, issuedOn: '2026-12-24' }]);
    expect([decided(ahead).decidedOn, noted(ahead)]).toEqual(['2026-11-06', ['day-to-come']]);
  });

  it('that is modified says what was approved in place of what, in the added line that points back', () => {
    const modified = bundle(claimResponse([{ line: 1, action: 'A6' }, { line: 2, action: 'A1', number: 'AUTH-1' }], { addItem: [addedItem([1], '64633', 1, { action: 'A1', number: 'AUTH-1', period: ['2026-11-05', '2026-12-05'] })] }), claim([['64635', 2], ['64636', 3]]));
    expect(decided(modified)).toMatchObject({
      decision: 'modified', payerReference: 'AUTH-1', validTo: '2026-12-05',
      items: [{ line: 1, code: '64635', outcome: 'modified', modifiedCode: '64633', modifiedUnits: 1 }, { line: 2, code: '64636', outcome: 'approved', unitsApproved: 3 }],
    });
    expect(noted(modified)).toEqual([]);
    const silent = claimResponse([{ line: 1, action: 'A6' }]);
    expect([decided(silent).decision, noted(silent)]).toEqual(['review', ['modification-open']]);
    const twice = claimResponse([{ line: 1, action: 'A6' }], { addItem: [addedItem([1], '64633', 1, {}), addedItem([1], '64634', 1, {})] });
    expect(decided(twice).decision).toBe('review');
    const detailed = claimResponse([{ line: 1, action: 'A6', detail: { code: '64633', units: 1 } }]);
    expect(decided(detailed)).toMatchObject({ decision: 'modified', items: [{ line: 1, modifiedCode: '64633', modifiedUnits: 1 }] });
    expect(decided(claimResponse([], { adjudication: adjudication({ action: 'A6' }) })).decision).toBe('review');
  });

  it('keeps a line that was not asked for, with a note', () => {
    const extra = claimResponse([FULL], { addItem: [addedItem([7], '77003', 1, { action: 'A1' })] });
    expect(decided(extra).items).toEqual([{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 1 }, { line: 7, code: '77003', outcome: 'approved', unitsApproved: 1 }]);
    expect(noted(extra)).toEqual(['line-not-asked']);
  });

  it('is for a person where a line is approved for another procedure than the request that came along names', () => {
    const other = bundle(claimResponse([FULL]), claim([['62323', 1]]));
    expect([decided(other).decision, decided(other).items, noted(other)]).toEqual(['review', [{ line: 1, code: '64635', outcome: 'review' }], ['code-differs']]);
  });

  it('that is pended says what it waits for', () => {
    const pended = bundle(claimResponse([{ line: 1, action: 'A4', reference: 'PEND-1' }], { communicationRequest: [{ reference: 'CommunicationRequest/asks' }] }),
      communicationRequest('asks', ['11504-8', 'The second block note, please.'], 1, '2026-11-20'), communicationRequest('others', ['18748-4']));
    expect(decided(pended)).toEqual({
      decision: 'pended', decidedOn: '2026-11-05', administrativeReference: 'PEND-1', items: [{ line: 1, outcome: 'pended' }], channel: 'parsed',
      asked: [{ system: 'http://loinc.org', code: '11504-8', text: 'Operative note', dueOn: '2026-11-20', line: 1 }, { text: 'The second block note, please.', dueOn: '2026-11-20', line: 1 }],
    });
    expect(decided(bundle(claimResponse([{ line: 1, action: 'A4' }]), communicationRequest('asks', ['102089-0']))).asked).toMatchObject([{ code: '102089-0', text: 'Answer the payer\'s questionnaire.' }]);
    expect(decided(claimResponse([{ line: 2, action: 'CT' }])).asked).toEqual([{ system: ACTIONS, code: 'CT', text: 'The payer asks to be contacted.', line: 2 }]);
    const dangling = claimResponse([{ line: 1, action: 'A4' }], { communicationRequest: [{ reference: 'CommunicationRequest/elsewhere' }] });
    expect(noted(dangling)).toEqual(['reference-dangling']);
    const contained = claimResponse([{ line: 1, action: 'A4' }], { contained: [communicationRequest('asks', ['11504-8'])], communicationRequest: [{ reference: '#asks' }] });
    expect(decided(contained).asked).toHaveLength(1);
    const task = { resourceType: 'Task', input: [
      { type: { coding: [{ code: 'payer-url' }] }, valueUrl: 'https://payer.example/attachments' },
      { type: { coding: [{ code: 'attachments-needed' }] }, extension: [extension('serviceLineNumber', { valuePositiveInt: 1 })], valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: '28570-0' }] } },
    ] };
    expect(decided(bundle(claimResponse([{ line: 1, action: 'A4' }]), task)).asked).toEqual([{ system: 'http://loinc.org', code: '28570-0', text: 'Document of the code 28570-0', line: 1 }]);
  });

  it('that reports an error is a rejection and no denial', () => {
    const error = { code: { coding: [{ system: 'https://codesystem.x12.org/005010/901', code: 'T4' }] }, extension: [
      extension('errorElement', { extension: [{ url: 'error', valueString: '2010A-NM103' }] }), extension('errorPath', { valueString: 'Bundle.entry[1].name' }),
      extension('errorFollowupAction', { valueCodeableConcept: { coding: [{ code: 'C' }] } }),
    ] };
    expect(decided(claimResponse([], { outcome: 'error', error: [error] }))).toEqual({
      decision: 'rejected', decidedOn: '2026-11-05', channel: 'parsed',
      faults: [{ system: 'https://codesystem.x12.org/005010/901', code: 'T4', followUp: 'C', element: '2010A-NM103 Bundle.entry[1].name' }],
    });
    expect(decided(claimResponse([], { outcome: 'error' })).decision).toBe('rejected');
    const both = claimResponse([FULL], { outcome: 'error', error: [error] });
    expect([decided(both).decision, noted(both)]).toEqual(['review', ['error-beside-decision']]);
  });

  it('that says the request was not taken is a rejection; trouble of the payer\'s system is no answer', () => {
    const outcome = (code: string): Json => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, details: { text: 'The provider is missing.' }, expression: ['Claim.provider'] }] });
    expect(decided(outcome('required'))).toEqual({ decision: 'rejected', decidedOn: '2026-11-06', channel: 'parsed', faults: [{ code: 'required', text: 'The provider is missing.', element: 'Claim.provider' }] });
    expect(readClaimResponse(outcome('timeout'), RECEIVED)).toMatchObject({ rejected: true, code: 'answer-not-final' });
    expect(readClaimResponse(claimResponse([], { outcome: 'queued' }), RECEIVED)).toMatchObject({ code: 'answer-not-final' });
    expect(readClaimResponse(claimResponse([FULL], { status: 'entered-in-error' }), RECEIVED)).toMatchObject({ code: 'answer-not-final' });
    expect(decided(claimResponse([FULL], { status: 'cancelled' })).decision).toBe('cancelled');
  });

  it('keeps reasons and notes verbatim, and whether a person reviewed it', () => {
    const denied = claimResponse([{ line: 1, action: 'A3', reasons: ['0F', '0G'] }, { line: 2, action: 'A3', reasons: ['0F'] }], {
      processNote: [{ text: 'Only one diagnostic block is documented.' }, { text: 'Peer-to-peer within 14 days.' }],
      extension: [extension('claimResponseReviewer', { extension: [{ url: 'wasHumanReviewedFlag', valueBoolean: false }] })],
    });
    expect(decided(denied)).toMatchObject({
      decision: 'denied', humanReviewed: false, reason: 'Only one diagnostic block is documented.\nPeer-to-peer within 14 days.',
      reasons: [{ system: 'https://codesystem.x12.org/external/886', code: '0F', text: 'reason 0F' }, { code: '0G' }], items: [{ reasons: [{ code: '0F' }, { code: '0G' }] }, { reasons: [{ code: '0F' }] }],
    });
  });

  it('is looked for in bundles, notifications and parameters, and there is one', () => {
    const response = claimResponse([FULL]);
    for (const message of [response, bundle(response), { resourceType: 'Bundle', type: 'history', entry: [{ resource: bundle(response) }] }, { resourceType: 'Parameters', parameter: [{ name: 'return', resource: bundle(response) }] }]) {
      expect(decided(message).decision).toBe('affirmed');
    }
    expect(readClaimResponse(bundle(response, claimResponse([])), RECEIVED)).toMatchObject({ code: 'claim-response-ambiguous' });
    for (const nothing of [undefined, null, 1, 'x', [], {}, { resourceType: 'Bundle' }, bundle({ resourceType: 'Claim' })]) expect(readClaimResponse(nothing, RECEIVED)).toMatchObject({ code: 'claim-response-missing' });
  });

  it('without what samples lack is read, and what is missing is noted', () => {
    const { identifier: _, ...unnamed } = bundle(claimResponse([FULL], { request: undefined, use: undefined }));
    expect([decided(unnamed).decision, noted(unnamed)]).toEqual(['affirmed', ['bundle-identifier-missing', 'request-missing', 'use']]);
  });

  it('is for a person where a line is answered twice, or its adjudications differ', () => {
    const twice = claimResponse([FULL, { ...FULL, action: 'A3' }]);
    expect([decided(twice).items?.length, decided(twice).decision]).toEqual([1, 'review']);
    const differing = { ...item(FULL), adjudication: [...adjudication({ action: 'A1' }), ...adjudication({ action: 'A3' })] };
    expect(decided(claimResponse([], { item: [differing] })).decision).toBe('review');
  });

  it('is taken in part where units or numbers cannot be read', () => {
    const halves = claimResponse([{ ...FULL, detail: { code: '64635', units: 1.5 } }]);
    expect(decided(halves).items).toEqual([{ line: 1, code: '64635', outcome: 'approved' }]);
    expect(noted(halves)).toEqual(['units-unreadable']);
    const long = claimResponse([{ ...FULL, number: 'N'.repeat(81) }]);
    expect([decided(long).payerReference, noted(long)]).toEqual([undefined, ['number-unreadable']]);
  });
});
