import { EMPTY_PATIENT } from '../../machines/patient';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { decidePatientImport, type PatientImport } from './decide-patient-import';
import type { Mapping } from './mapping';

const WANTED: PatientImport = {
  source: 'ehr', key: '17', patientId: 'p', by: 'registration', person: { name: { family: 'Testperson', given: 'Ann' }, birthDate: '1960-01-02', identifiers: [] },
  at: { file: 0, row: 3 }, statements: [], documents: [], revives: false,
};
const GIVEN = { policies: SHIPPED_POLICIES, actor: 'importer', newId: () => 'id', asOf: '2026-11-30', recordedAt: '2026-11-30T00:00:00.000Z' };
const decide = (wanted: PatientImport) => decidePatientImport(wanted, { entries: [] } as unknown as Mapping, (name) => name, EMPTY_PATIENT, GIVEN);

describe('a patient of a source whom nobody is here', () => {
  it('is registered', () => {
    expect(decide(WANTED)).toMatchObject({ counts: { 'patients-registered': 1 }, refusals: [] });
  });

  it('is refused where the record was destroyed, and everybody after them goes on', () => {
    expect(decide({ ...WANTED, wasPurged: true })).toEqual({ events: [], counts: { refused: 1 }, refusals: [{ file: 0, row: 3, entry: 'patient', place: '', code: 'record-purged' }] });
  });
});
