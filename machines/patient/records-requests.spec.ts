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

describe('one of several requests', () => {
  const other: PatientCommand = { ...ask, requestId: 'records-2', from: 'Lakeside Imaging' };
  const both = tell(tell(newEpisode(), DAY_0, ask).patient, DAY_0, other).patient;
  const document: PatientCommand = { type: 'AttachDocument', documentId: 'notes', sha256: 'aa', mediaType: 'application/pdf', bytes: 1, pages: 1, title: 'Notes' };

  it('is chased and received by itself, with the document that came', () => {
    const chased = tell(both, LATER, chase).patient;
    expect(chased.recordsRequests.map(({ chasedOn }) => chasedOn.length)).toEqual([1, 0]);
    const again = tell(chased, LATER, { ...chase, chasedOn: LATER }).patient;
    expect(again.recordsRequests[0]?.chasedOn).toEqual([plusDays(DAY_0, 7), LATER]);
    const came = tell(tell(again, LATER, document).patient, LATER, { ...receive, documentId: 'notes' }).patient;
    expect(came.recordsRequests.map(({ received }) => received)).toEqual([{ on: LATER, documentId: 'notes' }, undefined]);
    expect(tell(again, LATER, receive).patient.recordsRequests[0]?.received).toStrictEqual({ on: LATER });
  });

  it('may be for any episode of the patient, and for none', () => {
    const two = tell(newEpisode(), DAY_0, { type: 'OpenEpisode', episodeId: 'episode-2', pathway: 'scs', region: 'thoracolumbar', plan: { targets: [] } }).patient;
    for (const episodeId of ['episode-1', 'episode-2']) expect(tell(two, DAY_0, { ...ask, episodeId }).patient.recordsRequests[0]?.episodeId).toBe(episodeId);
    const { episodeId: _, ...whole } = ask as Extract<PatientCommand, { type: 'RequestRecords' }>;
    expect(tell(two, DAY_0, whole).patient.recordsRequests[0]).not.toHaveProperty('episodeId');
  });

  it('says at its field what is wrong with its days', () => {
    expect(refusalOf(both, DAY_0, chase)).toMatchObject({ code: 'date-in-future', pointer: '/chasedOn' });
    expect(refusalOf(both, LATER, { ...chase, chaseOn: plusDays(DAY_0, 7) })).toMatchObject({ code: 'chase-before-asked', details: { askedOn: plusDays(DAY_0, 7) } });
    expect(tell(both, DAY_0, { ...ask, requestId: 'records-3', chaseOn: plusDays(DAY_0, 1) }).patient.recordsRequests).toHaveLength(3);
  });
});
