import { Module } from '@nestjs/common';
import { EventsController } from './events.controller';
import { ListEvents } from './list-events';
import { ManageWebhooks } from './manage-webhooks';
import { WebhookCounts } from './webhook-counts';
import { WebhookDeliveries } from './webhook-deliveries';
import { WebhookStore } from './webhook-store';
import { WebhooksController } from './webhooks.controller';

@Module({ controllers: [EventsController, WebhooksController], providers: [ListEvents, WebhookStore, WebhookCounts, ManageWebhooks, WebhookDeliveries] })
export class EventsModule {}
