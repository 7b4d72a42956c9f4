/** Jest's global tear-down. */
export default async function stop(): Promise<void> {
  await globalThis.sharedPostgres?.stop();
}
