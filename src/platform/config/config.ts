/** The program's settings, from the environment. What is wrong stops the start with a sentence. */
import type { StoreConfig } from '../database/migrations';
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
}

export class ConfigRefusal extends Error {}

const DEFAULT_PORT = 3000;
const PORT_MAX = 65_535;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'];

/** PORT, HOST (127.0.0.1), LOG_LEVEL, PATHGATE_EDI_USAGE (T), BEHIND_PROXY=1 (a proxy in front ends TLS; needed to listen beyond this machine), and the data's place. */
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
  return { host, port: portOf(environment.PORT), logLevel, x12Usage, location, demo, store: demo ? location.demo : location.practice };
}

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  if (!/^\d{1,5}$/.test(text) || Number(text) > PORT_MAX) throw new ConfigRefusal(`PORT=${text} is not a port: a number from 0 to ${PORT_MAX}.`);
  return Number(text);
}
