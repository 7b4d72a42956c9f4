/** Which determination counts, and when a payer says the same again. */
import { decisionThatCounts, saysTheSame, type DeterminationContent } from './determination';

const SAID: DeterminationContent = { decision: 'partially-affirmed', decidedOn: '2026-03-05', payerReference: 'UTN-1', targets: [{ level: 'L4-L5', side: 'right' }], items: [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 1 }, { line: 2, outcome: 'denied' }] };

describe('the same word again', () => {
  it.each<readonly [string, object, boolean]>([
    ['in another order of its fields', Object.fromEntries(Object.entries(SAID).reverse()), true],
    ['in another order of a line\'s fields', { ...SAID, items: [{ unitsApproved: 1, outcome: 'approved', code: '64635', line: 1 }, { outcome: 'denied', line: 2 }] }, true],
    ['with fields that are undefined', { ...SAID, reason: undefined, items: [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 1, modifiedCode: undefined }, { line: 2, outcome: 'denied' }] }, true],
    ['by another way, about another packet, with what became of it', { ...SAID, channel: 'parsed', documentId: 'd', packetId: 'p', accepted: true, declined: 'x', mistaken: [] }, true],
    ['with its lines in another order', { ...SAID, items: [...(SAID.items ?? [])].reverse() }, false],
    ['with another unit of a line', { ...SAID, items: [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 2 }, { line: 2, outcome: 'denied' }] }, false],
    ['with a reason', { ...SAID, reason: 'x' }, false],
    ['with a null where nothing was', { ...SAID, reason: null }, false],
    ['another decision', { ...SAID, decision: 'denied' }, false],
  ])('%s: %#', (_, other, same) => expect([saysTheSame(SAID, other as DeterminationContent), saysTheSame(other as DeterminationContent, SAID)]).toEqual([same, same]));
});

describe('the determination that counts', () => {
  const one = (decision: DeterminationContent['decision'], more: object = {}) => ({ decision, ...more });
  const [affirmed, part, denied, pended, offered, accepted, free] = [one('affirmed'), one('partially-affirmed'), one('denied'), one('pended'), one('modified'), one('modified', { accepted: true }), one('not-required')];

  it.each<readonly [string, string | undefined, readonly object[], object | undefined]>([
    ['none at all', 'submitted', [], undefined],
    ['the last, where nothing is approved', 'denied', [affirmed, denied], denied],
    ['the last, where the position is not known', undefined, [part, denied], denied],
    ['the approved part, whatever is said of the rest', 'partially-affirmed', [part, denied, pended], part],
    ['the last of two approvals', 'affirmed', [part, affirmed], affirmed],
    ['the approval, once it has lapsed', 'expired', [part, denied], part],
    ['the approval beside what is offered', 'partially-affirmed', [part, offered], part],
    ['what was offered and accepted', 'affirmed', [part, accepted], accepted],
    ['that none is needed', 'not-required', [free, denied], free],
    ['the last, of what was taken back', 'withdrawn', [affirmed, denied], denied],
    ['the last, where an old log holds no approval', 'affirmed', [denied, pended], pended],
  ])('is %s', (_, position, determinations, expected) => expect(decisionThatCounts({ ...(position !== undefined && { position }), determinations })).toBe(expected));
});
