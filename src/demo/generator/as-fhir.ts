/**
 * A synthetic patient as Synthea writes one: a FHIR R4 transaction bundle whose entries refer to each other by `urn:uuid`,
 * the patient first, an encounter for every day something was recorded. Pure: `random` gives the ids that the record has not.
 * What FHIR has no plain place for (exclusions, plans, screenings, the baseline of a block) the bundle does not say.
 */
import type { PlainDate } from '../../../machines/kernel/calendar';
import { claimOf, decisionOf } from './fhir-claims';
import { resourcesOf } from './fhir-facts';
import { coded, referTo, uuidOf, type FhirResource } from './fhir-resource';
import type { Random } from './random';
import type { Registration, SyntheticPatient } from './synthetic-patient';

export interface FhirEntry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
  readonly request: { readonly method: 'POST'; readonly url: string };
}

export interface FhirBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'transaction';
  readonly entry: readonly FhirEntry[];
}

export function asFhirBundle(patient: SyntheticPatient, random: Random): FhirBundle {
  const person = patientOf(patient.registration);
  const practice: FhirResource = { resourceType: 'Organization', id: random.id(), active: true, name: 'Demo Pain Practice (synthetic)' };
  const coverages = patient.registration.coverages.map(({ memberId, from, order }): FhirResource => ({
    resourceType: 'Coverage', id: random.id(), status: 'active', ...(memberId !== undefined && { subscriberId: memberId }), beneficiary: referTo(person),
    relationship: coded('http://terminology.hl7.org/CodeSystem/subscriber-relationship', 'self'), ...(from !== undefined && { period: { start: from } }), payor: [{ display: 'Medicare' }], order,
  }));
  const resources: FhirResource[] = [person, practice, ...coverages];
  const encounters = new Map<PlainDate, FhirResource>();
  const encounterOn = (on: PlainDate): FhirResource => {
    const known = encounters.get(on);
    if (known !== undefined) return known;
    const encounter = encounterOf(on, person, practice, random);
    encounters.set(on, encounter);
    resources.push(encounter);
    return encounter;
  };
  for (const step of patient.steps) {
    if ('act' in step) {
      const decision = decisionOf(step.act, person, practice, coverages[0], random);
      if (decision !== undefined) resources.push(...decision);
      continue;
    }
    const { command } = step;
    if (command.type !== 'DocumentFact' && command.type !== 'AddObservation') continue;
    const encounter = encounterOn(step.on);
    const said = resourcesOf(command, { patient: person, encounter, known: resources, random });
    resources.push(...said, ...said.filter(({ resourceType }) => resourceType === 'Procedure').map((procedure) => claimOf(procedure, { patient: person, practice, encounter, coverage: coverages[0], on: step.on, random })));
  }
  return { resourceType: 'Bundle', type: 'transaction', entry: resources.map((resource) => ({ fullUrl: uuidOf(resource), resource, request: { method: 'POST', url: resource.resourceType } })) };
}

function patientOf({ patientId, name, birthDate, identifiers, coverages }: Registration): FhirResource {
  const kinds: Readonly<Record<string, string>> = { mrn: 'MR', 'member-id': 'MB' };
  return {
    resourceType: 'Patient', id: patientId, text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">A synthetic patient: nobody.</div>' },
    identifier: identifiers.map(({ kind, value }) => ({ type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', kinds[kind] ?? 'PI'), system: `urn:oid:2.999.${kind === 'mrn' ? 1 : 2}`, value })),
    name: [{ use: 'official', family: name.family, given: [name.given] }], gender: 'unknown', birthDate,
    ...(coverages[0]?.state !== undefined && { address: [{ state: coverages[0].state, country: 'US' }] }),
  };
}

function encounterOf(on: PlainDate, patient: FhirResource, practice: FhirResource, random: Random): FhirResource {
  return {
    resourceType: 'Encounter', id: random.id(), status: 'finished', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [{ text: 'Encounter for problem' }], subject: referTo(patient), period: { start: `${on}T09:00:00-05:00`, end: `${on}T09:45:00-05:00` }, serviceProvider: referTo(practice),
  };
}
