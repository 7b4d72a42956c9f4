/** Puts the application together over an opened store; `main.ts` and the tests start it the same way. */
import { randomInt, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { Anchoring } from './audit';
import { ImportWorker } from './imports';
import { DraftPacket, PACKET_DRAFT, PacketFiles } from './packets';
import { Audited } from './platform/audit/audited';
import { Keys, type FormerHolder, type KeyHolder } from './platform/auth/keys';
import { isAction, isRole } from './platform/auth/permissions';
import type { OpenIdSettings } from './platform/auth/openid-settings';
import { sessionSettings, type SessionSettings } from './platform/auth/session-settings';
import { SignedIns } from './platform/auth/signed-in';
import type { Clock } from './platform/clock/clock';
import type { ActiveKey } from './platform/database/api-keys';
import type { X12Usage } from './platform/config/config';
import type { StoreConfig } from './platform/database/migrations';
import type { Store } from './platform/database/store';
import type { BackOff } from './platform/event-store/back-off';
import { SharedBudgets } from './platform/database/shared-budgets';
import { OutboxWorker, Postponed } from './platform/event-store/outbox-worker';
import { createAdapter } from './platform/http/server';
import { Traffic } from './platform/http/traffic';
import { openApiOf } from './platform/openapi/openapi';
import { NestLog, type Log } from './platform/logging/log';
import { PatientLog, PATIENT_LOG_PARTS, type PatientLogParts } from './platform/patient-log/patient-log';
import { SystemWrites } from './platform/patient-log/system-writes';
import { NO_TELEMETRY, type Telemetry } from './platform/telemetry/telemetry';
import { NO_LIMITS, type RequestLimits } from './platform/throttle/request-limits';
import { Throttle } from './platform/throttle/throttle';
import { NO_CDS_CLIENTS, type CdsClients } from './cds-hooks';
import type { CodeDescriptors } from './claims';
import { Deliveries, DeliverEvent, DELIVERY_PACE, Networks, WEBHOOK_DELIVERY, WEBHOOK_NETWORKS, WebhookStore } from './events';
import type { OwnCases, OwnPolicies } from './policies';
import { DailyReassessment } from './reassessment';
import { AccessTokens, DeliverSubmission, PACE, SUBMISSION, type PayerEndpoints } from './submissions';

const IDLE_SWEEP_MS = 50;
const CLOSE_MS_MAX = 10_000;

export interface Opened {
  readonly store: Store;
  readonly storeConfig: StoreConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly demo: boolean;
  /** What the practice's directory holds; none when left out. */
  readonly ownPolicies?: OwnPolicies;
  readonly ownCases?: OwnCases;
  /** A licensed practice's own descriptors of codes; none when left out. */
  readonly codeDescriptors?: CodeDescriptors;
  /** To which payers the service sends; none when left out. */
  readonly payerEndpoints?: PayerEndpoints;
  /** Which EHRs may ask by CDS Hooks; none when left out. */
  readonly cdsClients?: CdsClients;
  /** What the X12 request of a signed packet says of itself; a test when left out. */
  readonly x12Usage?: X12Usage;
  /** How long people stay signed in; the defaults when left out. */
  readonly sessions?: SessionSettings;
  /** By which provider people may sign in too; none when left out. */
  readonly openId?: OpenIdSettings | null;
  /** Networks to which webhooks may go although the internet does not reach them; none when left out. */
  readonly webhookNetworks?: readonly string[];
  /** How deliveries of webhooks are tried again; their own way when left out. */
  readonly webhookBackOff?: BackOff;
  readonly webhookTimeoutMs?: number;
  /** Who hears of the service's own work; nobody when left out. */
  readonly telemetry?: Telemetry;
  /** How many proxies in front say who asks; none when left out. */
  readonly proxies?: number;
  /** How long a request may take to be here; two minutes when left out. */
  readonly arrivalMsMax?: number;
  /** The folder of the anchors; none are written when left out. */
  readonly anchors?: string;
  /** How much a client and a practice may ask; no limit when left out. */
  readonly limits?: RequestLimits;
  /** The data's place: what imports read lies there; a folder of the system's own when left out. */
  readonly directory?: string;
}

export interface RunningApp {
  readonly app: NestFastifyApplication;
  /** Takes no new connection; those there are get their answers. */
  drain(): Promise<void>;
  /** Answers every request it has taken, ends the jobs in hand, then the store. */
  close(): Promise<void>;
}

export async function createApp(opened: Opened): Promise<RunningApp> {
  const { store, log, clock, sessions = sessionSettings(), telemetry = NO_TELEMETRY } = opened;
  const signedIns = new SignedIns(store.sessions, clock, sessions);
  const throttle = new Throttle(opened.limits ?? NO_LIMITS, clock, store.sql.engine === 'postgres' ? new SharedBudgets(store.sql) : undefined, (error) => log.failure(error));
  const traffic = new Traffic();
  const adapter = createAdapter({ keys: keysOf(store), signedIns, log, audited: new Audited(store), throttle, telemetry, traffic }, opened.proxies, opened.arrivalMsMax);
  let openApi: string | undefined;
  const json = (): string => (openApi ??= JSON.stringify(openApiOf(app)));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over({ ownPolicies: [], ownCases: [], codeDescriptors: {}, payerEndpoints: [], cdsClients: NO_CDS_CLIENTS, x12Usage: 'T', openId: null, directory: join(tmpdir(), `pathgate-${process.pid}`), ...opened, anchors: opened.anchors ?? null, webhookNetworks: new Networks(opened.webhookNetworks), signedIns, openApi: { json } }), adapter, { bodyParser: false, logger: new NestLog(log), abortOnError: false });
  await app.init();
  const drafts = app.get(DraftPacket, { strict: false });
  const worker = new OutboxWorker(store.outbox, telemetry.ofJobs({ [PACKET_DRAFT]: (job) => drafts.execute(job) }), (_, error) => log.failure(error));
  worker.start();
  throttle.start();
  const deliveries = deliveriesOf(app, opened);
  deliveries.start();
  const webhooks = webhooksOf(app, opened);
  webhooks.start();
  const reassessment = new DailyReassessment({ ...app.get<PatientLogParts>(PATIENT_LOG_PARTS, { strict: false }), store }, log);
  reassessment.start();
  const imports = app.get(ImportWorker, { strict: false });
  imports.start();
  const anchoring = opened.anchors === undefined ? undefined : new Anchoring({ sql: store.sql, clock, log, folder: opened.anchors });
  anchoring?.start();
  return {
    app,
    drain: () => traffic.drain(app.getHttpServer()),
    close: async () => {
      await closeServer(app);
      await Promise.all([reassessment.stop(), imports.stop(), throttle.stop()]);
      await Promise.all([worker.stop(), deliveries.stop(), webhooks.stop()]);
      // When nothing more is written.
      await anchoring?.stop();
      await store.close();
      log.flush();
    },
  };
}

const CHANCES = 2 ** 32;

/** A worker of its own: a payer that is slow keeps no packet waiting. */
function deliveriesOf(app: NestFastifyApplication, { store, clock, log, payerEndpoints = [], telemetry = NO_TELEMETRY }: Opened): OutboxWorker {
  const strict = { strict: false };
  const delivery = new DeliverSubmission({
    log: app.get(PatientLog, strict), writes: app.get(SystemWrites, strict), packets: app.get(PacketFiles, strict), practices: store.practices, endpoints: payerEndpoints,
    tokens: new AccessTokens(clock, () => randomUUID()), chance: () => randomInt(CHANCES) / CHANCES, now: () => clock.now(),
  });
  return new OutboxWorker(store.outbox, telemetry.ofJobs({ [SUBMISSION]: (job, ending) => delivery.execute(job, ending) }), (_, error) => {
    if (error instanceof Postponed) log.notice('submission-postponed', { code: error.reason, parked: error.waitMs === null });
    if (!(error instanceof Postponed) || error.cause !== undefined) log.failure(error instanceof Postponed ? error.cause : error);
  }, PACE);
}

/** One more: receivers that are slow keep no payer waiting. */
function webhooksOf(app: NestFastifyApplication, { store, clock, log, webhookBackOff, webhookTimeoutMs, telemetry = NO_TELEMETRY }: Opened): OutboxWorker {
  const strict = { strict: false };
  const delivery = new DeliverEvent({
    store, clock, webhooks: app.get(WebhookStore, strict), networks: app.get<Networks>(WEBHOOK_NETWORKS, strict), chance: () => randomInt(CHANCES) / CHANCES,
    ...(webhookBackOff !== undefined && { backOff: webhookBackOff }), ...(webhookTimeoutMs !== undefined && { timeoutMs: webhookTimeoutMs }),
  });
  return new OutboxWorker(new Deliveries(store.sql, clock), telemetry.ofJobs({ [WEBHOOK_DELIVERY]: (job, ending) => delivery.execute(job, ending) }), (_, error) => {
    if (error instanceof Postponed) log.notice('webhook-postponed', { code: error.reason, dead: error.waitMs === null });
    if (!(error instanceof Postponed) || error.cause !== undefined) log.failure(error instanceof Postponed ? error.cause : error);
  }, DELIVERY_PACE);
}

/**
 * Nothing new is taken, what is under way is answered. A client that keeps its connection open is let go as soon as it is
 * idle, and at the latest when the time is up.
 */
async function closeServer(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const limit = setTimeout(() => server.closeAllConnections(), CLOSE_MS_MAX);
  await app.close();
  clearInterval(sweep);
  clearTimeout(limit);
}

function keysOf({ keys }: Store): Keys {
  return new Keys(async (hash) => holderOf(await keys.findActive(hash)), async (hash) => formerHolderOf(await keys.findFormer(hash)));
}

function holderOf(key: ActiveKey | undefined): KeyHolder | undefined {
  if (key === undefined || !isRole(key.role)) return undefined;
  const { practice, keyId, role, timeZone, demo, scope } = key;
  return { practice, actor: keyId, role, timeZone, demo, ...(scope !== null && { scope: scope.filter(isAction) }) };
}

function formerHolderOf(key: ActiveKey | undefined): FormerHolder | undefined {
  const holder = holderOf(key);
  return holder === undefined ? undefined : { holder, ended: key?.revokedAt === null ? 'expired' : 'revoked' };
}
