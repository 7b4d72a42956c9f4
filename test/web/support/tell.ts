/** The API beside the page, for what a journey finds there already: each call is done, or the test ends with what was said. */
import { randomUUID } from 'node:crypto';
import type { DemoPractice } from './practice';

export interface Told {
  readonly [key: string]: never;
}

export async function tell<T = Told>(demo: DemoPractice, role: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: object, seen?: string): Promise<T> {
  const answer = await fetch(demo.address + path, {
    method, ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${demo.keyOf(role)}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...(method !== 'GET' && { 'idempotency-key': randomUUID() }), ...(seen !== undefined && { 'if-match': seen }) },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 800)}`);
  return JSON.parse(text) as T;
}

/** A write that names the record as it is now. */
export async function tellSeen<T = Told>(demo: DemoPractice, role: string, patientId: string, path: string, body: object): Promise<T> {
  const { version } = await tell<{ version: number }>(demo, role, 'GET', `/v1/patients/${patientId}/authorizations`);
  return tell<T>(demo, role, 'POST', `/v1/patients/${patientId}${path}`, body, `"${version}"`);
}

/** A day from today on, in the demo's zone, as a plain date. */
export function dayFromNow(days: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' }).format(new Date(Date.now() + days * 86_400_000));
}

export interface Listed {
  readonly authorizationId: string;
  readonly packetId: string;
  readonly step: string;
  readonly position: string;
}

/** The patient of the worklist whose next step waits there, and the authorization drafted for it. */
export async function patientAt(demo: DemoPractice, nextStep: string, tag: string): Promise<Listed & { readonly patientId: string }> {
  const { items } = await tell<{ items: readonly { patientId: string; nextStep: string; tags: readonly string[] }[] }>(demo, 'auth-staff', 'GET', '/v1/worklist?limit=100');
  const patientId = items.find((one) => one.nextStep === nextStep && one.tags.includes(tag))?.patientId ?? '';
  const { items: authorizations } = await tell<{ items: readonly Listed[] }>(demo, 'auth-staff', 'GET', `/v1/patients/${patientId}/authorizations`);
  const found = authorizations.find(({ step }) => step === nextStep);
  if (found === undefined) throw new Error(`nobody of the demo practice is at ${nextStep}, ${tag}`);
  return { ...found, patientId };
}
