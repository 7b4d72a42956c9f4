/** What this service answers in FHIR: exactly what `served.ts` says, and nothing else. Pure. */
import type { Resource } from '../platform/fhir/values';
import { RESOURCE_TYPES } from './names';
import { PARAMETERS, SERVED } from './served';

/** When the statement last changed. */
const DATE = '2026-11-30';

export function capabilityStatement(base: string): Resource {
  return {
    resourceType: 'CapabilityStatement', status: 'active', date: DATE, kind: 'instance', software: { name: 'Pathgate' },
    implementation: { description: 'Reads what is proven, what is missing and what was asked of payers, for patients on interventional pain pathways. Nothing is written here.', url: base },
    fhirVersion: '4.0.1', format: ['application/fhir+json', 'json'],
    rest: [{
      mode: 'server', documentation: 'Parameters that are not stated are refused with an OperationOutcome. Every search takes _count, page (of a link) and _format; every read takes _format.',
      security: { description: 'A practice key as bearer token; every read is on the practice\'s audit.' },
      resource: RESOURCE_TYPES.map((type) => ({
        type, documentation: SERVED[type].documentation, interaction: [{ code: 'read' }, { code: 'search-type' }], versioning: 'no-version',
        searchParam: SERVED[type].search.map((name) => ({ name, ...PARAMETERS[name] })),
      })),
    }],
  };
}
