export { needRows } from './need.projection';
export { QueueModule } from './queue.module';
