export { deadlineRows } from './deadline.projection';
export { DeadlinesModule } from './deadlines.module';
