/** `npm start`. Exit 0 after Ctrl-C or SIGTERM, 1 when it may not start. */
import 'reflect-metadata';
import { join } from 'node:path';
import { learnToReadReasons } from '../machines/denials';
import { SHIPPED_POLICIES } from '../machines/policies/shipped';
import { openCdsClients } from './cds-hooks';
import { openCodeDescriptors } from './claims';
import { createApp } from './create-app';
import { demoBanner, openDemoPractice, type DemoPractice } from './demo';
import { announcePackets } from './packets';
import { patientProjector } from './patients';
import { systemClock, type Clock } from './platform/clock/clock';
import { steadyClock } from './platform/clock/steady-clock';
import { ConfigRefusal, readConfig, type Config } from './platform/config/config';
import { describeLocation } from './platform/config/data-location';
import { makeReserve } from './platform/database/disk-reserve';
import { openStore } from './platform/database/open-store';
import { lockForService, type ServiceLock } from './platform/database/service-lock';
import type { Store } from './platform/database/store';
import { StoreRefusal, StoreUnavailable } from './platform/database/store-errors';
import { portRefusal, refuseUnusablePort } from './platform/http/port';
import { Log } from './platform/logging/log';
import { startTelemetry } from './platform/telemetry/start-telemetry';
import { telemetryOf } from './platform/telemetry/telemetry';
import { openPracticeCases, openPracticePolicies, refuseUnreadablePolicies } from './policies';
import { openPayerEndpoints } from './submissions';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = new Log(config.logLevel);
  const ownPolicies = openPracticePolicies(config.location.policies);
  const ownCases = openPracticeCases(config.location.policies);
  const codeDescriptors = openCodeDescriptors(config.location.codeDescriptors);
  const payerEndpoints = openPayerEndpoints(config.location.payerEndpoints);
  const cdsClients = openCdsClients(config.location.cdsClients);
  const { metrics } = config.telemetry;
  await refuseUnusablePort(config.host, config.port);
  if (metrics !== null) await refuseUnusablePort(metrics.host, metrics.port, { port: 'PATHGATE_METRICS_PORT', host: 'PATHGATE_METRICS_HOST' });
  const lock = lockForService(config.store);
  if (config.store.kind === 'sqlite' && !makeReserve(config.store.file)) log.notice('disk-nearly-full', { reserve: false });
  const clock = steadyClock(systemClock, () => performance.now(), (seconds) => log.notice('clock-went-back', { seconds }));
  const store = await openStore(config.store, clock, 'own-thread');
  for (const warning of store.warnings) process.stderr.write(`Warning: ${warning}\n`);
  await refuseUnreadablePolicies(store);
  learnToReadReasons();
  const demo = config.demo ? await openDemo(config, store, clock) : await refuseWithoutPractice(config, store);
  const isWatched = metrics !== null || config.telemetry.tracesTo !== null;
  const endTelemetry = await startTelemetry(config.telemetry, log);
  const running = await createApp({ store, ...(isWatched && { telemetry: telemetryOf(() => store.outbox.queuedWork()) }), storeConfig: config.store, clock, log, demo: config.demo, x12Usage: config.x12Usage, sessions: config.sessions, proxies: config.proxies, limits: config.limits, directory: config.location.directory, anchors: config.location.anchors, openId: config.openId, webhookNetworks: config.webhookNetworks, ownPolicies, ownCases, codeDescriptors, payerEndpoints, cdsClients });
  endWell(async () => {
    await running.drain();
    await running.close();
    await endTelemetry();
  }, lock, log);
  await running.app.listen(config.port, config.host).catch((error: unknown) => Promise.reject(portRefusal(error, config.host, config.port) as Error));
  const address = (await running.app.getUrl()).replace('[::1]', 'localhost');
  process.stdout.write(demo === undefined ? `Pathgate listens on ${address} (${address}/openapi.json)\n` : demoBanner(demo, address));
}

function openDemo(config: Config, store: Store, clock: Clock): Promise<DemoPractice> {
  return openDemoPractice({ store, clock, keyFile: join(config.location.directory, 'demo-keys.json'), policies: SHIPPED_POLICIES, projector: patientProjector, announce: announcePackets });
}

/** Without a practice no key opens anything: say how to make one instead of serving refusals. */
async function refuseWithoutPractice(config: Config, store: Store): Promise<undefined> {
  if ((await store.practices.list()).length > 0) return undefined;
  await store.close();
  throw new StoreRefusal(`${describeLocation(config.store)} holds no practice yet. Create one: npm run init -- --name "..." --time-zone America/New_York`);
}

/** The first signal ends in order, the second at once. */
function endWell(close: () => Promise<void>, lock: ServiceLock, log: Log): void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(130);
    ending = true;
    close().then(() => {
      lock.release();
      process.exit(0);
    }, (error: unknown) => {
      log.failure(error);
      process.exit(1);
    });
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigRefusal || error instanceof StoreRefusal || error instanceof StoreUnavailable;
  process.stderr.write(`${isExpected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
