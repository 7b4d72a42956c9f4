import { fold } from '../kernel/decider';
import { isRejection } from '../kernel/rejection';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { decidePatient, EMPTY_PATIENT, evolvePatient, sortImported, type Given, type ImportedStatement, type PatientCommand, type PatientState } from './index';

const FROM = { source: 'northside-ehr', key: '4711' };
let ids = 0;
const GIVEN: Given = { asOf: '2026-11-30', recordedAt: '2026-11-30T12:00:00Z', actor: 'someone', policies: SHIPPED_POLICIES, newId: () => `new-${++ids}` };
const BLOCK = {
  type: 'block', occurredOn: '2026-08-03', technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], source: FROM.source,
  relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 1 }] },
};
const EPIDURAL = { type: 'epidural', occurredOn: '2026-08-03', approach: 'interlaminar', region: 'lumbosacral', source: FROM.source };
const TRIAL = { type: 'scs-trial', occurredOn: '2026-08-03', startedAt: '2026-08-03T09:00:00-07:00', region: 'thoracolumbar', source: FROM.source };

function after(patient: PatientState, ...commands: readonly PatientCommand[]): PatientState {
  return commands.reduce((state, command) => {
    const events = decidePatient(command, state, GIVEN);
    if (isRejection(events)) throw new Error(`${events.code}: ${events.message}`);
    return fold(evolvePatient, state, events);
  }, patient);
}
const REGISTERED = after(EMPTY_PATIENT, { type: 'RegisterPatient', patientId: 'p', name: { family: 'Sample', given: 'Ann' }, birthDate: '1960-01-01', identifiers: [], coverages: [] });
const importing = (...statements: readonly ImportedStatement[]): PatientCommand => ({ type: 'ImportFacts', from: FROM, statements });
const IMPORTED = after(REGISTERED, { type: 'LinkPatients', ...FROM, by: 'person' }, importing({ factId: 'b1', fact: BLOCK }));
const outcomes = (patient: PatientState, ...statements: readonly ImportedStatement[]): readonly string[] => sortImported(statements, FROM, patient, GIVEN).outcomes.map(({ outcome, faults }) => [outcome, ...faults.map(({ pointer, code }) => `${pointer} ${code}`)].join(' '));

describe('what another system says', () => {
  it('is recorded with its source, and known again', () => {
    expect(IMPORTED.chart.block).toEqual([expect.objectContaining({ id: 'b1', fact: expect.objectContaining({ source: FROM.source }) })]);
    expect(IMPORTED.imported).toEqual({ b1: FROM });
    expect(outcomes(REGISTERED, { factId: 'b1', fact: BLOCK }, { factId: 'b1', fact: BLOCK })).toEqual(['new', 'on-record']);
    expect(outcomes(IMPORTED, { factId: 'b1', fact: BLOCK })).toEqual(['on-record']);
    expect(decidePatient(importing({ factId: 'b1', fact: BLOCK }), IMPORTED, GIVEN)).toEqual([]);
  });

  it('is no second statement under another name, nor beside what somebody documented', () => {
    expect(outcomes(IMPORTED, { factId: 'b2', fact: BLOCK })).toEqual(['same-content']);
    const { source: _, ...own } = BLOCK;
    const documented = after(REGISTERED, { type: 'DocumentFact', factId: 'own', fact: own as never });
    expect(outcomes(documented, { factId: 'b1', fact: BLOCK })).toEqual(['same-content']);
  });

  it('overwrites nothing: what it says differently now, and what was retracted here, is told', () => {
    const changed = { ...BLOCK, relief: { ...BLOCK.relief, baseline: 7 } };
    expect(outcomes(IMPORTED, { factId: 'b1', fact: changed })).toEqual(['changed-at-source']);
    const retracted = after(IMPORTED, { type: 'RetractFact', factId: 'b1', reason: 'Wrong side.' });
    expect(outcomes(retracted, { factId: 'b1', fact: BLOCK })).toEqual(['gone-here']);
    expect(outcomes(retracted, { factId: 'b1', fact: BLOCK, revives: true })).toEqual(['new']);
  });

  it('joins its scores once, and what was added here since is no difference', () => {
    const score = { factId: 'b1', observation: { minutes: 360, score: 2 } };
    const joined = after(IMPORTED, importing(score));
    expect(outcomes(IMPORTED, score)).toEqual(['new']);
    expect(outcomes(joined, score, { factId: 'b1', fact: BLOCK }, { factId: 'b1', observation: { minutes: 360, score: 3 } }, { factId: 'b9', observation: { minutes: 1, score: 3 } })).toEqual(['on-record', 'on-record', 'changed-at-source', 'fact-missing']);
  });

  it('joins a score with where it came from, and names what it changed once', () => {
    const { events, changed } = sortImported([{ factId: 'b1', fact: BLOCK }, { factId: 'b1', observation: { minutes: 360, score: 2 } }], FROM, REGISTERED, GIVEN);
    expect([events, changed]).toEqual([[
      { type: 'FactDocumented', factId: 'b1', fact: BLOCK, imported: FROM },
      { type: 'ObservationAdded', factId: 'b1', observation: { minutes: 360, score: 2 }, imported: FROM },
    ], ['b1']]);
  });

  it.each<readonly [string, (entries?: readonly object[]) => object, object, object, object]>([
    ['block', (observations) => ({ ...BLOCK, relief: observations && { ...BLOCK.relief, observations } }), { minutes: 30, score: 1 }, { minutes: 360, score: 2 }, { minutes: 720, score: 4 }],
    ['epidural', (observations) => ({ ...EPIDURAL, relief: observations && { observations } }), { minutes: 30, score: 1 }, { minutes: 20_160, score: 2 }, { minutes: 43_200, score: 4 }],
    ['trial', (days) => ({ ...TRIAL, days }), { on: '2026-08-03', score: 3 }, { on: '2026-08-04', score: 2 }, { on: '2026-08-05', score: 4 }],
  ])('of a %s is the same while the source says no entry that the record lacks', (_, factOf, first, second, third) => {
    const fact = (...entries: readonly object[]) => ({ factId: 'f', fact: factOf(entries) });
    const observed = after(REGISTERED, importing(fact(first)), { type: 'AddObservation', factId: 'f', observation: { ...second, source: 'phone' } });
    const phoned = { ...second, source: 'phone' };
    expect(outcomes(observed, fact(first), fact(phoned), fact(first, phoned), { factId: 'f', observation: phoned }, { factId: 'f', observation: first })).toEqual(Array(5).fill('on-record'));
    expect(outcomes(observed, fact(first, third), fact(third), { factId: 'f', observation: third })).toEqual(['changed-at-source', 'changed-at-source', 'new']);
    // What had no series at first, and got its entries here.
    const bare = after(REGISTERED, importing({ factId: 'f', fact: factOf() }), { type: 'AddObservation', factId: 'f', observation: first });
    expect(outcomes(bare, { factId: 'f', fact: factOf() })).toEqual(['on-record']);
    expect(outcomes(bare, { factId: 'f', fact: { ...factOf(), occurredOn: '2026-08-02' } })).toEqual(['changed-at-source']);
  });

  it('joins a series that has a baseline and no entry yet', () => {
    const begun = after(REGISTERED, importing({ factId: 'f', fact: { ...BLOCK, relief: { scale: 'NRS', baseline: 8 } } }));
    expect(outcomes(begun, { factId: 'f', observation: { minutes: 30, score: 1 } }, { factId: 'f', fact: { ...BLOCK, relief: { scale: 'NRS', baseline: 7 } } })).toEqual(['new', 'changed-at-source']);
  });

  it('of what has no series is compared whole', () => {
    const score = { type: 'score', occurredOn: '2026-08-03', instrument: 'NRS', value: 6, role: 'baseline' };
    const scored = after(REGISTERED, importing({ factId: 's', fact: score }));
    expect(outcomes(scored, { factId: 's', fact: score }, { factId: 's', fact: { ...score, value: 5 } })).toEqual(['on-record', 'changed-at-source']);
  });

  it('cannot be what no person could document', () => {
    expect(outcomes(REGISTERED, { factId: 'a', fact: { ...BLOCK, occurredOn: '2027-01-01' } }, { factId: 'b', fact: { ...BLOCK, relief: { ...BLOCK.relief, baseline: 11 } } }, { factId: 'c', fact: { ...BLOCK, occurredOn: '1950-01-01' } }, { factId: 'd', fact: 'no' }))
      .toEqual(['refused /occurredOn in-the-future', 'refused /relief/baseline out-of-range', 'refused /occurredOn before-birth', 'refused  wrong-type']);
  });

  it('is refused with its reason where it names a document that is not here, or joins what has no series', () => {
    const score = { type: 'score', occurredOn: '2026-08-03', instrument: 'NRS', value: 6, role: 'baseline' };
    const told = (...statements: readonly ImportedStatement[]) => sortImported(statements, FROM, REGISTERED, GIVEN).outcomes.map(({ outcome, faults }) => [outcome, faults.map(({ pointer, code }) => [pointer, code])]);
    expect(told({ factId: 's1', fact: { ...score, documentId: 'theirs' } }, { factId: 's2', fact: score }, { factId: 's2', observation: { minutes: 1, score: 3 } }))
      .toEqual([['refused', [['/documentId', 'unknown-document']]], ['new', []], ['refused', [['', 'fact-without-series']]]]);
    expect(told({ factId: 'b1', fact: BLOCK }, { factId: 'b1', observation: { minutes: -1, score: 3 } })).toEqual([['new', []], ['refused', [['/observation/minutes', expect.any(String)]]]]);
  });

  it('goes with the link that brought it, and comes back with it', () => {
    const undone = after(IMPORTED, { type: 'DocumentFact', factId: 'own', fact: { ...BLOCK, occurredOn: '2026-09-03', source: undefined } as never }, { type: 'UnlinkPatients', ...FROM, reason: 'Another person.' });
    expect([undone.chart.block?.map(({ id }) => id), undone.imported, undone.links]).toEqual([['own'], {}, { standing: [], undone: [FROM] }]);
    const again = after(undone, { type: 'LinkPatients', ...FROM, by: 'person' }, importing({ factId: 'b1', fact: BLOCK, revives: true }));
    expect([again.chart.block?.length, again.imported, again.links]).toEqual([2, { b1: FROM }, { standing: [{ ...FROM, by: 'person' }], undone: [] }]);
    expect([decidePatient({ type: 'UnlinkPatients', ...FROM, reason: ' ' }, again, GIVEN), decidePatient({ type: 'UnlinkPatients', ...FROM, reason: 'x' }, undone, GIVEN), decidePatient({ type: 'LinkPatients', ...FROM, by: 'person' }, again, GIVEN)])
      .toMatchObject([{ code: 'reason-required' }, { code: 'not-linked' }, { code: 'already-linked' }]);
  });
});
