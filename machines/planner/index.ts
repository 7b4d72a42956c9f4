/** The planner's door: what `src/` asks about days to come. */
export { mayIBook, type Booking, type BookingAnswer, type BookingReason } from './may-i-book';
export { scheduleCommand } from './schedule';
export { planOf, type EpisodePlanned, type PlannedStep } from './calendar';
