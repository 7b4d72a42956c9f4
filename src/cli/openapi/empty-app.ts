/** The application over an empty store that is thrown away: routes exist once it is put together. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../create-app';
import { systemClock } from '../../platform/clock/clock';
import { openStore } from '../../platform/database/open-store';
import { Log } from '../../platform/logging/log';

export async function withEmptyApp<T>(work: (app: NestFastifyApplication) => T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-empty-'));
  const storeConfig = { kind: 'sqlite', file: join(folder, 'empty.db') } as const;
  try {
    const running = await createApp({ store: await openStore(storeConfig), storeConfig, clock: systemClock, log: new Log('silent'), demo: false });
    const made = work(running.app);
    await running.close();
    return made;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
