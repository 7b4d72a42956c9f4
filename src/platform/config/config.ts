/** The program's settings, from the environment. What is wrong stops the start with a sentence. */
import type { OpenIdSettings } from '../auth/openid-settings';
import { IDLE_MINUTES_DEFAULT, SESSION_HOURS_MAX, sessionSettings, type SessionSettings } from '../auth/session-settings';
import type { StoreConfig } from '../database/migrations';
import type { TelemetrySettings } from '../telemetry/start-telemetry';
import { REQUEST_LIMITS, type RequestLimits } from '../throttle/request-limits';
import { isNetwork } from './networks';
import { dataLocation, type DataLocation } from './data-location';

export const STORE_CONFIG = Symbol('StoreConfig');
export const X12_USAGE = Symbol('X12Usage');

/** What the X12 request of a signed packet says of itself: a test, or production. */
export const X12_USAGES = ['T', 'P'] as const;
export type X12Usage = (typeof X12_USAGES)[number];

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly store: StoreConfig;
  /** No practice is configured: the demo practice is served from its own file. */
  readonly demo: boolean;
  readonly logLevel: string;
  readonly x12Usage: X12Usage;
  readonly location: DataLocation;
  readonly sessions: SessionSettings;
  /** A provider by which people may sign in too. */
  readonly openId: OpenIdSettings | null;
  /** Networks to which webhooks may go although the internet does not reach them, as `10.20.0.0/16`. */
  readonly webhookNetworks: readonly string[];
  /** How many proxies in front say who asks. */
  readonly proxies: number;
  readonly telemetry: TelemetrySettings;
  /** How much a client and a practice may ask. */
  readonly limits: RequestLimits;
}

export class ConfigRefusal extends Error {}

const DEFAULT_PORT = 3000;
const PORT_MAX = 65_535;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const HOUR_MINUTES = 60;
const PER_MINUTE_MAX = 10_000_000;
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'];

/**
 * PORT, HOST (127.0.0.1), LOG_LEVEL, PATHGATE_EDI_USAGE (T), BEHIND_PROXY=1 (a proxy in front ends TLS and names who asks; needed to listen beyond
 * this machine), how long people stay signed in and at which address, who is told of the service's own work, and the data's place.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env, location: DataLocation = dataLocation(environment)): Config {
  const host = environment.HOST ?? LOOPBACK[0] ?? '';
  if (!LOOPBACK.includes(host) && environment.BEHIND_PROXY !== '1') {
    throw new ConfigRefusal(`HOST=${host} would send health data in the clear. Put a proxy that ends TLS in front and set BEHIND_PROXY=1, or leave HOST out.`);
  }
  const logLevel = environment.LOG_LEVEL ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) throw new ConfigRefusal(`LOG_LEVEL=${logLevel} is not one of ${LOG_LEVELS.join(', ')}.`);
  const x12Usage = X12_USAGES.find((usage) => usage === (environment.PATHGATE_EDI_USAGE ?? 'T'));
  if (x12Usage === undefined) throw new ConfigRefusal(`PATHGATE_EDI_USAGE=${environment.PATHGATE_EDI_USAGE ?? ''} is not one of ${X12_USAGES.join(', ')}.`);
  const demo = !location.isPracticeConfigured;
  const isBehindProxy = environment.BEHIND_PROXY === '1';
  const idleMinutes = wholeOf('PATHGATE_IDLE_MINUTES', environment.PATHGATE_IDLE_MINUTES, IDLE_MINUTES_DEFAULT, SESSION_HOURS_MAX * HOUR_MINUTES);
  const longestHours = wholeOf('PATHGATE_SESSION_HOURS', environment.PATHGATE_SESSION_HOURS, SESSION_HOURS_MAX, SESSION_HOURS_MAX);
  const sessions = sessionSettings(idleMinutes, longestHours, publicAddressOf(environment.PATHGATE_PUBLIC_ADDRESS), isBehindProxy);
  return { host, port: portOf('PORT', environment.PORT) ?? DEFAULT_PORT, logLevel, x12Usage, location, sessions, openId: openIdOf(environment), webhookNetworks: networksOf(environment.PATHGATE_WEBHOOK_NETWORKS), proxies: isBehindProxy ? 1 : 0, telemetry: telemetryOf(environment), limits: limitsOf(environment), demo, store: demo ? location.demo : location.practice };
}

function portOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > PORT_MAX) throw new ConfigRefusal(`${name}=${text} is not a port: a number from 0 to ${PORT_MAX}.`);
  return Number(text);
}

/** What is told there is no health data, but it is the operator's alone: on this machine, unless a host is named. */
function telemetryOf(environment: Readonly<Record<string, string | undefined>>): TelemetrySettings {
  const port = portOf('PATHGATE_METRICS_PORT', environment.PATHGATE_METRICS_PORT);
  const tracesTo = environment.OTEL_EXPORTER_OTLP_ENDPOINT || null;
  if (tracesTo !== null && (!URL.canParse(tracesTo) || !/^https?:$/.test(new URL(tracesTo).protocol))) throw new ConfigRefusal(`OTEL_EXPORTER_OTLP_ENDPOINT=${tracesTo} is not the address of a collector, as http://127.0.0.1:4318.`);
  return { metrics: port === undefined ? null : { host: environment.PATHGATE_METRICS_HOST || (LOOPBACK[0] ?? ''), port }, tracesTo };
}

function wholeOf(name: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined || text === '') return otherwise;
  if (!/^[1-9]\d{0,7}$/.test(text) || Number(text) > most) throw new ConfigRefusal(`${name}=${text} is not a whole number from 1 to ${most}.`);
  return Number(text);
}

function limitsOf(environment: Readonly<Record<string, string | undefined>>): RequestLimits {
  return {
    clientPerMinute: wholeOf('PATHGATE_CLIENT_REQUESTS_PER_MINUTE', environment.PATHGATE_CLIENT_REQUESTS_PER_MINUTE, REQUEST_LIMITS.clientPerMinute, PER_MINUTE_MAX),
    practicePerMinute: wholeOf('PATHGATE_PRACTICE_REQUESTS_PER_MINUTE', environment.PATHGATE_PRACTICE_REQUESTS_PER_MINUTE, REQUEST_LIMITS.practicePerMinute, PER_MINUTE_MAX),
    wrongKeysPerMinute: wholeOf('PATHGATE_WRONG_KEYS_PER_MINUTE', environment.PATHGATE_WRONG_KEYS_PER_MINUTE, REQUEST_LIMITS.wrongKeysPerMinute, PER_MINUTE_MAX),
  };
}

function networksOf(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') return [];
  const networks = text.split(',').map((each) => each.trim());
  const wrong = networks.find((each) => !isNetwork(each));
  if (wrong !== undefined) throw new ConfigRefusal(`PATHGATE_WEBHOOK_NETWORKS: ${wrong} is no network. Write addresses with how many bits count, and commas between them, as 10.20.0.0/16,fd00::/8.`);
  return networks;
}

/** The address as browsers write an origin. */
function publicAddressOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable = url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname))) && text.replace(/\/$/, '') === url.origin;
  if (!isUsable) throw new ConfigRefusal(`PATHGATE_PUBLIC_ADDRESS=${text} is not where browsers find the service: scheme and host, as https://pathgate.example, and nothing behind them.`);
  return url.origin;
}

const CLAIM_DEFAULT = 'preferred_username';

function openIdOf(environment: Readonly<Record<string, string | undefined>>): OpenIdSettings | null {
  const [issuer = '', clientId = '', clientSecret = ''] = [environment.PATHGATE_OPENID_ISSUER, environment.PATHGATE_OPENID_CLIENT_ID, environment.PATHGATE_OPENID_CLIENT_SECRET];
  if (issuer === '' && clientId === '' && clientSecret === '') return null;
  if (issuer === '' || clientId === '' || clientSecret === '') throw new ConfigRefusal('PATHGATE_OPENID_ISSUER, PATHGATE_OPENID_CLIENT_ID and PATHGATE_OPENID_CLIENT_SECRET go together: set all three, or none.');
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname)))) throw new ConfigRefusal(`PATHGATE_OPENID_ISSUER=${issuer} is not the https address of a provider.`);
  return { issuer, clientId, clientSecret, claim: environment.PATHGATE_OPENID_CLAIM || CLAIM_DEFAULT };
}
