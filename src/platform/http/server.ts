/**
 * Fastify under Nest: strict JSON, raw documents, keys before bodies, one log line per answer. Everything here runs on
 * every request, so it is flat.
 */
import { hash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import type { Audited } from '../audit/audited';
import type { Caller } from '../auth/caller';
import { KEY_MISSING, resourceOfRequest } from '../auth/guard';
import type { KeyHolder, Keys } from '../auth/keys';
import { BACKGROUND_HEADER, CSRF_HEADER, CSRF_MISSING, isCsrfToken, NOT_SIGNED_IN, PASSWORD_CHANGE_NEEDED, sessionTokenIn, type SignedIn, type SignedIns } from '../auth/signed-in';
import type { Endpoint } from '../auth/endpoint';
import { parseStrictJson } from '../json/strict-json';
import type { Log } from '../logging/log';
import type { Telemetry } from '../telemetry/telemetry';
import type { Throttle, Wait } from '../throttle/throttle';
import { AnsweringAdapter, sendProblem } from './answer';
import { mark, refuseAddress, refuseUnparsed } from './framework-errors';
import { CSV_TYPE, DOCUMENT_TYPES, FHIR_TYPE, FORM_TYPE, isTaken, JSON_TYPE, NDJSON_TYPE, preferredType } from './media-types';
import { collectRoutes } from './methods';
import { isFhirAddress } from './operation-outcome';
import { Refused } from './problem';
import type { Traffic } from './traffic';
import './request-types';

const JSON_BYTES_MAX = 256 * 1024;
export const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;
const FORM_BYTES_MAX = 8 * 1024;
const FHIR_BYTES_MAX = 2 * 1024 * 1024;
const URL_PARAMETER_CHARS_MAX = 200;
/** Until the whole of a request is here: twenty megabytes over a slow line. */
const ARRIVAL_MS_MAX = 120_000;
/** Until its headers are. */
const HEAD_MS_MAX = 15_000;
const CHECKING_MS = 5_000;

/** `proxies`: how many in front of it name who asks. `arrivalMsMax`: how long a request may take to be here. */
export function createAdapter(door: Door, proxies = 0, arrivalMsMax = ARRIVAL_MS_MAX): AnsweringAdapter {
  const { log, telemetry } = door;
  const prefix = randomBytes(6).toString('base64url');
  let served = 0;
  const adapter = new AnsweringAdapter({
    logger: false, trustProxy: proxies === 0 ? false : proxies, bodyLimit: JSON_BYTES_MAX, genReqId: () => `${prefix}-${(++served).toString(36)}`,
    routerOptions: { maxParamLength: URL_PARAMETER_CHARS_MAX }, forceCloseConnections: 'idle', return503OnClosing: false,
    // Whoever sends a byte now and then would hold a connection for ever; Node looks for such at this pace.
    requestTimeout: arrivalMsMax, http: { headersTimeout: Math.min(HEAD_MS_MAX, arrivalMsMax), connectionsCheckingInterval: Math.min(CHECKING_MS, arrivalMsMax / 4) },
    frameworkErrors: refuseAddress(log), clientErrorHandler: refuseUnparsed,
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  collectRoutes(server);
  takeBodies(server);
  server.addHook('onRequest', (request, reply, done) => {
    telemetry.began(request);
    admit(door, request, reply, done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    log.request(request, reply);
    telemetry.ended(request, reply);
    done();
  });
  return adapter;
}

export interface Door {
  readonly keys: Keys;
  readonly signedIns: SignedIns;
  readonly log: Log;
  readonly audited: Audited;
  readonly telemetry: Telemetry;
  readonly traffic: Traffic;
  readonly throttle: Throttle;
}

/** Key or session, then what the client accepts and sends: all before a byte of the body is read. A request with both is the key's. */
function admit(door: Door, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  mark(request, reply);
  const overload = door.traffic.enter(request, reply);
  if (overload !== undefined) return void sendProblem(reply, overload);
  const endpoint = request.routeOptions.config?.endpoint;
  if (endpoint === undefined) return done();
  const gives = endpoint.gives ?? JSON_ONLY;
  if (!isFormatAsked(request) && preferredType(request.headers.accept, gives) === undefined) return void sendProblem(reply, reject('not-acceptable', `This address answers ${gives.join(' or ')}.`));
  if (endpoint.action === 'public') return takeOrRefuse(endpoint, request, reply, done);
  const header = request.headers.authorization;
  if (header === undefined) return admitPerson(door, endpoint, request, reply, done);
  const waitSeconds = door.throttle.wrongKeyWait(request.ip);
  // Whoever guesses keeps nobody out who has been let in from there before.
  if (waitSeconds > 0 && !door.keys.hasOpened(header)) return void sendProblem(reply, tooMany('wrong-keys', waitSeconds));
  const holder = door.keys.holderOf(header);
  if (!(holder instanceof Promise)) return enterByKey(door, holder, header, endpoint, request, reply, done);
  holder.then((found) => enterByKey(door, found, header, endpoint, request, reply, done), done);
}

/** In FHIR the address may say in which format, and then `Accept` says nothing; the handler judges it. */
function isFormatAsked({ url, query }: FastifyRequest): boolean {
  return isFhirAddress(url) && (query as Readonly<Record<string, unknown>>)['_format'] !== undefined;
}

function enterByKey(door: Door, holder: KeyHolder | undefined, header: string, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  if (holder === undefined) return void refuseKey(door, endpoint, request, reply).catch(done);
  request.isAdmitted = () => door.keys.isStill(header, holder);
  enter(door, holder, endpoint, request, reply, done);
}

function enter(door: Door, holder: KeyHolder, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  const caller = { ...holder, requestId: request.id };
  request.caller = caller;
  if (holder.demo) reply.header('pathgate-practice', 'demo');
  const wait = door.throttle.take(holder);
  if (wait !== undefined) return void refuseThrottled(door, wait, caller, endpoint, request, reply).catch(done);
  takeOrRefuse(endpoint, request, reply, done);
}

function takeOrRefuse(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const takes = endpoint.takes ?? JSON_ONLY;
  // What is deleted is said by its address: a body is not asked for.
  const isBare = takes.length === 0 || (request.method === 'DELETE' && request.headers['content-type'] === undefined);
  if (endpoint.write !== 'none' && !isBare && !isTaken(request.headers['content-type'], request.headers['content-encoding'], takes)) {
    return void sendProblem(reply, reject('unsupported-media-type', `Send Content-Type: ${takes.join(' or ')}, JSON in UTF-8, and no Content-Encoding.`));
  }
  done();
}

function admitPerson(door: Door, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  const token = sessionTokenIn(request.headers.cookie);
  if (token === undefined) return shut(door, endpoint.action === 'own-session' ? NOT_SIGNED_IN : KEY_MISSING, request, reply);
  const isActivity = endpoint.background !== true && request.headers[BACKGROUND_HEADER] === undefined;
  door.signedIns.find(token, isActivity).then((found) => enterPerson(door, found, token, endpoint, request, reply, done), done);
}

function enterPerson(door: Door, signedIn: SignedIn | undefined, token: string, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  if (signedIn === undefined) return shut(door, NOT_SIGNED_IN, request, reply);
  const rejection = isForged(request, signedIn) ? CSRF_MISSING : signedIn.mustChangePassword && endpoint.beforePasswordChange !== true ? PASSWORD_CHANGE_NEEDED : undefined;
  if (rejection !== undefined) {
    const refused = door.audited.refused({ ...signedIn.holder, requestId: request.id }, `${endpoint.action}:${rejection.code}`, resourceOfRequest(request));
    return void refused.then(() => sendProblem(reply, rejection), done);
  }
  request.signedIn = signedIn;
  request.isAdmitted = () => door.signedIns.isStill(token, signedIn);
  enter(door, signedIn.holder, endpoint, request, reply, done);
}

const SAFE_METHODS = ['GET', 'HEAD'];

/** A browser sends the cookie with whatever any page makes it ask for; the token only the own page knows. */
function isForged(request: FastifyRequest, signedIn: SignedIn): boolean {
  return !SAFE_METHODS.includes(request.method) && !isCsrfToken(request.headers[CSRF_HEADER], signedIn);
}

const JSON_ONLY = [JSON_TYPE];
const KEY_UNKNOWN = reject('key-unknown', 'This key is not known, was revoked or has expired. Ask the practice\'s administrator for another.');

/** A key that has ended still names its practice, whose audit shows who knocked; the answer says no more than for any other key. */
async function refuseKey(door: Door, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const former = await door.keys.formerHolderOf(request.headers.authorization ?? '');
  if (former !== undefined) await door.audited.refused({ ...former.holder, requestId: request.id }, `${endpoint.action}:${former.ended}-key`, resourceOfRequest(request));
  door.throttle.countWrongKey(request.ip);
  shut(door, KEY_UNKNOWN, request, reply);
}

async function refuseThrottled({ audited }: Door, { seconds, because, isFirst }: Wait, caller: Caller, { action }: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isFirst) await audited.refused(caller, `${action}:throttled`, resourceOfRequest(request));
  sendProblem(reply, tooMany(because, seconds));
}

function tooMany(because: Wait['because'] | 'wrong-keys', retryAfterSeconds: number): Rejection {
  return because === 'wrong-keys'
    ? reject('too-many-wrong-keys', `Too many requests with keys that open nothing came from there. Wait ${retryAfterSeconds} seconds, and see which program holds an old key.`, { details: { retryAfterSeconds } })
    : reject('too-many-requests', `Too many requests of this ${because === 'client' ? 'key or account' : 'practice'}. Wait ${retryAfterSeconds} seconds and go on more slowly.`, { details: { retryAfterSeconds, of: because } });
}

/** No practice can be named, so no practice's audit can hold it, and strangers must not be able to fill one: a line of the log. */
function shut({ log }: Door, rejection: Rejection, request: FastifyRequest, reply: FastifyReply): void {
  log.notice(rejection === NOT_SIGNED_IN ? 'session-refused' : 'key-refused', { code: rejection.code, method: request.method, route: request.routeOptions.url ?? 'unrouted', requestId: request.id });
  sendProblem(reply, rejection);
}

function takeBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  for (const [type, bodyLimit] of [[JSON_TYPE, JSON_BYTES_MAX], [FHIR_TYPE, FHIR_BYTES_MAX]] as const) {
    server.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit }, (request, body, done) => {
      const bytes = body as Buffer;
      request.bodyDigest = digest(bytes);
      request.bytes = bytes;
      const parsed = parseStrictJson(bytes);
      if (isRejection(parsed)) done(new Refused(parsed));
      else done(null, parsed.value);
    });
  }
  server.addContentTypeParser(FORM_TYPE, { parseAs: 'string', bodyLimit: FORM_BYTES_MAX }, (_, body, done) => done(null, new URLSearchParams(body as string)));
  server.addContentTypeParser([...DOCUMENT_TYPES, NDJSON_TYPE, CSV_TYPE], { parseAs: 'buffer', bodyLimit: DOCUMENT_BYTES_MAX }, (request, body, done) => {
    request.bodyDigest = digest(body as Buffer);
    done(null, body);
  });
}

function digest(bytes: Buffer): string {
  return hash('sha256', bytes, 'base64url');
}
