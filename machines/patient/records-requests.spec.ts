import { DAY_0, newEpisode, plusDays, refusalOf, tell } from '../../test/support/patient-story';
import type { PatientCommand } from './events';

const ask: PatientCommand = { type: 'RequestRecords', requestId: 'records-1', from: 'Riverside Physical Therapy', what: 'visit notes since June', askedOn: DAY_0, chaseOn: plusDays(DAY_0, 7), episodeId: 'episode-1' };
const chase: PatientCommand = { type: 'ChaseRecords', requestId: 'records-1', chasedOn: plusDays(DAY_0, 7), chaseOn: plusDays(DAY_0, 10) };
const receive: PatientCommand = { type: 'ReceiveRecords', requestId: 'records-1', receivedOn: plusDays(DAY_0, 9) };
const LATER = plusDays(DAY_0, 9);

describe('records asked of another provider', () => {
  const asked = tell(newEpisode(), DAY_0, ask).patient;

  it('are open until they come, and are asked for again', () => {
    expect(asked.recordsRequests).toEqual([{ id: 'records-1', from: 'Riverside Physical Therapy', what: 'visit notes since June', askedOn: DAY_0, chaseOn: plusDays(DAY_0, 7), episodeId: 'episode-1', chasedOn: [] }]);
    const chased = tell(asked, LATER, chase).patient;
    expect(chased.recordsRequests).toMatchObject([{ chasedOn: [plusDays(DAY_0, 7)], chaseOn: plusDays(DAY_0, 10) }]);
    expect(tell(chased, LATER, receive).patient.recordsRequests).toMatchObject([{ received: { on: LATER } }]);
  });

  it('are refused under a known id, for a strange episode, of days to come, and with a chase that is not later', () => {
    expect(refusalOf(asked, DAY_0, ask).code).toBe('records-request-exists');
    expect(refusalOf(newEpisode(), DAY_0, { ...ask, episodeId: 'elsewhere' }).code).toBe('unknown-episode');
    expect(refusalOf(newEpisode(), DAY_0, { ...ask, askedOn: LATER }).code).toBe('date-in-future');
    expect(refusalOf(newEpisode(), DAY_0, { ...ask, chaseOn: DAY_0 }).code).toBe('chase-before-asked');
    expect(refusalOf(newEpisode(), DAY_0, chase).code).toBe('unknown-records-request');
    expect(refusalOf(asked, DAY_0, receive).code).toBe('date-in-future');
    expect(refusalOf(asked, LATER, { ...receive, documentId: 'nothing' }).code).toBe('unknown-document');
  });

  it('once received they are not chased any more', () => {
    expect(refusalOf(tell(asked, LATER, receive).patient, LATER, chase).code).toBe('records-received');
  });
});
