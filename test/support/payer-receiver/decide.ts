/** The answer of a payer to a request of Da Vinci PAS, by what it decided. Synthetic. */
import { addedItem, bundle, claimResponse, communicationRequest, type Json, type Line } from '../claim-response';
import type { Behaviour } from './behaviours';

interface Asked {
  readonly line: number;
  readonly code: string;
  readonly units: number;
}

const OPERATIVE_NOTE = '11504-8';

export function answerTo(request: Json, decision: NonNullable<Behaviour['decision']>, now: string, number: string): Json {
  const asked = linesOf(request);
  const today = now.slice(0, 10);
  const { birthDate = '1968-05-01', name = [] } = resourceIn(request, 'Patient') ?? {};
  const of = (response: Json, ...others: readonly Json[]): Json => {
    const answer = bundle({ ...response, created: now, identifier: [{ system: 'urn:payer:requests', value: number }] }, ...others) as { timestamp: string; entry: { resource: Json }[] };
    answer.timestamp = now;
    for (const { resource } of answer.entry) if (resource['resourceType'] === 'Patient') Object.assign(resource, { birthDate, name });
    return answer as unknown as Json;
  };
  const approved = (line: Asked, index = 0): Line => ({ line: line.line, action: 'A1', number: `AUTH-${number}`, detail: { code: line.code, units: line.units }, period: [today, plusDays(today, 90)], issuedOn: today, ...(index > 0 && {}) });
  const others = (action: string, extra: Partial<Line> = {}): Line[] => asked.map(({ line }) => ({ line, action, ...extra }));
  switch (decision) {
    case 'approve': return of(claimResponse(asked.map(approved), { preAuthRef: `AUTH-${number}` }));
    case 'partially-approve': return of(claimResponse([{ ...approved(asked[0] as Asked), ...(asked.length === 1 && { action: 'A2' }) }, ...asked.slice(1).map(({ line }): Line => ({ line, action: 'A3', reasons: ['A'] }))], { preAuthRef: `AUTH-${number}` }));
    case 'modify': return of(claimResponse(others('A6', { number: `AUTH-${number}` }), { preAuthRef: `AUTH-${number}`, addItem: [addedItem([asked[0]?.line ?? 1], asked[0]?.code ?? '', 1, { action: 'A1', number: `AUTH-${number}`, period: [today, plusDays(today, 30)] })] }));
    case 'deny': return of(claimResponse(others('A3', { reasons: ['B'], reference: `REF-${number}` })));
    case 'pend': return of(claimResponse(others('A4', { reference: `REF-${number}` }), { communicationRequest: [{ reference: 'CommunicationRequest/ask' }] }), communicationRequest('ask', [OPERATIVE_NOTE], 1, plusDays(today, 7)));
    case 'reject': return of(claimResponse([], { outcome: 'error', item: [], error: [{ code: { coding: [{ system: 'https://codesystem.x12.org/005010/901', code: '33', display: 'Input errors' }] } }] }));
    case 'defer': return of(claimResponse([], { outcome: 'queued', item: [] }));
    default: throw new Error(`no decision ${String(decision)}`);
  }
}

function linesOf(request: Json): readonly Asked[] {
  const items = (resourceIn(request, 'Claim')?.['item'] ?? []) as readonly { sequence: number; productOrService: { coding: readonly { code: string }[] }; quantity?: { value: number } }[];
  return items.map(({ sequence, productOrService, quantity }) => ({ line: sequence, code: productOrService.coding[0]?.code ?? '', units: quantity?.value ?? 1 }));
}

function resourceIn(request: Json, type: string): Json | undefined {
  return ((request['entry'] ?? []) as readonly { resource: Json }[]).map(({ resource }) => resource).find((each) => each['resourceType'] === type);
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
