export { deadlineRows } from './deadline.projection';
