import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebhookStore } from '../../../src/events';
import { newKey } from '../../../src/platform/auth/keys';
import { openStore } from '../../../src/platform/database/open-store';
import type { Store } from '../../../src/platform/database/store';
import { openBareSql, type BareSql } from '../../support/bare-sql';
import { configOf } from '../../support/commits';
import type { DatabaseLocation } from '../../support/engines';
import { openClinic, type Clinic } from '../../support/mixed-work';
import { startServer, type Server } from '../../support/server';
import type { Told } from '../../support/webhook-receiver/delivery-faults';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver/start-receiver';
import { PRACTICE, recordWaiting } from '../../reassessment/waiting-patients';
import { noteClaims } from './node-faults';

/** Whom each node is asked for. */
export interface Population {
  readonly patients: number;
  readonly contested: number;
  /** For whom the day alone has changed something. */
  readonly waiting: number;
}

export interface Nodes {
  /** Of the same database, from outside. */
  readonly store: Store;
  /** The same, and of no practice. */
  readonly bare: BareSql;
  readonly servers: readonly Server[];
  readonly clinic: Clinic;
  readonly waiting: readonly string[];
  readonly receiver: WebhookReceiver;
  /** Every event that programs were told. */
  feed(): Promise<readonly Told[]>;
  /** Resolves when no job and no delivery waits. */
  settled(): Promise<void>;
  /** In order: what they are doing is done. */
  stop(): Promise<void>;
}

const WAIT_MS_MAX = 90_000;
const FEED_PAGE = 200;

/** Nodes of the built service, started at once on one database, each with a folder of its own; a receiver of their webhook in another process. The sweep of their start is over. */
export async function startNodes(location: DatabaseLocation, count: number, { patients, contested, waiting: waitingCount }: Population): Promise<Nodes> {
  const store = await openStore(configOf(location));
  const waiting = await recordWaiting(store, waitingCount);
  const keys = { clinician: '', admin: '' };
  for (const role of ['clinician', 'admin'] as const) {
    const { key, hash } = newKey();
    keys[role] = key;
    await store.keys.add(PRACTICE.id, { keyId: role, hash, role, label: role });
  }
  const bare = await openBareSql(location.engine === 'postgres' ? location.url : '');
  await noteClaims(bare);
  const receiver = await startWebhookReceiver();
  // Before any node runs, so that nothing is delivered which the receiver cannot verify yet.
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await receiver.setSecrets(secret);
  await new WebhookStore(store).add(PRACTICE.id, { webhookId: 'the-webhook', url: receiver.url, label: 'EHR', types: [], contentGranted: false, createdBy: 'admin', createdAt: new Date().toISOString(), secret, position: 0 });
  const folders = Array.from({ length: count }, () => mkdtempSync(join(tmpdir(), 'pathgate-node-')));
  const servers = await Promise.all(folders.map((folder, node) => startServer(location, { PATHGATE_DATA: folder, PGAPPNAME: `node-${node}`, PATHGATE_WEBHOOK_NETWORKS: '127.0.0.1', LOG_LEVEL: 'info' })));
  const nodes = servers.map(({ address }) => address);
  const ask = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${nodes[0] ?? ''}${path}`, { headers: { authorization: `Bearer ${keys.clinician}` } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const clinic = await openClinic({ nodes, keys }, patients, contested);
  await until(async () => servers.every(({ output }) => output().includes('"msg":"reassessment"')));
  const started: Nodes = {
    store, bare, servers, clinic, waiting, receiver,
    feed: async () => {
      const feed: Told[] = [];
      for (let after = '0', more = true; more;) {
        const page = await ask(`/v1/events?after=${after}&limit=${FEED_PAGE}`);
        feed.push(...(page['items'] as Told[]));
        [after, more] = [page['next'] as string, page['more'] as boolean];
      }
      return feed;
    },
    settled: () => until(async () => {
      const [row] = await bare.query(`SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM webhook_delivery) AS waiting,
        (SELECT count(*) FROM public_event JOIN webhook ON webhook.practice_id = public_event.practice_id AND public_event.feed > webhook.position) AS ahead`);
      return Number(row?.['waiting']) + Number(row?.['ahead']) === 0;
    }),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop('SIGTERM')));
      await receiver.stop();
      await bare.close();
      await store.close();
      folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
    },
  };
  await started.settled();
  return started;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const endsAt = Date.now() + WAIT_MS_MAX; !(await holds());) {
    if (Date.now() > endsAt) throw new Error('it has not happened');
    await delay(25);
  }
}
