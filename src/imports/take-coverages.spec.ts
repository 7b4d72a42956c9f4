import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { EMPTY_PATIENT, evolvePatient, type Given, type PatientCoverage, type PatientState } from '../../machines/patient';
import { EMPTY_DIRECTORY } from '../../machines/directory';
import { fold } from '../../machines/kernel/decider';
import type { Own } from './assemble';
import { takeCoverages } from './take-coverages';

const GIVEN: Given = { asOf: '2026-11-23', recordedAt: '2026-11-23T15:00:00.000Z', actor: 'importer', policies: SHIPPED_POLICIES, directory: EMPTY_DIRECTORY, newId: () => 'id' };
const AETNA: PatientCoverage = { payer: 'aetna', line: 'commercial', order: 1, memberId: 'W1', from: '2024-01-01', to: '2025-12-31' };
const MEDICARE: PatientCoverage = { payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1, memberId: 'M1', from: '2026-01-01' };

const patientWith = (...coverages: readonly PatientCoverage[]): PatientState => fold(evolvePatient, EMPTY_PATIENT, [{ type: 'PatientRegistered', patientId: 'p', name: { family: 'Sample', given: 'Ann' }, birthDate: '1960-01-02', identifiers: [], coverages }]);
const stating = (...coverages: readonly unknown[]): readonly Own[] => coverages.map((coverage, index) => ({ file: 0, row: index + 2, entry: -1, statement: { kind: 'coverage', coverage } }));

const taken = (patient: PatientState, stated: readonly Own[], before: readonly PatientCoverage[] = patient.coverages) => {
  const { events, outcomes } = takeCoverages(stated, before, patient, GIVEN);
  return { outcomes: outcomes.map(({ outcome, faults }) => [outcome, ...faults.map(({ pointer, code }) => `${pointer} ${code}`)].join(' ')), coverages: fold(evolvePatient, patient, events).coverages };
};

describe('what pays, of a patient who is known', () => {
  it.each<[string, readonly PatientCoverage[], readonly unknown[], readonly string[], readonly PatientCoverage[]]>([
    ['where none is on record', [], [MEDICARE], ['new'], [MEDICARE]],
    ['of other days', [AETNA], [MEDICARE], ['new'], [AETNA, MEDICARE]],
    ['of days that are over', [MEDICARE], [AETNA], ['new'], [MEDICARE, AETNA]],
    ['that pays second', [MEDICARE], [{ ...AETNA, order: 2, from: '2026-01-01', to: undefined }], ['new'], [MEDICARE, { ...AETNA, order: 2, from: '2026-01-01', to: undefined }]],
    ['two of them, each beside the other', [], [AETNA, MEDICARE], ['new', 'new'], [AETNA, MEDICARE]],
    ['the same in every row', [], [MEDICARE, MEDICARE, MEDICARE], ['new'], [MEDICARE]],
  ])('is recorded beside what is there: %s', (_, recorded, stated, outcomes, coverages) => {
    expect(taken(patientWith(...recorded), stating(...stated))).toEqual({ outcomes, coverages });
  });

  it.each<[string, PatientCoverage, unknown]>([
    ['as it stands', MEDICARE, MEDICARE], ['with less than is known here', MEDICARE, { payer: 'medicare', order: 1 }], ['which somebody has ended here since', { ...MEDICARE, to: '2026-06-30' }, MEDICARE],
    ['of the subscriber\'s own, said or left out', MEDICARE, { ...MEDICARE, relationship: 'self' }], ['left out or said', { ...MEDICARE, relationship: 'self' }, MEDICARE],
  ])('is on record: %s', (_, recorded, stated) => {
    expect(taken(patientWith(recorded), stating(stated))).toEqual({ outcomes: ['on-record'], coverages: [recorded] });
  });

  it.each<[string, PatientCoverage, PatientCoverage]>([
    ['another payer on the same days', MEDICARE, { ...AETNA, to: '2026-06-30' }], ['another member id', MEDICARE, { ...MEDICARE, memberId: 'M2' }], ['no days at all, in the same order', AETNA, { payer: 'cigna', order: 1 }], ['an end that is not known here', MEDICARE, { ...MEDICARE, to: '2026-10-31' }],
  ])('is for a person where it contradicts: %s', (_, recorded, stated) => {
    expect(taken(patientWith(recorded), stating(stated))).toEqual({ outcomes: ['differs'], coverages: [recorded] });
  });

  it('is not brought back when somebody has taken it off, or said it otherwise', () => {
    expect(taken(patientWith(), stating(MEDICARE), [MEDICARE])).toEqual({ outcomes: ['gone-here'], coverages: [] });
    expect(taken(patientWith({ ...MEDICARE, order: 2 }), stating(MEDICARE), [MEDICARE, { ...MEDICARE, order: 2 }])).toMatchObject({ outcomes: ['gone-here'] });
  });

  it('is refused where it cannot be, by its place', () => {
    expect(taken(patientWith(AETNA), stating({ payer: 'medicare', order: 0 }, { ...MEDICARE, to: '2025-01-01' }, { ...MEDICARE, relationship: 'spouse' })).outcomes).toEqual(['refused /order min', 'refused /to coverages-overlap', 'refused /subscriber subscriber-missing']);
  });
});
