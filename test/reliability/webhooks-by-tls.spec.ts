/**
 * Webhooks by https, from the service as a process of its own to receivers behind TLS: what an authority vouches for that the process was told to trust is delivered; an
 * authority that nobody knows, and a certificate of another name, are refused and tried again, and nothing leaves in clear.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describeSqlite } from '../support/engines';
import { startServer, type Server } from '../support/server';
import { deliveryFaults, type Told } from '../support/webhook-receiver/delivery-faults';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver/start-receiver';
import { preparePractice } from './support/practice-with-keys';

const MINUTES = 60_000;
const HERE = 'IP:127.0.0.1';
const SCORES = 3;

describeSqlite('webhooks by https', (under) => {
  it('go to whom an authority vouches for, and to nobody else, in no other way', async () => {
    const location = await under.freshDatabase();
    const keys = await preparePractice(location);
    const [known, unknown, misnamed] = await Promise.all([startWebhookReceiver(HERE), startWebhookReceiver(HERE), startWebhookReceiver('IP:127.0.0.9')]);
    const receivers = [known, unknown, misnamed];
    const folder = mkdtempSync(join(tmpdir(), 'pathgate-authorities-'));
    const trusting = async (...trusted: readonly WebhookReceiver[]): Promise<Server> => {
      const file = join(folder, `${randomUUID()}.pem`);
      writeFileSync(file, (await Promise.all(trusted.map(authorityOf))).join(''));
      return startServer(location, { PATHGATE_WEBHOOK_NETWORKS: '127.0.0.1', NODE_EXTRA_CA_CERTS: file });
    };
    let server = await trusting(known, misnamed);
    const call = async (role: 'clinician' | 'admin', method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
      const response = await fetch(server.address + path, {
        method, ...(body !== undefined && { body: JSON.stringify(body) }), headers: { authorization: `Bearer ${keys[role]}`, ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }) },
      });
      if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Record<string, unknown>;
    };
    try {
      const webhooks: string[] = [];
      for (const receiver of receivers) {
        const { webhookId, secret } = await call('admin', 'POST', '/v1/webhooks', { url: receiver.url, label: 'EHR' });
        await receiver.setSecrets(String(secret));
        webhooks.push(String(webhookId));
      }
      const { patientId } = await call('clinician', 'POST', '/v1/patients', { name: { family: 'Sample', given: 'Ann' }, birthDate: '1968-05-01', identifiers: [{ kind: 'mrn', value: 'T-1' }] });
      for (let value = 1; value <= SCORES; value++) await call('clinician', 'POST', `/v1/patients/${String(patientId)}/facts?findings=none`, { fact: { type: 'score', occurredOn: '2026-01-05', instrument: 'ODI', value } });
      const feed = (await call('clinician', 'GET', '/v1/events?after=0&limit=200'))['items'] as readonly Told[];
      expect(feed.length).toBeGreaterThanOrEqual(SCORES);
      const faultsOf = async (receiver: WebhookReceiver): Promise<readonly string[]> => deliveryFaults((await receiver.state()).delivered, feed);

      await until(async () => (await faultsOf(known)).length === 0, 'the one that is vouched for has all of it');
      // The second attempt of each comes within seconds.
      await until(async () => (await wireOf(unknown)).connections > 1 && (await wireOf(misnamed)).connections > 1, 'the others were tried again');
      for (const [index, receiver] of [[1, unknown], [2, misnamed]] as const) {
        expect((await receiver.state()).delivered).toEqual([]);
        const [first] = (await call('admin', 'GET', `/v1/webhooks/${webhooks[index]}/deliveries?state=pending`))['items'] as readonly Record<string, unknown>[];
        expect(first).toMatchObject({ state: 'pending', failure: { code: 'not-reached' } });
      }
      expect(await Promise.all(receivers.map(async (receiver) => (await wireOf(receiver)).inClear))).toEqual([0, 0, 0]);

      await server.stop('SIGTERM');
      server = await trusting(...receivers);
      await until(async () => (await faultsOf(unknown)).length === 0, 'what waited has gone to whom is trusted now');
      expect((await misnamed.state()).delivered).toEqual([]);
      expect(await faultsOf(known)).toEqual([]);
      // What looks for words on the wire would find them.
      await fetch(unknown.url.replace('https:', 'http:'), { headers: { 'webhook-id': 'evt' } }).catch(() => undefined);
      await until(async () => (await wireOf(unknown)).inClear === 1, 'a message in clear is seen');
    } finally {
      await server.stop('SIGTERM');
      await Promise.all(receivers.map((receiver) => receiver.stop()));
      rmSync(folder, { recursive: true });
    }
  }, 3 * MINUTES);
});

async function authorityOf(receiver: WebhookReceiver): Promise<string> {
  return (await secureOf(receiver)).authority;
}

async function wireOf(receiver: WebhookReceiver): Promise<{ readonly connections: number; readonly inClear: number }> {
  return secureOf(receiver);
}

async function secureOf(receiver: WebhookReceiver) {
  const { secure } = await receiver.state();
  if (secure === undefined) throw new Error('the receiver is not behind TLS');
  return secure;
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (const endsAt = Date.now() + MINUTES; !(await holds()); await delay(50)) if (Date.now() > endsAt) throw new Error(`waited in vain until ${what}`);
}
