import { eventIdOf } from './event.view';
import { inWords } from './failures';
import type { DeliveryCounts } from './webhook-counts';
import type { Webhook } from './webhook-store';

/** Without its secret. */
export function webhookView({ practice, webhookId, url, label, types, contentGranted, state, formerUntil, position, createdBy, createdAt, succeeded, failed }: Webhook, { pending, dead }: DeliveryCounts = { pending: 0, dead: 0 }) {
  return {
    webhookId, url, label, types, content: contentGranted, state, position: String(position), formerSecretUntil: formerUntil, createdBy, createdAt, pending, dead,
    lastSuccess: succeeded === null ? null : { at: succeeded.at, eventId: eventIdOf(practice, succeeded.position) },
    lastFailure: failed === null ? null : { at: failed.at, eventId: eventIdOf(practice, failed.position), code: failed.because, reason: inWords(failed.because) },
  };
}
