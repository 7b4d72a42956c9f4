/** What the walker reads of FHIR R4's conformance resources; nothing else of them is used. */
export type Json = { readonly [key: string]: unknown };

export interface StructureDefinition {
  readonly url: string;
  /** The resource or data type that it constrains. */
  readonly type: string;
  readonly snapshot: { readonly element: readonly ElementDefinition[] };
}

export interface ElementDefinition {
  /** `Claim.supportingInfo:PatientEvent.timing[x]`. */
  readonly id: string;
  readonly path: string;
  readonly sliceName?: string;
  readonly min: number;
  /** A number, or `*`. */
  readonly max: string;
  readonly type?: readonly { readonly code: string; readonly profile?: readonly string[]; readonly targetProfile?: readonly string[] }[];
  readonly slicing?: { readonly discriminator?: readonly { readonly type: string; readonly path: string }[]; readonly rules: string };
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly { readonly key: string; readonly severity: string; readonly expression?: string; readonly human: string }[];
  readonly contentReference?: string;
  /** `fixedUri`, `patternCodeableConcept` and their like. */
  readonly [fixedOrPattern: string]: unknown;
}

export interface ValueSet {
  readonly url: string;
  readonly compose?: { readonly include: readonly Include[] };
}

export interface Include {
  readonly system?: string;
  readonly concept?: readonly { readonly code: string }[];
  readonly filter?: readonly unknown[];
  readonly valueSet?: readonly string[];
}

export interface CodeSystem {
  readonly url: string;
  readonly content: string;
  readonly concept?: readonly Concept[];
}

export interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

/** One thing that is wrong with a bundle, where, and which of the checks says so. */
export interface Problem {
  readonly at: string;
  readonly check: 'cardinality' | 'type' | 'value' | 'slice' | 'binding' | 'invariant' | 'reference' | 'bundle' | 'base';
  readonly says: string;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
