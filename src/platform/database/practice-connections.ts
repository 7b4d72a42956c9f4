/** Connections to PostgreSQL of which each is held to one practice at a time: the server shows it no row of another (migrations/postgres/0015). */
import { types, type ClientBase, type ClientConfig, type Pool, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { toNumberedPlaceholders, type Row, type SqlValue, type Statement, type Statements } from './sql';
import { codeOf } from './store-errors';

/** `look-ups` opens the tables that answer whose something is, and those of work that is everybody's. */
export type Scope = { readonly practice: string } | { readonly door: 'look-ups' };

/** The statement was refused and nothing of it happened; anything else is a server or connection that cannot be relied on. */
export const REFUSED_STATEMENT = /^(22|23|40|42|P0)/;

const INT8 = 20;
export const POSTGRES_TYPES: ClientConfig['types'] = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')) };

export class PracticeConnections {
  private readonly scopes = new ConnectionScopes();

  /** The pool's connections have `pipeline` set. */
  constructor(private readonly pool: Pool) {}

  query<R extends QueryResultRow>(scope: Scope, query: QueryConfig): Promise<QueryResult<R>> {
    return this.use(scope, (client) => client.query<R>(query));
  }

  /** All or none; `work` may take everything back by answering without `commits`. */
  transaction<T extends { readonly commits: boolean }>(scope: Scope, work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.use(scope, async (client) => {
      await client.query('BEGIN');
      try {
        const done = await work(client);
        await client.query(done.commits ? 'COMMIT' : 'ROLLBACK');
        return done;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          throw new BrokenConnection('the connection broke within a transaction', { cause: error });
        });
        throw error;
      }
    });
  }

  /** Another practice's connection is told so on the way: both messages go out together, and there is no round trip for it. */
  private async use<T>(scope: Scope, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = true;
    try {
      const [held, done] = await Promise.allSettled([this.scopes.hold(client, scope), work(client)]);
      if (held.status === 'rejected') throw held.reason;
      if (done.status === 'rejected') {
        broken = !REFUSED_STATEMENT.test(codeOf(done.reason) ?? '');
        throw done.reason;
      }
      broken = false;
      return done.value;
    } finally {
      client.release(broken);
    }
  }
}

class BrokenConnection extends Error {}

/** Which scope each connection is held to: told to the server when it changes, outside any transaction that could take it back. */
export class ConnectionScopes {
  private readonly current = new WeakMap<ClientBase, string>();

  /** Sent before this returns, so before whatever is sent next. */
  async hold(client: ClientBase, scope: Scope): Promise<void> {
    const [practice, door] = 'practice' in scope ? [scope.practice, ''] : ['', scope.door];
    const name = `${door}/${practice}`;
    if (this.current.get(client) === name) return;
    this.current.set(client, name);
    try {
      await client.query({ name: 'hold', text: "SELECT set_config('pathgate.practice', $1, false), set_config('pathgate.door', $2, false)", values: [practice, door] });
    } catch (error) {
      this.current.delete(client);
      throw error;
    }
  }
}

/** A scope's statements as the rest of the program writes them. */
export function statementsOf(connections: PracticeConnections, scope: Scope): Statements {
  const run = async (sql: string, parameters: readonly SqlValue[] = []): Promise<readonly Row[]> => (await connections.query<Row>(scope, { text: toNumberedPlaceholders(sql), values: [...parameters] })).rows;
  return {
    query: run,
    execute: run,
    executeAll: async (statements: readonly Statement[]) => {
      await connections.transaction(scope, async (client) => {
        for (const { sql, parameters } of statements) await client.query(toNumberedPlaceholders(sql), [...parameters]);
        return { commits: true };
      });
    },
  };
}
