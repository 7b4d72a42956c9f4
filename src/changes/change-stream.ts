import { Readable } from 'node:stream';
import { changeEvents, HEARTBEAT, type FeedRow } from './change-events';

/** What waits for a reader beyond what its connection holds. Who is further behind is let go, and resumes by its last id. */
const WAITING_BYTES_MAX = 64 * 1024;

/** One reader's stream. It is told nothing before it has begun. */
export class ChangeStream {
  readonly body = new Readable({ read: () => undefined });
  private seenFeed: number | undefined;
  private ending = false;

  constructor(private readonly isAdmitted: () => Promise<boolean>, onEnd: (stream: ChangeStream) => void) {
    this.body.once('close', () => onEnd(this));
  }

  /** The last number of the feed that it was told of, or need not be; undefined before it has begun. */
  get seen(): number | undefined {
    return this.seenFeed;
  }

  begin(greeting: string, seen: number): void {
    this.seenFeed = seen;
    this.write(greeting);
  }

  tell(rows: readonly FeedRow[]): void {
    const { seenFeed } = this;
    if (seenFeed === undefined) return;
    const news = rows.filter(({ feed }) => feed > seenFeed);
    for (const { text } of changeEvents(news)) this.write(text);
    this.seenFeed = news.at(-1)?.feed ?? seenFeed;
  }

  beat(): void {
    this.write(HEARTBEAT);
  }

  /** Lets go of whoever would not be admitted any more. */
  async recheck(): Promise<void> {
    if (!await this.isAdmitted()) this.end();
  }

  end(): void {
    if (!this.ending && !this.body.destroyed) this.body.push(null);
    this.ending = true;
  }

  private write(text: string): void {
    if (this.ending || this.body.destroyed) return;
    this.body.push(text);
    if (this.body.readableLength > WAITING_BYTES_MAX) this.body.destroy();
  }
}
