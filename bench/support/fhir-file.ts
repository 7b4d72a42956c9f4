/** Synthetic patients as a FHIR server's bulk export writes them: a resource a line, references by type and id, resources of all kinds side by side. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { asFhirBundle } from '../../src/demo/generator/as-fhir';
import { generatePatient } from '../../src/demo/generator/generate';
import { randomOf } from '../../src/demo/generator/random';
import type { SyntheticPatient } from '../../src/demo/generator/synthetic-patient';
import { SHIPPED_MAPPINGS } from '../../src/imports';

const SEED = 7;
const TODAY = '2026-11-30';

/** The mapping that ships, and the one word that these patients' practice has of its own. */
export function benchMapping(): object {
  const shipped = SHIPPED_MAPPINGS.find(({ source }) => source === 'fhir-r4');
  if (shipped === undefined) throw new Error('fhir-r4 does not ship');
  const local = { name: 'neck-disability', resource: 'Observation', when: [{ path: 'code.text', is: ['NDI'] }], fact: { type: 'score', occurredOn: { path: 'effectiveDateTime', as: 'date' }, instrument: 'NDI', value: { path: 'valueQuantity.value', as: 'number' } } };
  return { ...shipped, source: 'bench-fhir', entries: [...shipped.entries, local] };
}

/** How many resources were written. */
export async function writeFhirFile(file: string, patients: number): Promise<number> {
  const out = createWriteStream(file);
  let resources = 0;
  for (let index = 0; index < patients; index++) {
    const lines = linesOf(named(generatePatient(SEED, index, TODAY), index), index);
    resources += lines.length;
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return resources;
}

/** The generator's names repeat in a large population, and two of one name and date of birth are for a person to decide. */
function named(patient: SyntheticPatient, index: number): SyntheticPatient {
  return { ...patient, registration: { ...patient.registration, name: { family: 'Bench', given: `No${index}` }, identifiers: [{ kind: 'mrn', value: `F${index}` }] } };
}

function linesOf(patient: SyntheticPatient, index: number): readonly string[] {
  const { entry } = asFhirBundle(patient, randomOf(SEED, index));
  const names = new Map(entry.map(({ fullUrl, resource }) => [fullUrl, `${resource.resourceType}/${resource.id}`]));
  return entry.map(({ resource }) => JSON.stringify(resource, (_, value: unknown) => (typeof value === 'string' ? (names.get(value) ?? value) : value)));
}
