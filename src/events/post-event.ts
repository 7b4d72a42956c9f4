/**
 * One delivery over the network: the status it was answered with, or why there is none. The name is resolved once, every address of it is checked,
 * and the connection goes to what was checked, so that a name which changes its mind leads nowhere. No redirect is followed and no answer is read.
 */
import { lookup } from 'node:dns/promises';
import { request as requestInClear, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestByTls } from 'node:https';
import { isIP } from 'node:net';
import type { Networks } from './networks';

export interface Posted {
  readonly status: number;
  readonly retryAfterMs?: number;
}

/** A code of `failures.ts`. */
export interface NotPosted {
  readonly code: 'address-refused' | 'not-reached' | 'no-answer';
}

interface Address {
  readonly address: string;
  readonly family: number;
}

export interface Way {
  readonly networks: Networks;
  readonly timeoutMs: number;
  /** Cut short when the service ends. */
  readonly ending: AbortSignal;
  /** All addresses of a name. */
  readonly resolve?: (name: string) => Promise<readonly Address[]>;
}

/** What is taken of an answer before the connection is ended. */
const ANSWER_BYTES_MAX = 16 * 1024;
const ANSWER_MS_MAX = 1_000;
const RETRY_AFTER_SECONDS_MAX = 86_400;

export async function postEvent(url: URL, headers: Readonly<Record<string, string>>, body: string, { networks, timeoutMs, ending, resolve = resolveAll }: Way): Promise<Posted | NotPosted> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(timeoutMs)]);
  const addresses = await addressesOf(url, resolve, signal);
  if (addresses === undefined) return { code: signal.aborted ? 'no-answer' : 'not-reached' };
  if (!addresses.every(({ address }) => isAdmitted(url, address, networks))) return { code: 'address-refused' };
  try {
    return postedOf(await send(url, headers, body, addresses, signal));
  } catch {
    return { code: signal.aborted ? 'no-answer' : 'not-reached' };
  }
}

/** May this be an address of a webhook at all? A name is known to lead somewhere only when it is resolved. */
export function isUsable(url: URL, networks: Networks): boolean {
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  const host = hostOf(url);
  return isIP(host) === 0 ? url.protocol === 'https:' || networks.hasNamed : isAdmitted(url, host, networks);
}

function isAdmitted({ protocol }: URL, address: string, networks: Networks): boolean {
  return networks.isOpen(address) && (protocol === 'https:' || networks.isNamed(address));
}

async function addressesOf(url: URL, resolve: NonNullable<Way['resolve']>, signal: AbortSignal): Promise<readonly Address[] | undefined> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return [{ address: host, family: isIP(host) }];
  try {
    const found = await Promise.race([resolve(host), rejectedBy(signal)]);
    return found.length === 0 ? undefined : found;
  } catch {
    return undefined;
  }
}

function send(url: URL, headers: Readonly<Record<string, string>>, body: string, addresses: readonly Address[], signal: AbortSignal): Promise<IncomingMessage> {
  const pinned: NonNullable<RequestOptions['lookup']> = (_, { all }, found) => {
    if (all === true) found(null, addresses.map(({ address, family }) => ({ address, family })));
    else found(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestByTls : requestInClear)(url, {
      method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, agent: false, lookup: pinned, signal,
    }, resolve);
    // What goes wrong after the answer has begun, a second answer too, changes nothing any more.
    request.on('error', reject);
    request.end(body);
  });
}

function postedOf(response: IncomingMessage): Posted {
  letGo(response);
  const { 'retry-after': after } = response.headers;
  const wait = after !== undefined && /^\d{1,6}$/.test(after) ? { retryAfterMs: Math.min(Number(after), RETRY_AFTER_SECONDS_MAX) * 1000 } : {};
  return { status: response.statusCode ?? 0, ...wait };
}

/** A short answer may end by itself; nothing of it is kept. */
function letGo(response: IncomingMessage): void {
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), ANSWER_MS_MAX);
  timer.unref();
  response.on('data', ({ length }: Buffer) => {
    if ((bytes += length) > ANSWER_BYTES_MAX) response.destroy();
  });
  response.on('error', () => undefined);
  response.on('close', () => clearTimeout(timer));
}

function resolveAll(name: string): Promise<readonly Address[]> {
  return lookup(name, { all: true, verbatim: true });
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new Error('out of time'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** Without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
