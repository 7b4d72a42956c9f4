/** A synthetic patient told over HTTP, with facts that the shipped policy supports. */
import type { Target } from '../../../machines/kernel/anatomy';
import { block, OHIO_MEDICARE, RIGHT, supportingFacts } from '../../support/patient-story';
import { TODAY, type Call, type Reply, type Service } from './service';

export const REGISTRATION = {
  name: { family: 'Zanzibarova', given: 'Quillon' }, birthDate: '1968-05-01', identifiers: [{ kind: 'mrn', value: 'MRN-774411' }],
  coverages: [{ ...OHIO_MEDICARE, memberId: '1EG4TE5MK73' }],
};
export const EPISODE = { pathway: 'rfa', region: 'lumbosacral', targets: [RIGHT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' };

let registered = 0;

/** Under a chart number of its own. */
export async function register(service: Service, options: Call = {}): Promise<string> {
  const identifiers = [{ kind: 'mrn', value: `MRN-774411-${++registered}` }];
  return expectStatus(await service.post('/v1/patients', { ...REGISTRATION, identifiers }, options), 201).body.patientId as string;
}

/** Registered, episode open, everything the first block asks on record. */
export async function readyForBlock1(service: Service, options: Call = {}, on = TODAY, targets: readonly Target[] = [RIGHT]): Promise<{ patientId: string; episodeId: string }> {
  const patientId = await register(service, options);
  const { episodeId } = expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, { ...EPISODE, targets }, options), 201).body as { episodeId: string };
  for (const [, fact] of supportingFacts(on)) expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact }, options), 201);
  return { patientId, episodeId };
}

export function blockFact(on: string, percent: number, targets: readonly Target[] = [RIGHT]) {
  return { fact: block(on, percent, targets) };
}

export function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${reply.text.slice(0, 1500)}`);
  return reply;
}

export function etagOf(reply: Reply): string {
  return reply.headers.get('etag') ?? '';
}
