/** Is the practice's record what was recorded? Told as it goes; closing the connection ends it. Nothing is changed. */
import { Readable } from 'node:stream';
import { setImmediate as otherRequests } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import type { Practice } from '../platform/database/practices';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { Answer, type Answered } from '../platform/http/answer';
import { NDJSON_TYPE } from '../platform/http/media-types';
import { verifyRecord } from './verify-record';

/** The folder of the anchors, or none. */
export const ANCHORS = Symbol('Anchors');

@Injectable()
export class VerifyLog {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql' | 'practices'>, private readonly audited: Audited, @Inject(ANCHORS) private readonly anchors: string | null) {}

  async execute(caller: Caller): Promise<Answered> {
    await this.audited.read(caller, 'verify-log', 'log');
    const practice = await this.store.practices.find(caller.practice);
    if (practice === undefined) throw new Error('a caller has a practice');
    return new Answer(200, Readable.from(this.lines(practice)), { 'content-type': NDJSON_TYPE });
  }

  private async* lines(practice: Practice): AsyncGenerator<string> {
    for await (const told of verifyRecord(this.store.sql, practice, this.anchors ?? undefined)) {
      yield `${JSON.stringify(told)}\n`;
      await otherRequests();
    }
  }
}
