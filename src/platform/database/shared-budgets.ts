/** What several nodes have spent of a budget (`src/platform/throttle/`), by a hashed subject. Of PostgreSQL alone: on SQLite there is one node. */
import { integer, text, type Sql } from './sql';

export interface Spent {
  /** Hashed: keys, accounts and addresses are not in the table. */
  readonly name: string;
  readonly spentUs: number;
}

export class SharedBudgets {
  constructor(private readonly sql: Sql) {}

  /** Adds what was spent; answers when each bucket is full again, with what others have spent. A bucket owes `minuteUs` at most before it is added to. */
  async spend(spent: readonly Spent[], nowUs: number, minuteUs: number): Promise<ReadonlyMap<string, number>> {
    if (spent.length === 0) return new Map();
    // In one order on every node, so that none waits for another in a circle.
    const rows = await this.sql.everyPractice.execute(`INSERT INTO spent_budget AS held (subject, full_at_us)
        SELECT name, CAST(? AS BIGINT) + spent FROM json_to_recordset(CAST(? AS JSON)) AS given (name TEXT, spent BIGINT) ORDER BY name
        ON CONFLICT (subject) DO UPDATE SET full_at_us = GREATEST(LEAST(held.full_at_us, CAST(? AS BIGINT) + CAST(? AS BIGINT)), CAST(? AS BIGINT)) + excluded.full_at_us - CAST(? AS BIGINT)
        RETURNING subject, full_at_us`,
    [nowUs, JSON.stringify(spent.map(({ name, spentUs }) => ({ name, spent: spentUs }))), nowUs, minuteUs, nowUs, nowUs]);
    return new Map(rows.map((row) => [text(row, 'subject'), integer(row, 'full_at_us')]));
  }

  /** What is full again needs no row. */
  async sweep(nowUs: number): Promise<void> {
    await this.sql.everyPractice.execute('DELETE FROM spent_budget WHERE full_at_us < ?', [nowUs]);
  }
}
