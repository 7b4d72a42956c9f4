/** Headers of a delivery as Standard Webhooks has them: who receives it checks them with that specification's libraries. */
import { randomBytes } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';
import type { Instant } from '../../machines/kernel/ids';

const SECRET_BYTES = 32;

export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** Every secret in force signs: a receiver that knows one of them is content. */
export function signedHeaders(secrets: readonly string[], eventId: string, at: Instant, body: string): Readonly<Record<string, string>> {
  const moment = new Date(at);
  return {
    'content-type': 'application/json', 'user-agent': 'Pathgate', 'webhook-id': eventId, 'webhook-timestamp': String(Math.floor(moment.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(eventId, moment, body)).join(' '),
  };
}
