import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { DeliveriesDto, DeliveryResendDto, WebhookChangesDto, WebhookDto, WebhookReplayDto, WebhookSecretDto } from './event.dto';
import { ManageWebhooks } from './manage-webhooks';
import { WebhookDeliveries } from './webhook-deliveries';

@ApiTags('events')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: ManageWebhooks, private readonly deliveries: WebhookDeliveries) {}

  @Get() @Reads('manage-webhooks') @Answers('WebhookList', 200)
  @ApiOperation({ summary: 'The practice\'s webhooks', description: 'With what waits, what was given up, the last success and the last failure; never with a secret.' })
  getWebhooks(@From() caller: Caller) {
    return this.webhooks.list(caller);
  }

  @Get(':webhookId') @Reads('manage-webhooks') @Answers('Webhook', 200)
  @ApiOperation({ summary: 'One webhook' })
  getWebhook(@From() caller: Caller, @Param('webhookId') webhookId: string) {
    return this.webhooks.get(caller, webhookId);
  }

  @Post() @Adds('manage-webhooks') @Answers('WebhookMade', 201)
  @ApiOperation({ summary: 'Make a webhook', description: 'Events go to its address as they happen, signed as Standard Webhooks says, with the secret that is answered once. Of each patient in order, again where it fails.' })
  postWebhook(@Writing() write: Write, @Body(body(WebhookDto)) dto: WebhookDto) {
    return this.webhooks.make(write, dto);
  }

  @Patch(':webhookId') @Adds('manage-webhooks') @Answers('Webhook', 200)
  @ApiOperation({ summary: 'Change a webhook', description: 'What is left out stays. Other types count from what happens next.' })
  patchWebhook(@Writing() write: Write, @Param('webhookId') webhookId: string, @Body(body(WebhookChangesDto)) dto: WebhookChangesDto) {
    return this.webhooks.change(write, webhookId, dto);
  }

  @Delete(':webhookId') @Adds('manage-webhooks') @Answers('Webhook', 200)
  @ApiOperation({ summary: 'Remove a webhook', description: 'With what still waits.' })
  deleteWebhook(@Writing() write: Write, @Param('webhookId') webhookId: string) {
    return this.webhooks.remove(write, webhookId);
  }

  @Post(':webhookId/secret') @Adds('manage-webhooks') @Answers('WebhookMade', 200)
  @ApiOperation({ summary: 'Give a webhook a new secret', description: 'Answered once. The former one signs beside it for `overlapHours`.' })
  postWebhookSecret(@Writing() write: Write, @Param('webhookId') webhookId: string, @Body(body(WebhookSecretDto)) { overlapHours }: WebhookSecretDto) {
    return this.webhooks.renewSecret(write, webhookId, overlapHours);
  }

  @Post(':webhookId/replay') @Adds('manage-webhooks') @Answers('Webhook', 200)
  @ApiOperation({ summary: 'Send again from a point on', description: 'Every event after the position that the webhook subscribes to, in order, under the same ids.' })
  postReplay(@Writing() write: Write, @Param('webhookId') webhookId: string, @Body(body(WebhookReplayDto)) { after }: WebhookReplayDto) {
    return this.webhooks.replay(write, webhookId, after);
  }

  @Get(':webhookId/deliveries') @Reads('manage-webhooks') @Answers('DeliveryPage', 200)
  @ApiOperation({ summary: 'What is still to be delivered, and what was given up', description: 'In the order of the feed, each with its attempts and why the last one failed. What has arrived is not listed.' })
  getDeliveries(@From() caller: Caller, @Param('webhookId') webhookId: string, @Query(query(DeliveriesDto)) dto: DeliveriesDto) {
    return this.deliveries.list(caller, webhookId, dto);
  }

  @Post(':webhookId/resend') @Adds('manage-webhooks') @Answers('Delivery', 200)
  @ApiOperation({ summary: 'Send one that was given up again', description: 'From its first attempt. What came after it of the same patient may have arrived before.' })
  postResendDelivery(@Writing() write: Write, @Param('webhookId') webhookId: string, @Body(body(DeliveryResendDto)) { eventId }: DeliveryResendDto) {
    return this.deliveries.resend(write, webhookId, eventId);
  }
}
