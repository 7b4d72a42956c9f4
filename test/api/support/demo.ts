/** The demo practice's stories within a running service, and a key to it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import { openDemoPractice, type DemoPractice } from '../../../src/demo';
import { patientProjector } from '../../../src/patients';
import type { PracticeRole } from '../../../src/platform/auth/permissions';
import type { Store } from '../../../src/platform/database/store';
import { NOON, type Call, type Reply, type Service } from './service';

export interface DemoService {
  readonly demo: DemoPractice;
  get(path: string, options?: Pick<Call, 'headers'> & { readonly role?: PracticeRole }): Promise<Reply>;
}

export async function tellDemo(store: Store, now: string = NOON): Promise<DemoPractice> {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-demo-keys-'));
  try {
    return await openDemoPractice({ store, clock: { now: () => now }, keyFile: join(folder, 'demo-keys.json'), policies: SHIPPED_POLICIES, projector: patientProjector, announce: () => [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function demoIn(service: Service): Promise<DemoService> {
  const demo = await tellDemo(service.store);
  return {
    demo,
    get: (path, { role = 'clinician', headers = {} } = {}) => service.get(path, { headers: { authorization: `Bearer ${demo.keys[role]}`, ...headers } }),
  };
}
