/** What staff tell an earlier version by HTTP, and what it then says of every patient: asked again of whichever version runs. */
import { createHash, randomUUID } from 'node:crypto';
import type { Fact } from '../../../machines/evidence/fact';
import { caseIn, pngOf } from '../../packets/case-packet';
import { plusDays, block, RELIEF_PERCENT_MIN, supportingFacts, RIGHT } from '../../support/patient-story';
import { recordDirectory, requested, type Speaker } from '../../api/support/requested';
import { EPISODE, REGISTRATION } from '../../api/support/story';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;
type Role = 'clinician' | 'auth-staff' | 'admin' | 'auditor';
export type Keys = Readonly<Record<Role, string>>;

export interface Staff extends Speaker {
  call(method: string, path: string, body?: unknown, options?: { readonly role?: Role; readonly ifMatch?: string; readonly key?: string; readonly raw?: Uint8Array; readonly headers?: Readonly<Record<string, string>> }): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers; readonly body: Body; readonly bytes: Buffer }>;
}

export function staffOf(address: string, keys: Keys): Staff {
  return {
    async call(method, path, body, { role = 'clinician', ifMatch, key = randomUUID(), raw, headers } = {}) {
      const isWrite = method !== 'GET';
      const response = await fetch(address + path, {
        method, headers: { authorization: `Bearer ${keys[role]}`, ...(isWrite && { 'content-type': 'application/json', 'idempotency-key': key }), ...(ifMatch !== undefined && { 'if-match': ifMatch }), ...headers },
        ...(isWrite && { body: raw ?? JSON.stringify(body) }),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, text: bytes.toString(), bytes, body: isJson ? JSON.parse(bytes.toString()) as unknown : undefined };
    },
  };
}

export async function told(staff: Staff, method: string, path: string, body?: unknown, options: Parameters<Staff['call']>[3] = {}): Promise<Body> {
  const reply = await staff.call(method, path, body, options);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text.slice(0, 500)}`);
  return reply.body;
}

export async function etag(staff: Staff, path: string): Promise<string> {
  return (await staff.call('GET', path)).headers.get('etag') ?? '';
}

/** Five patients: an ablation asked for, signed and approved; a block that was misread; one to whom a statement was moved; a stimulator; an epidural. */
export async function tellStory(staff: Staff, today: string): Promise<readonly string[]> {
  const places = await recordDirectory(staff, [{ kind: 'fax', to: '800-555-0100' }]);
  const patients: string[] = [];
  const register = async (n: number, coverage: object, birthDate = REGISTRATION.birthDate): Promise<string> => {
    const { patientId } = await told(staff, 'POST', '/v1/patients', { name: { family: `Upgradewick${n}`, given: 'Nerys' }, birthDate, identifiers: [{ kind: 'mrn', value: `DEMO-77-${n}` }], coverages: [{ ...coverage, order: 1, memberId: `0A00AA0AA0${n}` }] }) as { patientId: string };
    patients.push(patientId);
    return `/v1/patients/${patientId}`;
  };
  const document = async (at: string, fact: object): Promise<string> => (await told(staff, 'POST', `${at}/facts`, { fact }) as { factId: string }).factId;
  const [medicare] = REGISTRATION.coverages as [object];
  const [first, misread, other] = [await register(1, medicare), await register(2, medicare), await register(3, medicare)];
  for (const at of [first, misread, other]) {
    await told(staff, 'POST', `${at}/episodes`, { ...EPISODE, targets: [RIGHT], facilityId: places.facilityId, practitionerId: places.practitionerId });
    for (const [, fact] of at === other ? [] : supportingFacts(plusDays(today, -40))) await document(at, fact);
  }
  await told(staff, 'POST', `${first}/documents`, undefined, { raw: pngOf(20, 12), headers: { 'content-type': 'image/png', 'pathgate-title': 'Therapy notes' } });
  const { items: [{ authorizationId }] } = await told(staff, 'GET', `${first}/authorizations`) as { items: [{ authorizationId: string }] };
  const change = async (path: string, body: object, role: Role = 'auth-staff'): Promise<Body> => told(staff, 'POST', `${first}${path}`, body, { role, ifMatch: await etag(staff, first) });
  const { authorization: { packetId } } = await change(`/authorizations/${authorizationId}/request`, { dateOfService: plusDays(today, 14) });
  await change(`/packets/${packetId}/review`, { by: 'Nora Example' });
  await change(`/packets/${packetId}/signature`, { by: 'Ada Feld', credentials: 'MD', rationale: 'Numbers follow by letter.' }, 'clinician');
  await change(`/authorizations/${authorizationId}/submission`, { channel: 'fax', proof: { reference: 'FAX-1' } });
  await change(`/authorizations/${authorizationId}/determinations`, { decision: 'affirmed', decidedOn: today, validTo: plusDays(today, 60), payerReference: 'A1234567890123' });
  const blockOn = plusDays(today, -20);
  const blockId = await document(misread, block(blockOn, RELIEF_PERCENT_MIN - 20));
  await told(staff, 'POST', `${misread}/facts/${blockId}/corrections`, { fact: block(blockOn, RELIEF_PERCENT_MIN), replaces: 1, reason: 'score sheet misread' }, { ifMatch: await etag(staff, misread) });
  await told(staff, 'POST', `${misread}/facts/${blockId}/observations`, { observation: { minutes: 60, score: 1 } });
  const [wrong, strangers] = [await document(misread, { type: 'score', occurredOn: blockOn, instrument: 'NRS', value: 7, role: 'follow-up' }), await document(misread, { type: 'score', occurredOn: blockOn, instrument: 'NRS', value: 3, role: 'follow-up' })];
  await told(staff, 'POST', `${misread}/facts/${wrong}/retractions`, { reason: 'entered twice' }, { ifMatch: await etag(staff, misread) });
  await told(staff, 'POST', `${misread}/facts/${strangers}/moves`, { toPatientId: patients[2], reason: 'of the next patient' }, { ifMatch: await etag(staff, misread) });
  for (const [n, [table, name, pathway]] of ([['medicare-scs', 'scs-trial-all-met-ak', 'scs'], ['epidural-medicare', 'epidural-first-coast-first', 'epidural']] as const).entries()) {
    const { coverage, patient, facts, question: { region, targets = [], technique, guidance, setting, approach } } = caseIn(table, name);
    const at = await register(4 + n, coverage, patient.birthDate);
    await told(staff, 'POST', `${at}/episodes`, { pathway, region, targets, technique, guidance, setting, approach });
    for (const fact of facts) await document(at, fact satisfies Fact);
  }
  const { patientId } = await requested(staff, places, today);
  return [...patients, patientId];
}

/** Of every patient what both versions can say; what a later version says beside it is not asked. */
export async function sayingsOf(staff: Staff, patients: readonly string[], asOf: string): Promise<Readonly<Record<string, unknown>>> {
  return Object.fromEntries(await Promise.all(patients.map(async (patientId) => [patientId, await sayingOf(staff, `/v1/patients/${patientId}`, asOf)] as const)));
}

async function sayingOf(staff: Staff, at: string, asOf: string): Promise<object> {
  const [status, timeline, facts, authorizations] = await Promise.all([`/status?asOf=${asOf}`, '/timeline', '/facts', '/authorizations'].map((path) => told(staff, 'GET', at + path) as Promise<Body>));
  const packets = [];
  for (const { packetId, position } of authorizations.items as { packetId: string; position: string }[]) {
    const { signature, state } = await told(staff, 'GET', `${at}/packets/${packetId}`);
    const pdf = signature === null ? undefined : createHash('sha256').update((await staff.call('GET', `${at}/packets/${packetId}.pdf`)).bytes).digest('hex');
    packets.push({ packetId, position, state, manifest: signature?.manifest ?? null, pdf: pdf ?? null });
  }
  return {
    version: status.version,
    status: status.episodes.map(({ episodeId, position, tags, nextStep, steps }: Body) => ({ episodeId, position, tags, nextStep, steps: steps.map(({ step, result, unmet, unknown, review, findings }: Body) => ({ step, result, unmet, unknown, review, findings: findings.map(({ criterion, outcome, evidence }: Body) => ({ criterion, outcome, evidence })) })) })),
    timeline: timeline.items.map(({ version, type, text, actor, recordedAt }: Body) => ({ version, type, text, actor, recordedAt })),
    facts: facts.items.map(({ factId, factVersion, fact }: Body) => ({ factId, factVersion, fact })),
    packets,
  };
}
