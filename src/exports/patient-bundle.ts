/** A patient's resources and documents as one Bundle, an entry at a time: a record with many scans is never in memory at once. */
import type { PatientDocument } from '../../machines/patient';
import { everythingOf, planDefinitionsOf, type PatientSource } from '../fhir';
import { addressOf, present, type Resource } from '../platform/fhir/values';

export interface BundledDocument {
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  readonly sha256: string;
}

/** `content`: undefined where the bytes are not stored. */
export async function* bundleJson(base: string, source: PatientSource, documents: readonly BundledDocument[], content: (sha256: string) => Promise<Buffer | undefined>, timestamp: string): AsyncGenerator<string> {
  yield `{"resourceType":"Bundle","type":"collection","timestamp":${JSON.stringify(timestamp)},"entry":[`;
  const resources = everythingOf(source);
  let isFirst = true;
  const entry = (resource: Resource, fullUrl = `${base}/${resource.resourceType}/${String(resource['id'])}`): string => {
    const json = JSON.stringify({ fullUrl, resource });
    const before = isFirst ? '' : ',';
    isFirst = false;
    return before + json;
  };
  for (const resource of [...resources, ...planDefinitionsOf(source, resources)]) yield entry(resource);
  for (const document of documents) {
    const bytes = await content(document.sha256);
    // No address of the service answers these: they are called by names of the bundle's own.
    const [reference, binary] = ['document', 'content'].map((name) => addressOf(source.patientId, `${name}-${document.id}`));
    yield entry(documentReference(source.patientId, document, bytes, binary ?? ''), reference);
    if (bytes !== undefined) yield entry({ resourceType: 'Binary', id: document.id, contentType: document.mediaType, data: bytes.toString('base64') }, binary);
  }
  yield ']}';
}

function documentReference(patientId: string, { id, title, mediaType, sha256 }: BundledDocument, bytes: Buffer | undefined, address: string): Resource {
  return {
    resourceType: 'DocumentReference', id, identifier: [{ system: 'urn:pathgate:sha256', value: sha256 }], status: 'current', type: { text: title }, subject: { reference: `Patient/${patientId}` },
    content: [{ attachment: present({ contentType: mediaType, url: bytes === undefined ? undefined : address, size: bytes?.length, title }) }],
  };
}

export function bundled({ id, title, mediaType, sha256 }: PatientDocument): BundledDocument {
  return { id, title, mediaType, sha256 };
}
