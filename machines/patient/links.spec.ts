/** Whom a source's patient is: confirmed, taken back with everything that came by it, and not taken for this one again. */
import { DAY_0, document, newEpisode, NRS_MIN, plusDays, readyForRfa, READY_ON, refusalOf, tell } from '../../test/support/patient-story';
import type { Fact } from '../evidence/fact';
import type { PatientCommand } from './events';
import type { PatientState } from './patient';

const score = (value: number): Fact => ({ type: 'score', occurredOn: DAY_0, instrument: 'NRS', value, role: 'baseline' });
const link = (source: string, key: string, by: 'person' | 'identifier' = 'person'): PatientCommand => ({ type: 'LinkPatients', source, key, by });
const unlink = (source: string, key: string, reason = 'another person'): PatientCommand => ({ type: 'UnlinkPatients', source, key, reason });
const imported = (source: string, key: string, factId: string, value: number): PatientCommand => ({ type: 'ImportFacts', from: { source, key }, statements: [{ factId, fact: score(value) }] }) as PatientCommand;
const after = (...commands: readonly PatientCommand[]): PatientState => commands.reduce((patient, command) => tell(patient, DAY_0, command).patient, newEpisode());

describe('a link with a source\'s patient', () => {
  it('stands once for each source and key', () => {
    const patient = after(link('ehr', '1'), link('lab', '1'), link('ehr', '2', 'identifier'));
    expect(patient.links).toEqual({ standing: [{ source: 'ehr', key: '1', by: 'person' }, { source: 'lab', key: '1', by: 'person' }, { source: 'ehr', key: '2', by: 'identifier' }], undone: [] });
    expect(refusalOf(patient, DAY_0, link('ehr', '1')).code).toBe('already-linked');
    expect([refusalOf(patient, DAY_0, unlink('lab', '2')).code, refusalOf(newEpisode(), DAY_0, unlink('ehr', '1')).code]).toEqual(['not-linked', 'not-linked']);
    expect(refusalOf(patient, DAY_0, unlink('ehr', '1', ' '))).toMatchObject({ code: 'reason-required', pointer: '/reason' });
  });

  it('taken back takes along what came by it, and nothing else', () => {
    const patient = after(link('ehr', '1'), link('lab', '1'), imported('ehr', '1', 'a', NRS_MIN), imported('lab', '1', 'b', NRS_MIN - 1), imported('ehr', '1', 'c', NRS_MIN - 2), document('own', score(1)));
    const { events, patient: left } = tell(patient, DAY_0, unlink('ehr', '1'));
    expect(events.slice(0, 3)).toEqual([{ type: 'PatientsUnlinked', source: 'ehr', key: '1', reason: 'another person' }, { type: 'FactRetracted', factId: 'a', reason: 'another person' }, { type: 'FactRetracted', factId: 'c', reason: 'another person' }]);
    expect(left.chart.score?.map(({ id }) => id).sort()).toEqual(['b', 'own']);
    expect(left.links).toEqual({ standing: [{ source: 'lab', key: '1', by: 'person' }], undone: [{ source: 'ehr', key: '1' }] });
    // Confirmed again it stands again, and what came by it is not there by itself.
    const again = tell(left, DAY_0, link('ehr', '1')).patient;
    expect([again.links, again.chart.score?.length]).toEqual([{ standing: [{ source: 'lab', key: '1', by: 'person' }, { source: 'ehr', key: '1', by: 'person' }], undone: [] }, 2]);
  });

  it('taken back flags the packet that cites what came by it', () => {
    const ready = { ...readyForRfa(), imported: { 'block-2': { source: 'ehr', key: '1' } }, links: { standing: [{ source: 'ehr', key: '1', by: 'person' }], undone: [] } } satisfies PatientState;
    const authorizationId = ready.authorizations.findLast(({ step }) => step === 'rfa')?.id ?? '';
    const requested = tell(ready, READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 7) }).patient;
    expect(tell(requested, READY_ON, unlink('ehr', '1')).events).toContainEqual(expect.objectContaining({ type: 'PacketFlaggedStale', authorizationId, because: 'fact block-2, which it cites, has changed' }));
  });
});
