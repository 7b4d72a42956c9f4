/** Synthetic answers of a payer in the shape of Da Vinci PAS. */
export type Json = Record<string, unknown>;

const GUIDE = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';
export const ACTIONS = 'https://codesystem.x12.org/005010/306';
const CPT = 'http://www.ama-assn.org/go/cpt';

export interface Line {
  readonly line: number;
  /** Of the review action; left out: the line has none. */
  readonly action?: string;
  readonly number?: string;
  readonly reasons?: readonly string[];
  readonly detail?: { readonly code: string; readonly units: number };
  readonly period?: readonly [string, string];
  readonly issuedOn?: string;
  readonly reference?: string;
}

export function extension(name: string, value: Json): Json {
  return { url: `${GUIDE}/extension-${name}`, ...value };
}

export function adjudication({ action, number, reasons = [] }: Pick<Line, 'action' | 'number' | 'reasons'>): Json[] {
  if (action === undefined) return [];
  return [{
    category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/adjudication', code: 'submitted' }] },
    extension: [extension('reviewAction', { extension: [
      ...(number === undefined ? [] : [{ url: 'number', valueString: number }]),
      ...reasons.map((code) => ({ url: 'reasonCode', valueCodeableConcept: { coding: [{ system: 'https://codesystem.x12.org/external/886', code, display: `reason ${code}` }] } })),
      extension('reviewActionCode', { valueCodeableConcept: { coding: [{ system: ACTIONS, code: action }] } }),
    ] })],
  }];
}

export function cpt(code: string): Json {
  return { coding: [{ system: CPT, code }] };
}

export function item(told: Line): Json {
  const { line, detail, period, issuedOn, reference } = told;
  const extensions = [
    ...(issuedOn === undefined ? [] : [extension('itemPreAuthIssueDate', { valueDate: issuedOn })]),
    ...(period === undefined ? [] : [extension('itemPreAuthPeriod', { valuePeriod: { start: period[0], end: period[1] } })]),
    ...(reference === undefined ? [] : [extension('administrationReferenceNumber', { valueString: reference })]),
    ...(detail === undefined ? [] : [extension('itemAuthorizedDetail', { extension: [{ url: 'productOrServiceCode', valueCodeableConcept: cpt(detail.code) }, { url: 'quantity', valueQuantity: { value: detail.units } }] })]),
  ];
  return { itemSequence: line, ...(extensions.length > 0 && { extension: extensions }), adjudication: adjudication(told) };
}

export function addedItem(lines: readonly number[], code: string, units: number, told: Pick<Line, 'action' | 'number' | 'period'>): Json {
  return { ...item({ line: 0, ...told }), itemSequence: lines, productOrService: cpt(code), quantity: { value: units } };
}

export function claimResponse(lines: readonly Line[], over: Json = {}): Json {
  return {
    resourceType: 'ClaimResponse', id: 'answer', status: 'active', use: 'preauthorization', type: { coding: [{ code: 'professional' }] }, patient: { reference: 'Patient/p' }, created: '2026-11-05T16:00:00Z',
    insurer: { reference: 'Organization/insurer' }, request: { reference: 'Claim/request' }, outcome: 'complete', item: lines.map(item), ...over,
  };
}

export function bundle(response: Json, ...others: readonly Json[]): Json {
  const entries = [response, { resourceType: 'Patient', id: 'p', birthDate: '1968-05-01', name: [{ family: 'Zanzibarova' }] }, ...others];
  return {
    resourceType: 'Bundle', type: 'collection', identifier: { system: 'urn:payer:answers', value: 'answer-1' }, timestamp: '2026-11-05T16:00:00Z',
    entry: entries.map((resource, index) => ({ fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${index}`, resource })),
  };
}

/** What the payer asks for: LOINC codes or its own words, of one line. */
export function communicationRequest(id: string, contents: readonly string[], line?: number, dueOn?: string): Json {
  return {
    resourceType: 'CommunicationRequest', id, status: 'active', ...(line !== undefined && { extension: [extension('serviceLineNumber', { valuePositiveInt: line })] }),
    ...(dueOn !== undefined && { occurrencePeriod: { end: dueOn } }), category: [{ coding: [{ system: 'https://codesystem.x12.org/005010/755', code: 'OB', display: 'Operative note' }] }],
    payload: contents.map((contentString) => ({ contentString })),
  };
}

/** The request's lines as the payer sends them back. */
export function claim(lines: readonly (readonly [code: string, units: number])[]): Json {
  return { resourceType: 'Claim', id: 'request', use: 'preauthorization', item: lines.map(([code, units], index) => ({ sequence: index + 1, productOrService: cpt(code), quantity: { value: units } })) };
}
