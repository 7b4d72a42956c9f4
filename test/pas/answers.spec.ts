/** Answers of a payer as they come: the guide's own, and any of them changed at any place. Nothing crashes, nothing is guessed. */
import fc from 'fast-check';
import { DECISIONS, ITEM_OUTCOMES } from '../../machines/authorization';
import { isPlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import { readClaimResponse } from '../../src/authorizations/pas/read-claim-response';
import { addedItem, bundle, claim, claimResponse, communicationRequest, extension, type Json } from '../support/claim-response';
import { describeWithGuides, type Guides } from '../packets/fhir/guides';

const RECEIVED = { receivedOn: '2026-11-06', dayOf: (instant: string) => (isPlainDate(instant.slice(0, 10)) ? instant.slice(0, 10) : undefined) };
const APPROVING = ['A1', 'A2', 'A6', 'NA'];

const OWN: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['approval', bundle(claimResponse([{ line: 1, action: 'A1', number: 'AUTH-1', detail: { code: '64635', units: 1 }, period: ['2026-11-05', '2027-02-05'], issuedOn: '2026-11-04' }]), claim([['64635', 1]]))],
  ['modified', bundle(claimResponse([{ line: 1, action: 'A6' }, { line: 2, action: 'A3', reasons: ['0F'] }], { addItem: [addedItem([1], '64633', 1, { action: 'A1', number: 'AUTH-1' })] }), claim([['64635', 2], ['64636', 3]]))],
  ['pended', bundle(claimResponse([{ line: 1, action: 'A4', reference: 'PEND-1' }], { communicationRequest: [{ reference: 'CommunicationRequest/asks' }] }), communicationRequest('asks', ['11504-8'], 1, '2026-11-20'))],
  ['error', claimResponse([], { outcome: 'error', error: [{ code: { coding: [{ code: 'T4' }] }, extension: [extension('errorPath', { valueString: 'Bundle.entry[1]' })] }] })],
  ['refused', { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'required', details: { text: 'The provider is missing.' } }] }],
]);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).filter(([key]) => key !== 'text' && key !== 'div').flatMap(([key, each]) => pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]))];
}

/** A copy with one place replaced, removed, doubled or wrapped. */
function changed(value: unknown, [key, ...rest]: Path, how: 'replace' | 'remove' | 'double' | 'wrap', by: unknown): unknown {
  if (key === undefined) return how === 'replace' ? by : how === 'wrap' ? [value] : how === 'double' ? [value, value] : undefined;
  if (Array.isArray(value)) {
    const at = Number(key);
    if (rest.length > 0) return value.map((each: unknown, index) => (index === at ? changed(each, rest, how, by) : each));
    return value.flatMap((each: unknown, index) => (index !== at ? [each] : how === 'remove' ? [] : how === 'double' ? [each, each] : [how === 'wrap' ? [each] : by]));
  }
  return Object.fromEntries(Object.entries(value as Json).flatMap(([name, each]) => (name !== key ? [[name, each]] : rest.length === 0 && how === 'remove' ? [] : [[name, changed(each, rest, how, by)]])));
}

const STRANGE = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e300, '', ' ', 'A1', 'A3', 'A9', '2026-02-30', '2027-01-01', '\ud800', '\u202e', 'x'.repeat(5000), [], {}, [[]], [null], { resourceType: 'ClaimResponse' }, { coding: 'A1' }, { value: '1' }),
  fc.jsonValue({ maxDepth: 2 }),
);

function mutated(answers: ReadonlyMap<string, Json>): fc.Arbitrary<unknown> {
  const all = [...answers.values()].map((answer) => ({ answer, paths: pathsOf(answer) }));
  const change = fc.record({ place: fc.nat(), how: fc.constantFrom('replace' as const, 'replace' as const, 'remove' as const, 'double' as const, 'wrap' as const), by: STRANGE });
  return fc.record({ which: fc.nat(all.length - 1), changes: fc.array(change, { minLength: 1, maxLength: 4 }) }).map(({ which, changes }) => {
    const { answer, paths } = all[which] as (typeof all)[number];
    return changes.reduce<unknown>((now, { place, how, by }) => changed(now, reachable(now, paths[place % paths.length] as Path), how, by), answer);
  });
}

/** As far as the path still leads. */
function reachable(value: unknown, path: Path): Path {
  const steps: (string | number)[] = [];
  let now = value;
  for (const step of path) {
    if (typeof now !== 'object' || now === null || !Object.hasOwn(now, step)) break;
    steps.push(step);
    now = (now as Record<string | number, unknown>)[step];
  }
  return steps;
}

/** What holds of every answer that was read, whatever it was. */
function holds(message: unknown): void {
  const answer = readClaimResponse(message, RECEIVED);
  if (isRejection(answer)) return;
  const { determination, deviations } = answer;
  const { decision, decidedOn, items = [], payerReference, administrativeReference, validFrom, validTo, reason = '', asked = [] } = determination;
  expect(DECISIONS).toContain(decision);
  expect(isPlainDate(decidedOn) && decidedOn <= RECEIVED.receivedOn).toBe(true);
  expect(items.every(({ line, outcome }) => Number.isInteger(line) && line > 0 && (ITEM_OUTCOMES as readonly string[]).includes(outcome))).toBe(true);
  expect(new Set(items.map(({ line }) => line)).size).toBe(items.length);
  const text = JSON.stringify(message) ?? '';
  // Nothing is approved that no known action approves.
  if (['affirmed', 'partially-affirmed', 'modified', 'not-required'].includes(decision)) expect(APPROVING.some((action) => text.includes(`"${action}"`))).toBe(true);
  if (decision === 'modified') expect(items.some(({ modifiedCode, modifiedUnits }) => modifiedCode !== undefined || modifiedUnits !== undefined)).toBe(true);
  for (const day of [validFrom, validTo]) expect(day === undefined || isPlainDate(day)).toBe(true);
  expect(validFrom !== undefined && validTo !== undefined && validTo < validFrom).toBe(false);
  // eslint-disable-next-line no-control-regex
  for (const told of [payerReference, administrativeReference, reason, ...asked.map((one) => one.text)]) expect(told === undefined || /^[^\u0000-\u0008\u202e\ud800-\udfff]{0,2100}$/su.test(told)).toBe(true);
  expect(deviations.length).toBeLessThanOrEqual(100);
  expect(JSON.parse(JSON.stringify(determination))).toEqual(determination);
}

describe('an answer of our own, changed at any place', () => {
  it('is read or refused, and never taken for an approval that nobody gave', () => {
    fc.assert(fc.property(mutated(OWN), holds), { numRuns: 3000 });
  });

  it('may be anything', () => {
    fc.assert(fc.property(fc.oneof(STRANGE, fc.object({ maxDepth: 4 })), holds), { numRuns: 500 });
  });
});

/** By file name. */
function answersOf({ examples }: Guides): ReadonlyMap<string, Json> {
  return new Map([...examples].filter(([file]) => /Response|Notification/.test(file) && !file.startsWith('Questionnaire')).map(([file, json]) => [file, json as Json]));
}

describeWithGuides('the guide\'s answers', (guides) => {
  it('are read as what they are, although every one of them is complete', () => {
    const read = Object.fromEntries([...answersOf(guides())].map(([file, message]) => {
      const answer = readClaimResponse(message, RECEIVED);
      return [file, isRejection(answer) ? answer.code : [answer.determination.decision, answer.determination.payerReference ?? answer.determination.administrativeReference ?? null, answer.determination.validTo ?? null]];
    }));
    expect(read).toEqual({
      'Bundle-ErrorResponseBundleExample': ['rejected', null, null],
      'Bundle-PASClaimInquiryResponseBundleExample': ['affirmed', 'AUTH0001', null],
      'Bundle-PASSubscriptionNotification': ['affirmed', 'AUTH0001', '2005-06-02'],
      'Bundle-ReferralAuthorizationResponseBundleExample': ['affirmed', 'AUTH0001', '2005-06-02'],
      'Bundle-ReferralPendingAuthorizationResponseBundleExample': ['pended', 'PEND0001', null],
      'Bundle-RejectionResponseBundleExample': ['denied', null, null],
      'ClaimResponse-ErrorResponseExample': ['rejected', null, null],
      'ClaimResponse-PASClaimInquiryResponseExample': ['affirmed', 'AUTH0001', null],
      'ClaimResponse-PractitionerRequestorAdditionalContentResponseExample': ['affirmed', 'AUTH0001', '2005-06-02'],
      'ClaimResponse-PractitionerRequestorPendingResponseExample': ['pended', 'PEND0001', null],
      'ClaimResponse-PractitionerRequestorResponseExample': ['affirmed', 'AUTH0001', '2005-06-02'],
      'ClaimResponse-RejectionResponseExample': ['denied', null, null],
      'OperationOutcome-InvalidRequestResponse': ['rejected', null, null],
      'Parameters-PASClaimInquiryOperationResponseExample': ['affirmed', 'AUTH0001', null],
      'Parameters-SubscriptionNotificationParameters': 'claim-response-missing',
    });
  });

  it('changed at any place are read or refused', () => {
    fc.assert(fc.property(mutated(answersOf(guides())), holds), { numRuns: 3000 });
  });
});
