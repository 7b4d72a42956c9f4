/** Jest's global set-up: one server for every suite of the run; the workers inherit the variable. */
import { startPostgres, type PostgresServer } from './postgres';

declare global {
  var sharedPostgres: PostgresServer | undefined;
}

export default async function start(): Promise<void> {
  const server = await startPostgres();
  globalThis.sharedPostgres = server;
  process.env.PATHGATE_TEST_POSTGRES = server.adminUrl;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().finally(() => process.exit(130)));
  }
}
