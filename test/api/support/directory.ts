/** The example directory, recorded over HTTP. */
import { EXAMPLE_DIRECTORY } from '../../packets/example-directory';
import type { Call, Reply, Service } from './service';
import { etagOf, expectStatus } from './story';

export interface RecordedDirectory {
  readonly practitionerId: string;
  /** A surgery center and a hospital. */
  readonly facilityIds: readonly string[];
}

/** As the practice whose key is sent along; the practice's own key by default. */
export async function recordDirectory(service: Service, { headers }: Pick<Call, 'headers'> = {}): Promise<RecordedDirectory> {
  const { practice, practitioners, facilities, payers } = EXAMPLE_DIRECTORY;
  const admin: Call = { role: 'admin', ...(headers !== undefined && { headers }) };
  const put = async (path: string, body: unknown): Promise<Reply> => expectStatus(await service.call('PUT', path, body, { ...admin, ifMatch: etagOf(await service.get('/v1/practice', admin)) }), 200);
  await put('/v1/practice', practice);
  for (const { id, ...payer } of payers) await put(`/v1/payers/${id}`, payer);
  const [performing] = practitioners.map(({ id: _, ...practitioner }) => practitioner);
  const { practitioner } = expectStatus(await service.post('/v1/practitioners', performing, admin), 201).body as { practitioner: { id: string } };
  const facilityIds: string[] = [];
  for (const { id: _, ...facility } of facilities) facilityIds.push((expectStatus(await service.post('/v1/facilities', facility, admin), 201).body as { facility: { id: string } }).facility.id);
  return { practitionerId: practitioner.id, facilityIds };
}
