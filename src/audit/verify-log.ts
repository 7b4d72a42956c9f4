/** Is the practice's log what was recorded? Every hash is computed anew, told as it goes; closing the connection ends it. Nothing is changed. */
import { Readable } from 'node:stream';
import { setImmediate as otherRequests } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { PRACTICE_STREAM } from '../platform/event-store/event-store';
import { findCutStream } from '../platform/event-store/find-cut-stream';
import { verifyChainInPages, type BadEvent, type Verified } from '../platform/event-store/verify-chain';
import { Answer, type Answered } from '../platform/http/answer';
import { NDJSON_TYPE } from '../platform/http/media-types';

@Injectable()
export class VerifyLog {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, private readonly audited: Audited) {}

  async execute(caller: Caller): Promise<Answered> {
    await this.audited.read(caller, 'verify-log', 'log');
    return new Answer(200, Readable.from(this.lines(caller.practice)), { 'content-type': NDJSON_TYPE });
  }

  private async* lines(practice: string): AsyncGenerator<string> {
    const { sql } = this.store;
    const of = await countStreams(this.store, practice);
    let verified: Verified = { events: 0, streams: 0 };
    for await (verified of verifyChainInPages(sql, practice)) {
      yield line({ progress: { events: verified.events, streams: verified.streams, of: Math.max(of, verified.streams) } });
      await otherRequests();
    }
    const { events, streams, bad } = verified;
    const cut = bad === undefined ? await findCutStream(sql, practice) : undefined;
    const firstBreak = bad !== undefined ? breakOf(bad, 'changed') : cut !== undefined ? breakOf(cut, 'cut-off') : null;
    yield line({ verification: { result: firstBreak === null ? 'intact' : 'broken', events, streams, firstBreak, audit: 'not-chained' } });
  }
}

function breakOf({ stream, version }: BadEvent, kind: 'changed' | 'cut-off') {
  return { kind, object: stream === PRACTICE_STREAM ? PRACTICE_STREAM : resourceOf('patient', stream), version };
}

/** Patients, and the practice's own log where it was begun: for progress. */
async function countStreams({ sql }: Pick<Store, 'sql'>, practice: string): Promise<number> {
  const [row] = await sql.query('SELECT count(*) AS patients FROM patient_summary WHERE practice_id = ?', [practice]);
  const [own] = await sql.query('SELECT version FROM event WHERE practice_id = ? AND stream_id = ? AND version = 1', [practice, PRACTICE_STREAM]);
  return Number(row?.['patients'] ?? 0) + (own === undefined ? 0 : 1);
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
