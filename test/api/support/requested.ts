/** A request that is issued and not yet out, over HTTP: in a directory that says all a payer asks for. */
import { EXAMPLE_DIRECTORY } from '../../packets/example-directory';
import { plusDays } from '../../support/patient-story';
import { EPISODE, REGISTRATION } from './story';

/** How a test speaks to a service, in this process or in another. */
export interface Speaker {
  call(method: string, path: string, body?: unknown, options?: { readonly role?: 'clinician' | 'auth-staff' | 'admin'; readonly ifMatch?: string }): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers; readonly body: unknown }>;
}

export interface Requested {
  readonly patientId: string;
  readonly authorizationId: string;
  readonly packetId: string;
}

interface Places {
  readonly facilityId: string;
  readonly practitionerId: string;
}

let patients = 0;

export async function recordDirectory(service: Speaker, channels: readonly object[]): Promise<Places> {
  const admin = { role: 'admin' } as const;
  const { practice, practitioners: [person], facilities: [place], payers: [payer] } = EXAMPLE_DIRECTORY;
  const seen = async () => ({ ...admin, ifMatch: (await service.call('GET', '/v1/practice', undefined, admin)).headers.get('etag') ?? '' });
  await told(service, 'PUT', '/v1/practice', practice, await seen());
  const { id: _, ...practitioner } = person ?? { id: '' };
  const { id: __, ...facility } = place ?? { id: '' };
  const { practitioner: { id: practitionerId } } = await told<{ practitioner: { id: string } }>(service, 'POST', '/v1/practitioners', practitioner, admin);
  const { facility: { id: facilityId } } = await told<{ facility: { id: string } }>(service, 'POST', '/v1/facilities', facility, admin);
  const { id, ...rest } = payer ?? { id: '' };
  await told(service, 'PUT', `/v1/payers/${id}`, { ...rest, plans: [{ channels }] }, await seen());
  return { facilityId, practitionerId };
}

/** An early draft, requested with an override, reviewed and signed unless it says otherwise: what is asked does not matter here. */
export async function requested(service: Speaker, { facilityId, practitionerId }: Places, today: string, isSigned = true): Promise<Requested> {
  const { patientId } = await told<{ patientId: string }>(service, 'POST', '/v1/patients', { ...REGISTRATION, identifiers: [{ kind: 'mrn', value: `MRN-8800-${++patients}` }] });
  const at = `/v1/patients/${patientId}`;
  const { setting: _, ...plan } = EPISODE;
  const { episodeId } = await told<{ episodeId: string }>(service, 'POST', `${at}/episodes`, { ...plan, facilityId, practitionerId });
  const { authorization: { authorizationId } } = await told<{ authorization: { authorizationId: string } }>(service, 'POST', `${at}/episodes/${episodeId}/authorizations`, { step: 'mbb1' });
  const ifMatch = (await service.call('GET', at)).headers.get('etag') ?? '';
  const ask = { dateOfService: plusDays(today, 14) };
  const refused = (await service.call('POST', `${at}/authorizations/${authorizationId}/request`, ask, { ifMatch })).body as { details: { unmet: string[]; unknown: string[]; review: string[] } };
  const { unmet, unknown, review } = refused.details;
  const override = { by: 'A. Feld, MD', rationale: 'A test of the way out.', findings: [...new Set([...unmet, ...unknown, ...review])] };
  const { authorization: { packetId } } = await told<{ authorization: { packetId: string } }>(service, 'POST', `${at}/authorizations/${authorizationId}/request`, { ...ask, override }, { ifMatch });
  for (const [act, body] of isSigned ? [['review', { by: 'A. Feld' }], ['signature', { by: 'A. Feld', credentials: 'MD', rationale: 'A test of the way out.' }]] as const : []) {
    await told(service, 'POST', `${at}/packets/${packetId}/${act}`, body, { ifMatch: (await service.call('GET', at)).headers.get('etag') ?? '' });
  }
  return { patientId, authorizationId, packetId };
}

async function told<T>(service: Speaker, method: string, path: string, body: unknown, options?: Parameters<Speaker['call']>[3]): Promise<T> {
  const reply = await service.call(method, path, body, options);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text.slice(0, 1500)}`);
  return reply.body as T;
}
