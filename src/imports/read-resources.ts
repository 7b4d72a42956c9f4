/** FHIR R4 as it comes: one Bundle, or NDJSON with a resource a line. A line that is no resource is refused by itself. */
import type { Readable } from 'node:stream';
import * as fhirpath from 'fhirpath';
import type { Entry, Leaf, Mapping } from './mapping';
import { compilePlain } from './plain-path';
import type { Raw } from './read-leaf';
import { readEntry, readPerson, referenceOf, type At } from './read-row';
import { readDocuments } from './read-documents';
import { holds, type Row } from './read-template';
import type { Read } from './statement';

export type Resource = Readonly<Record<string, unknown>> & { readonly resourceType?: unknown };

export async function* readResources(bytes: Readable, mapping: Mapping, file: number, zone: string): AsyncGenerator<Read> {
  for await (const { row, value, code } of readDocuments(bytes)) {
    const at = { file, row };
    if (code !== undefined) {
      yield { refusal: { ...at, entry: '', place: '', code } };
      continue;
    }
    const resource = value as Resource;
    if (resource.resourceType !== 'Bundle') {
      yield* readResource(resource, mapping, zone, at);
      continue;
    }
    const entries = Array.isArray(resource['entry']) ? (resource['entry'] as readonly { readonly fullUrl?: unknown; readonly resource?: unknown }[]) : [];
    for (const [index, { fullUrl, resource: held }] of entries.entries()) {
      if (typeof held === 'object' && held !== null) yield* readResource(held as Resource, mapping, zone, { file, row: index + 1 }, typeof fullUrl === 'string' ? fullUrl : undefined);
    }
  }
}

function* readResource(resource: Resource, mapping: Mapping, zone: string, at: At, fullUrl?: string): Generator<Read> {
  const { resourceType: type } = resource;
  const refuse = (entry: string, place: string, code: string): Read => ({ refusal: { ...at, entry, place, code } });
  if (typeof type !== 'string' || !/^[A-Z][A-Za-z]{2,39}$/.test(type)) return void (yield refuse('', 'resourceType', 'not-a-resource'));
  if (mapping.ignores?.includes(type) === true) return;
  const row = new ResourceRow(resource, zone);
  const ownId = nameOf(resource, type, fullUrl);
  if (mapping.skips?.some((conditions) => holds(conditions, row)) === true) return;
  if (type === 'Patient') {
    if (ownId === undefined) return void (yield refuse(type, 'id', 'patient-not-named'));
    const { person, refusals } = readPerson(row, mapping.patient, at);
    yield* refusals.map((refusal) => ({ refusal }));
    yield refusals.length === 0 ? { person, patient: ownId, ...at } : { doubted: ownId };
    return;
  }
  const named = mapping.entries.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.resource === type);
  if (named.length === 0) return void (yield refuse('', type, 'type-not-mapped'));
  const entries = named.filter(({ entry }) => holds(entry.when ?? [], row));
  if (entries.length === 0) return void (yield refuse('', type, 'not-mapped'));
  const patient = patientOf(resource);
  if (patient === undefined) return void (yield refuse((entries[0] as { readonly entry: Entry }).entry.name, 'subject', 'patient-not-named'));
  for (const { entry, index } of entries) yield* readEntry(row, entry, index, patient, at, ownId);
}

class ResourceRow implements Row {
  /** Conditions of several entries ask the same. */
  private readonly found = new Map<string, readonly Raw[]>();

  constructor(private readonly resource: Resource, readonly zone: string) {}

  at(leaf: Pick<Leaf, 'path'>): Raw {
    return this.all(leaf)[0];
  }

  all({ path }: Pick<Leaf, 'path'>): readonly Raw[] {
    if (path === undefined) return [];
    const known = this.found.get(path);
    if (known !== undefined) return known;
    const found = valuesAt(path, this.resource).filter((each): each is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof each));
    this.found.set(path, found);
    return found;
  }
}

const paths = new Map<string, (resource: Resource) => readonly unknown[]>();

function valuesAt(path: string, resource: Resource): readonly unknown[] {
  let find = paths.get(path);
  if (find === undefined) {
    find = finderOf(path);
    paths.set(path, find);
  }
  return find(resource);
}

function finderOf(path: string): (resource: Resource) => readonly unknown[] {
  const plain = compilePlain(path);
  // Compiling takes long, and most paths never need it.
  let engine: ((resource: unknown) => readonly unknown[]) | undefined;
  return (resource) => {
    try {
      return plain?.(resource) ?? (engine ??= fhirpath.compile(path) as NonNullable<typeof engine>)(resource);
    } catch {
      // A path that this resource's shape does not allow finds nothing in it.
      return [];
    }
  };
}

function nameOf(resource: Resource, type: string, fullUrl: string | undefined): string | undefined {
  if (fullUrl?.startsWith('urn:uuid:') === true) return referenceOf(fullUrl);
  return typeof resource['id'] === 'string' ? `${type}/${resource['id']}` : fullUrl === undefined ? undefined : referenceOf(fullUrl);
}

function patientOf(resource: Resource): string | undefined {
  for (const field of ['subject', 'patient', 'beneficiary']) {
    const reference = (resource[field] as { readonly reference?: unknown } | undefined)?.reference;
    if (typeof reference !== 'string') continue;
    const short = referenceOf(reference);
    return short.includes('/') && !short.startsWith('Patient/') ? undefined : short;
  }
  return undefined;
}
