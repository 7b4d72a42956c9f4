/** An event's row as a line: the stored bytes and both hashes, so that its chain can be computed anew from the file alone. Pure. */
import { bytes, integer, text, textOrNull, type Row } from '../../platform/database/sql';
import { FIRST_PREV_HASH, hashEvent, type EventHeader } from '../../platform/event-store/hash-chain';

export interface EventLine {
  readonly stream: string;
  readonly version: number;
  readonly feed: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly keyId: string | null;
  readonly occurredOn: string | null;
  readonly recordedAt: string;
  readonly actorId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** The stored bytes as the text they are in UTF-8. */
  readonly data?: string;
  /** Where they are no UTF-8: sealed. */
  readonly dataBase64?: string;
  /** Hex. */
  readonly prevHash: string;
  readonly hash: string;
}

export function eventLine(row: Row): EventLine {
  const stored = bytes(row, 'data');
  const data = stored.toString('utf8');
  return {
    stream: text(row, 'stream_id'), version: integer(row, 'version'), feed: integer(row, 'feed'), type: text(row, 'type'), schemaVersion: integer(row, 'schema_version'), keyId: textOrNull(row, 'key_id'),
    occurredOn: textOrNull(row, 'occurred_on'), recordedAt: text(row, 'recorded_at'), actorId: text(row, 'actor_id'), correlationId: text(row, 'correlation_id'), causationId: textOrNull(row, 'causation_id'),
    ...(Buffer.from(data).equals(stored) ? { data } : { dataBase64: stored.toString('base64') }), prevHash: bytes(row, 'prev_hash').toString('hex'), hash: bytes(row, 'hash').toString('hex'),
  };
}

export function storedBytes({ data, dataBase64 }: EventLine): Buffer {
  return data === undefined ? Buffer.from(dataBase64 ?? '', 'base64') : Buffer.from(data);
}

/** Follows chains line by line. */
export class ChainReader {
  events = 0;
  streams = 0;
  private stream = '';
  private version = 0;
  private prevHash = FIRST_PREV_HASH;

  constructor(private readonly practiceId: string) {}

  /** The stream that ended before this line, and what is wrong with the line, if anything is. */
  next(line: EventLine): { readonly ended?: { readonly stream: string; readonly version: number; readonly hash: string }; readonly wrong?: string } {
    const ended = line.stream === this.stream ? undefined : this.head();
    if (line.stream !== this.stream) {
      if (line.stream <= this.stream) return { wrong: `the stream ${line.stream} is out of order` };
      [this.stream, this.version, this.prevHash] = [line.stream, 0, FIRST_PREV_HASH];
      this.streams += 1;
    }
    this.version += 1;
    this.events += 1;
    const place = `event ${line.version} of ${line.stream}`;
    if (line.version !== this.version) return { wrong: `${place} follows version ${this.version - 1}` };
    const header: EventHeader = { ...line, practiceId: this.practiceId, streamId: line.stream };
    const hash = hashEvent(this.prevHash, header, storedBytes(line));
    if (line.prevHash !== this.prevHash.toString('hex') || line.hash !== hash.toString('hex')) return { wrong: `${place} is not what was recorded: its hash differs` };
    this.prevHash = hash;
    return { ...(ended !== undefined && { ended }) };
  }

  /** Of the stream that was read last; undefined before the first. */
  head(): { readonly stream: string; readonly version: number; readonly hash: string } | undefined {
    return this.version === 0 ? undefined : { stream: this.stream, version: this.version, hash: this.prevHash.toString('hex') };
  }
}
