import { PUBLIC_EVENT_TYPES, type PublicEventType } from '../../machines/public-events';
import { constraint, Field, Flag, Line, OneOf, SomeOf, Whole } from '../platform/http/fields';
import { PAGE_ROWS_MAX } from '../platform/http/page';
import { POSITION } from './event.view';

const ADDRESS_CHARS_MAX = 500;
export const OVERLAP_HOURS = { max: 168, left: 24 } as const;
export const DELIVERY_STATES = ['pending', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const Position = (description: string, optional: boolean) => Field({ description, optional, example: '0' }, { type: String, pattern: POSITION.source },
  constraint('isPosition', 'the position of an event is expected', (value) => typeof value === 'string' && POSITION.test(value)));

const Limit = () => Field({ description: 'Events of a page, 1 to 200; 50 when left out.', optional: true, example: 50 }, { type: 'integer', minimum: 1, maximum: PAGE_ROWS_MAX },
  constraint('isLimit', `a whole number from 1 to ${PAGE_ROWS_MAX} is expected`, (value) => typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= PAGE_ROWS_MAX));

export class EventsDto {
  @Position('Only what comes after this position: the `next` of the page before, or of any time. Left out: from the beginning.', true) after?: string;
  @Limit() limit?: string;
  @Field({ description: 'Only these types, with commas between them.', optional: true, example: 'step.eligible,authorization.determined' }, { type: String },
    constraint('isTypes', `types of events with commas between them are expected: ${PUBLIC_EVENT_TYPES.join(', ')}`, (value) => typeof value === 'string' && typesIn(value) !== undefined))
  types?: string;
}

export function typesIn(text: string): readonly PublicEventType[] | undefined {
  const words = text.split(',');
  return words.every((word) => (PUBLIC_EVENT_TYPES as readonly string[]).includes(word)) ? [...new Set(words as PublicEventType[])] : undefined;
}

const url = { description: 'Where to. https, a name or address that the internet reaches, no user and no fragment.', max: ADDRESS_CHARS_MAX, example: 'https://ehr.example/pathgate' };
const label = { description: 'Whose it is: the program, and who looks after it.', max: 120, example: 'EHR interface, IT desk' };
const types = { description: 'Only these types; all when empty or left out.', optional: true, min: 0 };
const content = { description: 'Granted to receive findings and determinations in short, beside the ids.', optional: true };

export class WebhookDto {
  @Line(url) url!: string;
  @Line(label) label!: string;
  @SomeOf(PUBLIC_EVENT_TYPES, types) types?: PublicEventType[];
  @Flag(content) content?: boolean;
  @Position('Begin with what comes after this position; left out: with what happens from now on.', true) after?: string;
}

export class WebhookChangesDto {
  @Line({ ...url, optional: true }) url?: string;
  @Line({ ...label, optional: true }) label?: string;
  @SomeOf(PUBLIC_EVENT_TYPES, types) types?: PublicEventType[];
  @Flag(content) content?: boolean;
  @OneOf(['active', 'paused'], { description: 'While it is paused nothing is sent and nothing is lost.', optional: true }) state?: 'active' | 'paused';
}

export class WebhookSecretDto {
  @Whole({ description: `For how many hours the former secret signs beside the new one; ${OVERLAP_HOURS.left} when left out.`, min: 0, max: OVERLAP_HOURS.max, optional: true }) overlapHours?: number;
}

export class WebhookReplayDto {
  @Position('Everything after this position is sent again; 0: from the beginning of the feed.', false) after!: string;
}

export class DeliveryResendDto {
  @Line({ description: 'The event whose delivery was given up.', max: 120, example: 'evt_riverbend_4711' }) eventId!: string;
}

export class DeliveriesDto {
  @Position('The `next` of the page before.', true) after?: string;
  @Limit() limit?: string;
  @OneOf(DELIVERY_STATES, { description: '`pending`: still to be delivered; `dead`: given up, until somebody resends it. Both when left out.', optional: true }) state?: DeliveryState;
}
