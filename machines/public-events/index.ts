/** The door of the public events: what `src/` writes, tells and adds for whoever was granted it. */
export { contentOf, type PublicContent } from './content-of';
export { daysReached, lastDayToTell, type DayReached, type ListedDay } from './days-reached';
export { publicEventsOf, type Recorded } from './events-of';
export { PUBLIC_EVENT_TYPES, type PublicEvent, type PublicEventData, type PublicEventType, type VersionedPublicEvent } from './public-event';
