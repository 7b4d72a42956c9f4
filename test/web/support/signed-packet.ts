/** A request that is issued, reviewed and signed, over the API beside the page. */
import { randomUUID } from 'node:crypto';
import { requested, type Requested, type Speaker } from '../../api/support/requested';
import type { DemoPractice } from './practice';
import { dayFromNow } from './tell';

export type { Requested };

/** Of the demo practice's directory. */
const PLACES = { facilityId: 'demo-surgery-center', practitionerId: 'demo-practitioner' };

/** Of a patient of its own, with original Medicare. */
export function signedPacket(demo: DemoPractice): Promise<Requested> {
  return requested(speakerOf(demo), PLACES, dayFromNow(0));
}

/** From now on the payer of original Medicare is asked there, by FHIR. */
export async function askByFhir(demo: DemoPractice, to: string): Promise<void> {
  const speaker = speakerOf(demo);
  const seen = (await speaker.call('GET', '/v1/payers', undefined, { role: 'admin' })).headers.get('etag') ?? '';
  const { status, text } = await speaker.call('PUT', '/v1/payers/medicare', { name: 'Medicare (synthetic)', payerNumber: '00000', plans: [{ channels: [{ kind: 'fhir', to }, { kind: 'fax', to: '937-555-0190' }] }] }, { role: 'admin', ifMatch: seen });
  if (status !== 200) throw new Error(text);
}

function speakerOf(demo: DemoPractice): Speaker {
  return {
    call: async (method, path, body, { role = 'clinician', ifMatch } = {}) => {
      const answer = await fetch(demo.address + path, {
        method, ...(body !== undefined && { body: JSON.stringify(body) }),
        headers: { authorization: `Bearer ${demo.keyOf(role)}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...(method !== 'GET' && { 'idempotency-key': randomUUID() }), ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
      });
      const text = await answer.text();
      return { status: answer.status, text, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) as unknown };
    },
  };
}
