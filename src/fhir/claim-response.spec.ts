import { DECISIONS, type DeterminationContent } from '../../machines/authorization';
import { isRejection } from '../../machines/kernel/rejection';
import { EMPTY_PATIENT } from '../../machines/patient/evolve-patient';
import type { AuthorizationState } from '../../machines/patient';
import { baseProblems } from '../../test/packets/fhir/base-schemas';
import type { Json } from '../../test/packets/fhir/definitions';
import { readClaimResponse } from '../authorizations/pas/read-claim-response';
import { claimResponses } from './claim-response';
import type { PatientSource } from './patient-source';

const POLICY = { id: 'p', version: '2026-01-01', document: 'D', revision: '1' };
const DECIDED_ON = '2026-11-05';

function responseOf(said: DeterminationContent): Json {
  const authorization: AuthorizationState = {
    id: 'a1', episodeId: 'e1', step: 'rfa', position: 'submitted', targets: [], packetId: 'k1', issued: [], policy: POLICY, early: false, preceding: [], asked: { payer: 'cigna' }, determinations: [{ ...said, packetId: 'k1' }],
  };
  const source: PatientSource = {
    patientId: 'p1', patient: { ...EMPTY_PATIENT, authorizations: [authorization] }, changes: { facts: new Map(), episodes: new Map(), determinations: new Map([['a1', ['2026-11-06T10:00:00.000Z']]]) },
    asOf: '2026-11-06', policies: [], directory: { practitioners: [], facilities: [], payers: [] }, practiceName: 'Practice', standings: [], packets: [],
  };
  return JSON.parse(JSON.stringify(claimResponses(source)[0])) as Json;
}

function readBack(said: DeterminationContent): DeterminationContent {
  const read = readClaimResponse(responseOf(said), { receivedOn: '2026-11-06', dayOf: (instant) => instant.slice(0, 10) });
  if (isRejection(read)) throw new Error(read.code);
  return read.determination;
}

const WHOLE: Readonly<Record<(typeof DECISIONS)[number], Partial<DeterminationContent>>> = {
  affirmed: { payerReference: 'A123', validFrom: '2026-11-05', validTo: '2027-03-05' }, 'partially-affirmed': { payerReference: 'A123', items: [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 1 }, { line: 2, code: '64636', outcome: 'denied', reasons: [{ system: 'urn:payer:reasons', code: '12', text: 'Not enough was sent.' }] }] },
  modified: { payerReference: 'A123', items: [{ line: 1, code: '64635', outcome: 'modified', modifiedCode: '64633', modifiedUnits: 2 }] },
  denied: { reason: 'Conservative care was not documented.', reasons: [{ system: 'urn:payer:reasons', code: '7', text: 'Care' }] }, pended: { administrativeReference: 'R9', asked: [{ text: 'Send the therapy notes.', dueOn: '2026-11-20' }] },
  rejected: { faults: [{ system: 'https://codesystem.x12.org/005010/901', code: '33', text: 'Input errors' }] }, 'not-required': {}, cancelled: {}, review: { reason: 'Call us.' },
};

describe('a decision as a ClaimResponse', () => {
  it.each(DECISIONS)('%s is sound R4, and our own reader reads it back', (decision) => {
    const said = { decision, decidedOn: DECIDED_ON, ...WHOLE[decision] };
    const response = responseOf(said);
    expect([response, ...(response['contained'] ?? []) as Json[]].flatMap((one) => baseProblems(one, String(one['resourceType'])))).toEqual([]);
    const { reasons, items, ...rest } = said;
    expect(readBack(said)).toMatchObject({ ...rest, ...(items !== undefined && { items: items.map(({ line, code, outcome, modifiedCode, modifiedUnits, unitsApproved }) => JSON.parse(JSON.stringify({ line, outcome, unitsApproved, modifiedCode, modifiedUnits, ...(outcome !== 'modified' && unitsApproved !== undefined && { code }) }))) }) });
    if (reasons !== undefined) expect(readBack(said).reasons).toEqual(reasons);
  });

  it('says when it was recorded, and whose words they are', () => {
    expect(responseOf({ decision: 'denied', decidedOn: DECIDED_ON, reason: 'No.' })).toMatchObject({ meta: { lastUpdated: '2026-11-06T10:00:00.000Z' }, created: DECIDED_ON, contained: [{ resourceType: 'Organization', name: 'cigna' }], processNote: [{ text: 'No.' }] });
  });
});
