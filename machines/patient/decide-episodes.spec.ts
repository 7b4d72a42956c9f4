import { block, BLOCK_1_ON, DAY_0, document, LEFT, newEpisode, OPEN_RFA, readyForBlock1, REGISTER, refusalOf, RIGHT, tell, tellAll, WASHINGTON_MEDICARE } from '../../test/support/patient-story';
import type { Target } from '../kernel/anatomy';
import type { Directory } from '../directory';
import { placedPlan } from './decide-episodes';
import type { PatientCommand } from './events';
import { EMPTY_PATIENT } from './evolve-patient';

const open = (over: Partial<Extract<PatientCommand, { type: 'OpenEpisode' }>>): PatientCommand => ({ ...(OPEN_RFA as Extract<PatientCommand, { type: 'OpenEpisode' }>), episodeId: 'episode-2', ...over });
const planned = (targets: readonly Target[]): PatientCommand => ({ type: 'PlanTargets', episodeId: 'episode-1', plan: { targets } });
const close = (episodeId: string, reason = 'moved away'): PatientCommand => ({ type: 'CloseEpisode', episodeId, reason });

describe('registering', () => {
  it('happens once, with a birth date that has come', () => {
    expect(refusalOf(newEpisode(), DAY_0, REGISTER).code).toBe('already-registered');
    expect(refusalOf(EMPTY_PATIENT, '1968-04-30', REGISTER)).toMatchObject({ code: 'date-in-future', pointer: '/birthDate' });
    expect(tell(EMPTY_PATIENT, '1968-05-01', REGISTER).patient).toMatchObject({ id: 'patient-1', birthDate: '1968-05-01' });
  });

  it('knows on every day which coverage pays first', () => {
    const change = (...coverages: object[]): PatientCommand => ({ type: 'ChangeCoverage', coverages: coverages.map((coverage) => ({ ...WASHINGTON_MEDICARE, ...coverage })) });
    expect(refusalOf(newEpisode(), DAY_0, change({}, {}))).toMatchObject({ code: 'coverages-overlap', pointer: '/coverages/1' });
    expect(refusalOf(newEpisode(), DAY_0, change({ to: '2026-06-30' }, { from: '2026-06-30' })).code).toBe('coverages-overlap');
    expect(refusalOf(newEpisode(), DAY_0, change({ from: '2026-06-30', to: '2026-06-29' }))).toMatchObject({ code: 'coverages-overlap', pointer: '/coverages/0/to' });
    expect(tell(newEpisode(), DAY_0, change({ to: '2026-06-30' }, { from: '2026-07-01' })).patient.coverages).toHaveLength(2);
    expect(tell(newEpisode(), DAY_0, change({ from: '2026-07-01' }, { to: '2026-06-30' })).patient.coverages).toHaveLength(2);
    expect(tell(newEpisode(), DAY_0, change({}, { order: 2 })).patient.coverages).toHaveLength(2);
  });

  it('attaches a document once', () => {
    const attach = (documentId: string, sha256: string): PatientCommand => ({ type: 'AttachDocument', documentId, sha256, mediaType: 'application/pdf', bytes: 10, pages: 1, title: 'MRI' });
    const { patient, events } = tell(newEpisode(), DAY_0, attach('document-1', 'aa'));
    expect(events).toEqual([{ type: 'DocumentAttached', documentId: 'document-1', sha256: 'aa', mediaType: 'application/pdf', bytes: 10, pages: 1, title: 'MRI' }]);
    expect(patient.documents).toEqual([{ id: 'document-1', sha256: 'aa', mediaType: 'application/pdf', bytes: 10, pages: 1, title: 'MRI' }]);
    expect(refusalOf(patient, DAY_0, attach('document-2', 'aa'))).toMatchObject({ code: 'document-exists', details: { documentId: 'document-1' } });
    expect(refusalOf(patient, DAY_0, attach('document-1', 'bb')).code).toBe('document-exists');
  });
});

describe('episodes', () => {
  it('have a region of their pathway', () => {
    expect(refusalOf(newEpisode(), DAY_0, open({ region: 'thoracolumbar', plan: { targets: [] } }))).toMatchObject({ code: 'region-not-of-pathway', pointer: '/region' });
    expect(refusalOf(newEpisode(), DAY_0, open({ pathway: 'scs', plan: { targets: [] } })).code).toBe('region-not-of-pathway');
    expect(tell(newEpisode(), DAY_0, open({ pathway: 'scs', region: 'thoracolumbar', plan: { targets: [] } })).patient.episodes[1]?.position).toBe('candidacy');
  });

  it('plan targets within the region, each once; the junction level goes with L1-L2', () => {
    expect(refusalOf(newEpisode(), DAY_0, planned([RIGHT, { level: 'C4-C5', side: 'left' }]))).toMatchObject({ code: 'targets-outside-region', pointer: '/targets/1/level' });
    expect(refusalOf(newEpisode(), DAY_0, planned([RIGHT, LEFT, RIGHT]))).toMatchObject({ code: 'targets-repeated', pointer: '/targets/2' });
    expect(refusalOf(newEpisode(), DAY_0, planned([{ level: 'T12-L1', side: 'left' }])).code).toBe('targets-outside-region');
    expect(tell(newEpisode(), DAY_0, planned([{ level: 'T12-L1', side: 'left' }, { level: 'L1-L2', side: 'left' }])).events[0]?.type).toBe('TargetsPlanned');
    expect(refusalOf(newEpisode(), DAY_0, open({ pathway: 'scs', region: 'cervical', plan: { targets: [RIGHT] } })).code).toBe('targets-outside-region');
  });

  it('are planned at the facility\'s own place of service, by whom the directory knows', () => {
    const directory = { practitioners: [{ id: 'dr-1' }], facilities: [{ id: 'asc', placeOfService: '24' }], payers: [] } as unknown as Directory;
    const plan = (over: object) => placedPlan({ targets: [RIGHT], ...over }, directory);
    expect([plan({}), plan({ facilityId: 'asc', practitionerId: 'dr-1' }), plan({ facilityId: 'asc', setting: '24' })]).toEqual([{ targets: [RIGHT] }, { targets: [RIGHT], facilityId: 'asc', practitionerId: 'dr-1', setting: '24' }, { targets: [RIGHT], facilityId: 'asc', setting: '24' }]);
    expect(plan({ facilityId: 'asc', setting: '22' })).toMatchObject({ code: 'place-differs', pointer: '/setting', details: { placeOfService: '24' } });
    expect([plan({ facilityId: 'nowhere' }), plan({ practitionerId: 'nobody' })]).toMatchObject([{ code: 'unknown-facility', pointer: '/facilityId' }, { code: 'unknown-practitioner', pointer: '/practitionerId' }]);
  });

  it('of one pathway and region share no target while they are open', () => {
    expect(refusalOf(newEpisode(), DAY_0, open({ plan: { targets: [LEFT, RIGHT] } }))).toMatchObject({ code: 'targets-taken', details: { episodeId: 'episode-1' } });
    const two = tell(newEpisode(), DAY_0, open({ plan: { targets: [LEFT] } })).patient;
    expect(refusalOf(two, DAY_0, planned([LEFT])).code).toBe('targets-taken');
    expect(tell(two, DAY_0, planned([RIGHT])).events[0]?.type).toBe('TargetsPlanned');
    const closed = tell(two, DAY_0, close('episode-2')).patient;
    expect(tell(closed, DAY_0, planned([RIGHT, LEFT])).events[0]?.type).toBe('TargetsPlanned');
  });

  it('of stimulation are one per lead region while they are open', () => {
    const scs = (episodeId: string, region: 'cervical' | 'thoracolumbar') => open({ episodeId, pathway: 'scs', region, plan: { targets: [] } });
    const one = tell(newEpisode(), DAY_0, scs('episode-2', 'cervical')).patient;
    expect(refusalOf(one, DAY_0, scs('episode-3', 'cervical')).code).toBe('targets-taken');
    expect(tell(one, DAY_0, scs('episode-3', 'thoracolumbar')).patient.episodes).toHaveLength(3);
  });

  it('are known, opened once, and closed for good with a reason', () => {
    expect(refusalOf(newEpisode(), DAY_0, OPEN_RFA).code).toBe('episode-exists');
    expect(refusalOf(newEpisode(), DAY_0, close('nothing')).code).toBe('unknown-episode');
    expect(refusalOf(newEpisode(), DAY_0, close('episode-1', ' ')).code).toBe('reason-required');
    const { patient, events } = tell(readyForBlock1(), DAY_0, close('episode-1'));
    expect(events).toEqual([{ type: 'EpisodeClosed', episodeId: 'episode-1', reason: 'moved away' }]);
    expect(patient.episodes[0]).toMatchObject({ position: 'closed', assessments: {}, closed: { reason: 'moved away' } });
    for (const command of [close('episode-1'), planned([LEFT]), { type: 'DraftAuthorization', authorizationId: 'a', packetId: 'p', episodeId: 'episode-1', step: 'mbb1' } as const]) {
      expect(refusalOf(patient, DAY_0, command).code).toBe('episode-closed');
    }
    const later = tellAll(patient, [[BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, 0))], [BLOCK_1_ON, { type: 'ReassessPatient' }]]);
    expect(later.events.map(({ type }) => type)).toEqual(['FactDocumented']);
    expect(later.patient.episodes[0]).toEqual(patient.episodes[0]);
  });
});
