import { Inject, Injectable } from '@nestjs/common';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { typesIn, type EventsDto } from './event.dto';
import { eventView } from './event.view';
import { readEvents } from './event-feed';

const EVENTS_PER_PAGE = 50;

/** The feed. It names no more than ids: what happened is read from the record, with the same key. */
@Injectable()
export class ListEvents {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, private readonly audited: Audited) {}

  async execute(caller: Caller, { after = '0', limit, types }: EventsDto): Promise<Answered> {
    const { items, position, isMore } = await readEvents(this.store.sql, caller.practice, Number(after), limit === undefined ? EVENTS_PER_PAGE : Number(limit), types === undefined ? [] : typesIn(types));
    // Who waits for news asks again and again: what showed nobody is no read of anything.
    if (items.length > 0) await this.audited.read(caller, 'read-events', resourceOfList('events', items.map(({ patientId }) => patientId)));
    return answer(200, { items: items.map((event) => eventView(event)), next: String(position), more: isMore });
  }
}
