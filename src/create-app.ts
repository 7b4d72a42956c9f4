/** Puts the application together over an opened store; `main.ts` and the tests start it the same way. */
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { DraftPacket, PACKET_DRAFT } from './packets';
import { Keys } from './platform/auth/keys';
import { isRole } from './platform/auth/permissions';
import type { Clock } from './platform/clock/clock';
import type { StoreConfig } from './platform/database/migrations';
import type { Store } from './platform/database/store';
import { OutboxWorker } from './platform/event-store/outbox-worker';
import { createAdapter } from './platform/http/server';
import { NestLog, type Log } from './platform/logging/log';

export interface Opened {
  readonly store: Store;
  readonly storeConfig: StoreConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly demo: boolean;
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  /** Answers every request it has taken, ends the jobs in hand, then the store. */
  close(): Promise<void>;
}

export async function createApp(opened: Opened): Promise<RunningApp> {
  const { store, log } = opened;
  const adapter = createAdapter(keysOf(store), log);
  let openApi: string | undefined;
  const json = (): string => (openApi ??= JSON.stringify(documentOf(app)));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over({ ...opened, openApi: { json } }), adapter, { bodyParser: false, logger: new NestLog(log), abortOnError: false });
  await app.init();
  const drafts = app.get(DraftPacket, { strict: false });
  const worker = new OutboxWorker(store.outbox, { [PACKET_DRAFT]: (job) => drafts.execute(job) }, (_, error) => log.failure(error));
  worker.start();
  return {
    app,
    close: async () => {
      await app.close();
      await worker.stop();
      await store.close();
      log.flush();
    },
  };
}

/** Loaded when first asked for: describing every route takes longer than starting. */
function documentOf(app: NestFastifyApplication): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { openApiOf } = require('./platform/openapi/openapi') as typeof import('./platform/openapi/openapi');
  return openApiOf(app);
}

function keysOf(store: Store): Keys {
  return new Keys(async (hash) => {
    const key = await store.keys.findActive(hash);
    return key === undefined || !isRole(key.role) ? undefined : { practice: key.practice, actor: key.keyId, role: key.role, timeZone: key.timeZone, demo: key.demo };
  });
}
