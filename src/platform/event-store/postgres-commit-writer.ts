import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { REFUSED_STATEMENT, type PracticeConnections } from '../database/practice-connections';
import { toNumberedPlaceholders, type Row } from '../database/sql';
import { codeOf, StoreUnavailable } from '../database/store-errors';
import { toIdempotencyRecord } from './event-rows';
import type { Append, Commit, CommitResult, ProjectionWrite } from './event-store';
import { HeadCache } from './head-cache';
import { COMMIT_SQL } from './postgres-commit-sql';
import { CommitInputs, type Chained } from './postgres-commit-input';
import type { PreparedCommit } from './prepared-commit';
import { keyOf, PROJECTION_TABLES } from './projection-tables';
import type { Head } from './chained-event';

type Answer = CommitResult | Error;
type Ask = (query: QueryConfig) => Promise<QueryResult<StatementResult>>;

interface StatementResult {
  readonly practices: number;
  readonly done: readonly { readonly no: number; readonly stream_id: string }[];
  readonly replayed: readonly (Row & { readonly no: number })[];
}

const TRIES_MAX = 5;
const DIVISION_BY_ZERO = '22012';
const UNIQUE_VIOLATION = '23505';
/** The table, or the partition of it that the practice is in (deploy/partition-by-practice.sql). */
const KEYS_TABLE = /^idempotency(_p\d+)?$/;
/** Deadlock, serialization failure: nothing happened, and the same again may succeed. */
const RETRYABLE = /^(40P01|40001)$/;

/** A commit of several streams, or with rows of its own beside them, shares no statement: it is taken back whole when one of them has moved. */
export function needsOwnTransaction({ commit, statements }: Pick<PreparedCommit, 'commit' | 'statements'>): boolean {
  return commit.appends.length > 1 || statements !== undefined;
}

/** Document bytes and deletes are no part of the statement: they follow it in the same transaction. */
function isApart({ table, row }: ProjectionWrite): boolean {
  return table === 'document_content' || row === undefined;
}

/** Writes groups of commits of one practice; every commit gets its own answer, in order. Never rejects. */
export class PostgresCommitWriter {
  private readonly heads = new HeadCache();

  constructor(private readonly connections: PracticeConnections) {}

  async write(practice: string, commits: readonly PreparedCommit[]): Promise<readonly Answer[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.writeOnce(practice, commits);
      } catch (error) {
        const code = codeOf(error) ?? '';
        if (RETRYABLE.test(code) && attempt < TRIES_MAX) continue;
        if (!REFUSED_STATEMENT.test(code) && !(error instanceof UnknownPractice)) {
          this.heads.clear();
          const unavailable = new StoreUnavailable('PostgreSQL could not write; repeat the request under its key.', error);
          return commits.map(() => unavailable);
        }
        if (commits.length > 1) return this.writeOneByOne(practice, commits);
        return [this.answerOf(commits[0] as PreparedCommit, code, error)];
      }
    }
  }

  /** One commit made the statement fail: alone, it fails alone. */
  private async writeOneByOne(practice: string, commits: readonly PreparedCommit[]): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (const commit of commits) answers.push(...await this.write(practice, [commit]));
    return answers;
  }

  /** Alone, half-inserted events or a key that appeared meanwhile mean that another writer was first. */
  private answerOf({ commit }: PreparedCommit, code: string, error: unknown): Answer {
    const [first] = commit.appends;
    const isKeyTaken = code === UNIQUE_VIOLATION && KEYS_TABLE.test((error as { table?: string }).table ?? '');
    if (first !== undefined && (code === DIVISION_BY_ZERO || isKeyTaken)) return { kind: 'conflict', stream: first.stream };
    return error instanceof Error ? error : new Error(String(error));
  }

  private async writeOnce(practice: string, commits: readonly PreparedCommit[]): Promise<readonly Answer[]> {
    const answers = new Map<PreparedCommit, Answer>();
    const chained = await this.chain(practice, commits, answers);
    if (chained.length > 0) {
      const inputs = new CommitInputs(practice, chained);
      const isOneStatement = !chained.some(({ prepared }) => needsOwnTransaction(prepared) || prepared.projections.some(isApart));
      const result = isOneStatement ? await this.run((query) => this.connections.query({ practice }, query), inputs) : await this.inTransaction(practice, chained, inputs);
      chained.forEach((each, no) => answers.set(each.prepared, this.settle(practice, each, no, inputs, result)));
    }
    return commits.map((commit) => answers.get(commit) as Answer);
  }

  /** Finds the head of every stream: remembered, or looked up for all together. Without the expected row it is a conflict. */
  private async chain(practice: string, commits: readonly PreparedCommit[], answers: Map<PreparedCommit, Answer>): Promise<readonly Chained[]> {
    const found = commits.map(({ commit }) => commit.appends.map((append) => this.heads.find(practice, append.stream, append.expectedVersion)));
    const wanted = commits.flatMap(({ commit }, no) => commit.appends.filter((_, index) => found[no]?.[index] === undefined));
    const looked = wanted.length === 0 ? undefined : await this.lookUp(practice, wanted);
    return commits.flatMap((prepared, no) => {
      const heads = prepared.commit.appends.map((append, index) => found[no]?.[index] ?? looked?.get(append.stream));
      const bad = heads.findIndex((head) => head === undefined || head === 'conflict');
      if (bad === -1) return [{ prepared, heads: heads as Head[] }];
      answers.set(prepared, { kind: 'conflict', stream: prepared.commit.appends[bad]?.stream ?? '' });
      return [];
    });
  }

  private async lookUp(practice: string, appends: readonly Append[]): Promise<ReadonlyMap<string, Head>> {
    const { rows } = await this.connections.query<{ stream_id: string } & Head>({ practice }, {
      name: 'heads', text: `SELECT e.stream_id, e.version, e.hash FROM unnest($2::text[], $3::int[]) AS w(stream_id, version)
        JOIN event e ON e.practice_id = $1 AND e.stream_id = w.stream_id AND e.version = w.version`,
      values: [practice, appends.map(({ stream }) => stream), appends.map(({ expectedVersion }) => expectedVersion)],
    });
    return new Map(rows.map((row) => [row.stream_id, { version: row.version, hash: row.hash }]));
  }

  private async run(ask: Ask, inputs: CommitInputs): Promise<StatementResult> {
    const { rows } = await ask({ name: 'commit', text: COMMIT_SQL, values: inputs.parameters });
    const [result] = rows;
    if (result === undefined || result.practices === 0) throw new UnknownPractice('the practice does not exist');
    return result;
  }

  /** The statement first, because it takes the practice's row: two groups never wait for each other in a circle. */
  private async inTransaction(practice: string, chained: readonly Chained[], inputs: CommitInputs): Promise<StatementResult> {
    const { result } = await this.connections.transaction({ practice }, async (client) => {
      const result = await this.run((query) => client.query(query), inputs);
      let isOvertaken = false;
      for (const [no, { prepared }] of chained.entries()) if (result.done.some((each) => each.no === no)) isOvertaken ||= !(await writeApart(client, practice, prepared));
      const isHalfDone = isOvertaken || chained.some(({ prepared }, no) => lostStream(prepared.commit, no, result) !== undefined && needsOwnTransaction(prepared));
      return { commits: !isHalfDone, result: isOvertaken ? { ...result, done: [] } : result };
    });
    return result;
  }

  private settle(practice: string, { prepared }: Chained, no: number, inputs: CommitInputs, result: StatementResult): Answer {
    const { appends } = prepared.commit;
    const replayed = result.replayed.find((row) => row.no === no);
    if (replayed !== undefined) return { kind: 'replayed', record: toIdempotencyRecord(replayed) };
    const lost = lostStream(prepared.commit, no, result);
    if (lost !== undefined) return { kind: 'conflict', stream: lost };
    const after = inputs.heads[no] ?? [];
    appends.forEach(({ stream }, index) => this.heads.set(practice, stream, after[index] as Head));
    return { kind: 'committed', versions: after.map(({ version }) => version) };
  }
}

class UnknownPractice extends Error {}

/** The first stream that another writer has moved. */
function lostStream({ appends }: Commit, no: number, { done }: StatementResult): string | undefined {
  return appends.find(({ stream }) => !done.some((each) => each.no === no && each.stream_id === stream))?.stream;
}

/** False where a row that was to change is not as it was: the transaction is to be taken back. */
async function writeApart(client: PoolClient, practice: string, { projections, statements = [] }: PreparedCommit): Promise<boolean> {
  for (const write of projections.filter(isApart)) {
    const { table, key, row } = write;
    if (row === undefined) await client.query(`DELETE FROM ${table} WHERE practice_id = $1 AND ${PROJECTION_TABLES[table].key} = $2`, [practice, keyOf(write)]);
    else await client.query('INSERT INTO document_content (practice_id, sha256, media_type, bytes) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [practice, key.sha256, row.media_type, row.bytes]);
  }
  for (const { sql, parameters, mustChange } of statements) {
    const { rowCount } = await client.query(toNumberedPlaceholders(sql), [...parameters]);
    if (rowCount === 0 && mustChange === true) return false;
  }
  return true;
}
