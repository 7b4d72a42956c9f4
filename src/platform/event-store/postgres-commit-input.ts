import type { Head, ChainedEvent } from './chained-event';
import { chainEvents } from './chained-event';
import { COMMIT_COLUMNS, COMMIT_INPUTS, type CommitInput, type StatementTable } from './postgres-commit-sql';
import type { PreparedCommit } from './prepared-commit';

type Value = string | number | null | Buffer;

/** A commit whose streams' heads are known: in the order of its appends. */
export interface Chained {
  readonly prepared: PreparedCommit;
  readonly heads: readonly Head[];
}

/** Commits as the parameters of `COMMIT_SQL`, and the heads they leave behind. `no` counts appends, so that each is answered for. */
export class CommitInputs {
  /** Heads after the commit, per commit and append. */
  readonly heads: Head[][] = [];
  private readonly rows = Object.fromEntries(COMMIT_INPUTS.map((input) => [input, [] as Value[][]])) as Record<CommitInput, Value[][]>;
  private readonly projected: Record<StatementTable, Record<string, unknown>[]> = { patient_summary: [], worklist: [], deadline: [], need: [], patient_link: [] };
  private feed = 0;

  constructor(private readonly practice: string, commits: readonly Chained[]) {
    commits.forEach((chained, no) => this.add(chained, no));
  }

  get parameters(): unknown[] {
    const columns = COMMIT_INPUTS.flatMap((input) => COMMIT_COLUMNS[input].map((_, column) => this.rows[input].map((row) => row[column])));
    return [this.practice, this.feed, JSON.stringify(this.projected.patient_summary), JSON.stringify(this.projected.worklist), JSON.stringify(this.projected.deadline), JSON.stringify(this.projected.need), JSON.stringify(this.projected.patient_link), ...columns];
  }

  private add({ prepared, heads }: Chained, no: number): void {
    const { commit, payloads } = prepared;
    this.heads.push(commit.appends.map((append, index) => {
      const head = heads[index] as Head;
      const chained = chainEvents(commit, append, prepared.events[index] ?? [], head, prepared.keyIds?.[index]);
      this.rows.commits.push([no, append.stream, head.version + 1, chained.length]);
      for (const event of chained) this.rows.events.push(eventRow(event, no, head.version + 1, ++this.feed));
      return chained.at(-1) ?? head;
    }));
    if (commit.appends.length === 0) this.rows.commits.push([no, '', 0, 0]);
    commit.publicEvents?.forEach(({ stream, version, type }, index) => this.rows.told.push([no, ++this.feed, stream, version, type, prepared.told[index] as string, commit.recordedAt]));
    commit.outbox.forEach(({ topic }, index) => this.rows.outbox.push([no, ++this.feed, topic, payloads[index] as Buffer, commit.recordedAt]));
    const { actorId, role, action, resource, outcome, requestId } = commit.audit;
    this.rows.audit.push([no, ++this.feed, commit.recordedAt, actorId, role, action, resource, outcome, requestId]);
    this.addKey(prepared, no);
    this.addProjections(prepared, no);
  }

  private addKey({ commit }: PreparedCommit, no: number): void {
    const [stream] = commit.appends;
    const [head] = this.heads[no] ?? [];
    if (commit.idempotency === undefined || stream === undefined || head === undefined) return;
    const { client, key, requestHash, status, practiceVersion = 0 } = commit.idempotency;
    this.rows.keys.push([no, client, key, requestHash, status, stream.stream, head.version, commit.recordedAt, practiceVersion]);
  }

  /** Document bytes and deletes are not among these: `writeApart` writes them. */
  private addProjections({ projections }: PreparedCommit, no: number): void {
    for (const { table, key, row } of projections) {
      if (table === 'document_content' || row === undefined) continue;
      this.projected[table].push({ ...key, ...row, no });
    }
  }
}

function eventRow(event: ChainedEvent, no: number, firstVersion: number, feed: number): Value[] {
  return [no, event.streamId, firstVersion, event.version, feed, event.type, event.schemaVersion, event.data, event.keyId, event.occurredOn, event.recordedAt,
    event.actorId, event.correlationId, event.causationId, event.prevHash, event.hash];
}
