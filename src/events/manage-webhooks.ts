/** Webhooks of a practice: made, listed, changed, given a new secret, replayed, removed. A secret is shown once. */
import { Inject, Injectable } from '@nestjs/common';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { OVERLAP_HOURS, type WebhookChangesDto, type WebhookDto } from './event.dto';
import { Networks, WEBHOOK_NETWORKS } from './networks';
import { isUsable } from './post-event';
import { newSecret } from './signature';
import { WebhookCounts } from './webhook-counts';
import { WebhookStore } from './webhook-store';
import { webhookView } from './webhook.view';

const ACTION = 'manage-webhooks';
const WEBHOOKS_MAX = 20;
const HOUR_MS = 3_600_000;

@Injectable()
export class ManageWebhooks {
  constructor(private readonly webhooks: WebhookStore, private readonly counts: WebhookCounts, @Inject(WEBHOOK_NETWORKS) private readonly networks: Networks, @Inject(CLOCK) private readonly clock: Clock, private readonly audited: Audited) {}

  async list(caller: Caller): Promise<Answered> {
    const [webhooks, counts] = [await this.webhooks.list(caller.practice), await this.counts.of(caller.practice)];
    await this.audited.read(caller, ACTION, 'webhooks');
    return answer(200, { items: webhooks.map((webhook) => webhookView(webhook, counts.get(webhook.webhookId))) });
  }

  async get(caller: Caller, webhookId: string): Promise<Answered> {
    const webhook = await this.webhooks.find(caller.practice, webhookId);
    if (webhook === undefined) return this.refuse(caller, webhookId, WEBHOOK_NOT_FOUND);
    await this.audited.read(caller, ACTION, resourceOf('webhook', webhookId));
    return answer(200, await this.counted(webhook));
  }

  async make({ caller, idempotencyKey }: Write, { url, label, types = [], content = false, after }: WebhookDto): Promise<Answered> {
    const webhookId = derivedIds(caller.practice, caller.actor, `webhook\n${idempotencyKey}`)();
    if (!this.isUsable(url)) return this.refuse(caller, webhookId, ADDRESS_REFUSED);
    if ((await this.webhooks.list(caller.practice)).filter((each) => each.webhookId !== webhookId).length >= WEBHOOKS_MAX) return this.refuse(caller, webhookId, TOO_MANY);
    const secret = newSecret();
    const made = await this.webhooks.add(caller.practice, { webhookId, url, label, types: [...new Set(types)], contentGranted: content, createdBy: caller.actor, createdAt: this.clock.now(), secret, ...(after !== undefined && { position: Number(after) }) });
    if (!made) return this.refuse(caller, webhookId, secretShown(webhookId));
    await this.audited.read(caller, ACTION, resourceOf('webhook', webhookId));
    const webhook = await this.webhooks.find(caller.practice, webhookId);
    return answer(201, { ...(webhook === undefined ? {} : webhookView(webhook)), secret }, { location: `/v1/webhooks/${webhookId}` });
  }

  async change({ caller }: Write, webhookId: string, { url, label, types, content, state }: WebhookChangesDto): Promise<Answered> {
    if (url !== undefined && !this.isUsable(url)) return this.refuse(caller, webhookId, ADDRESS_REFUSED);
    const webhook = await this.webhooks.change(caller.practice, webhookId, { ...(url !== undefined && { url }), ...(label !== undefined && { label }), ...(types !== undefined && { types: [...new Set(types)] }), ...(content !== undefined && { contentGranted: content }), ...(state !== undefined && { state }) });
    if (webhook === undefined) return this.refuse(caller, webhookId, WEBHOOK_NOT_FOUND);
    await this.audited.read(caller, `${ACTION}:changed`, resourceOf('webhook', webhookId));
    return answer(200, await this.counted(webhook));
  }

  /** The former secret signs beside the new one for a while, so that the receiver can be told of it. */
  async renewSecret({ caller, idempotencyKey }: Write, webhookId: string, overlapHours: number = OVERLAP_HOURS.left): Promise<Answered> {
    const secret = newSecret();
    const until = new Date(Date.parse(this.clock.now()) + overlapHours * HOUR_MS).toISOString();
    const webhook = await this.webhooks.renewSecret(caller.practice, webhookId, secret, until, derivedIds(caller.practice, caller.actor, idempotencyKey)());
    if (webhook === undefined) return this.refuse(caller, webhookId, (await this.webhooks.find(caller.practice, webhookId)) === undefined ? WEBHOOK_NOT_FOUND : secretShown(webhookId));
    await this.audited.read(caller, `${ACTION}:secret`, resourceOf('webhook', webhookId));
    return answer(200, { ...await this.counted(webhook), secret });
  }

  async replay({ caller, idempotencyKey }: Write, webhookId: string, after: string): Promise<Answered> {
    if ((await this.webhooks.find(caller.practice, webhookId)) === undefined) return this.refuse(caller, webhookId, WEBHOOK_NOT_FOUND);
    await this.webhooks.replay(caller.practice, webhookId, Number(after), derivedIds(caller.practice, caller.actor, idempotencyKey)());
    await this.audited.read(caller, `${ACTION}:replayed`, resourceOf('webhook', webhookId));
    const webhook = await this.webhooks.find(caller.practice, webhookId);
    return webhook === undefined ? WEBHOOK_NOT_FOUND : answer(200, await this.counted(webhook));
  }

  /** Idempotent. */
  async remove({ caller }: Write, webhookId: string): Promise<Answered> {
    const webhook = await this.webhooks.remove(caller.practice, webhookId);
    if (webhook === undefined) return this.refuse(caller, webhookId, WEBHOOK_NOT_FOUND);
    await this.audited.read(caller, `${ACTION}:removed`, resourceOf('webhook', webhookId));
    return answer(200, webhookView(webhook));
  }

  private async counted(webhook: Parameters<typeof webhookView>[0]) {
    return webhookView(webhook, (await this.counts.of(webhook.practice)).get(webhook.webhookId));
  }

  private isUsable(url: string): boolean {
    return URL.canParse(url) && isUsable(new URL(url), this.networks);
  }

  private async refuse(caller: Caller, webhookId: string, rejection: Rejection): Promise<Rejection> {
    await this.audited.refused(caller, ACTION, resourceOf('webhook', webhookId));
    return rejection;
  }
}

export const WEBHOOK_NOT_FOUND = reject('webhook-not-found', 'There is no webhook of that id: list them.');
const ADDRESS_REFUSED = reject('webhook-address-refused', 'A webhook goes to an https address that the internet reaches, without a user and a fragment; to a private network, or by http, only where PATHGATE_WEBHOOK_NETWORKS names it.', { pointer: '/url' });
const TOO_MANY = reject('too-many-webhooks', `There are ${WEBHOOKS_MAX} webhooks already: remove one first.`);

function secretShown(webhookId: string): Rejection {
  return reject('webhook-secret-shown', 'This request was done already, and its secret is shown only once: if it did not arrive, ask for a new secret of that webhook.', { details: { webhookId } });
}
