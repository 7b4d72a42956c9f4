export { Deliveries, WEBHOOK_DELIVERY } from './deliveries';
export { DeliverEvent, DELIVERY_PACE } from './deliver-event';
export { readEvents, type FeedEvent, type FeedPage } from './event-feed';
export { EventsModule } from './events.module';
export { Networks, WEBHOOK_NETWORKS } from './networks';
export { tellDays } from './tell-days';
export { WebhookStore } from './webhook-store';
