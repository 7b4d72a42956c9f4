import { baseProblems, shellOf } from '../../../test/packets/fhir/base-schemas';
import { asFhirBundle, type FhirBundle } from './as-fhir';
import { demoPatients, generatePatients } from './generate';
import { randomOf } from './random';

const TODAY = '2026-11-23';
const BUNDLES: readonly (readonly [string, FhirBundle])[] = [
  ...demoPatients(TODAY).map((patient, index) => [patient.key, asFhirBundle(patient, randomOf(3, index))] as const),
  ...[...generatePatients({ seed: 5, count: 30, today: TODAY })].map((patient, index) => [`patient ${index}`, asFhirBundle(patient, randomOf(4, index))] as const),
];

describe('a synthetic patient as Synthea writes one', () => {
  it.each(BUNDLES)('%s is sound FHIR R4: every resource, and the bundle around them', (_, bundle) => {
    expect(bundle.entry.flatMap(({ resource }, index) => baseProblems(resource, `entry[${index}] ${resource.resourceType}`))).toEqual([]);
    expect(baseProblems(shellOf({ ...bundle }), 'Bundle')).toEqual([]);
  });

  it.each(BUNDLES)('%s refers to nothing outside its bundle, names each resource once, and begins with the patient', (_, bundle) => {
    const names = bundle.entry.map(({ fullUrl }) => fullUrl);
    expect(new Set(names).size).toBe(names.length);
    expect([...referencesIn(bundle)].filter((reference) => !names.includes(reference))).toEqual([]);
    expect(bundle.entry[0]).toMatchObject({ resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } });
  });

  it('makes the same bytes for the same patient and seed', () => {
    const [patient] = demoPatients(TODAY);
    const bytes = (seed: number): string => JSON.stringify(asFhirBundle(patient as NonNullable<typeof patient>, randomOf(seed, 0)));
    expect(bytes(3)).toBe(bytes(3));
    expect(bytes(3)).not.toBe(bytes(4));
  });

  it('says of all of them together what such bundles hold', () => {
    const types = new Set(BUNDLES.flatMap(([, { entry }]) => entry.map(({ resource }) => resource.resourceType)));
    expect([...types].sort()).toEqual(['Claim', 'ClaimResponse', 'Condition', 'Coverage', 'Encounter', 'ImagingStudy', 'Observation', 'Organization', 'Patient', 'Procedure']);
  });
});

function* referencesIn(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === 'reference' && typeof each === 'string') yield each;
    else yield* referencesIn(each);
  }
}
