/**
 * Fastify under Nest: strict JSON, raw documents, keys before bodies, one log line per answer. Everything here runs on
 * every request, so it is flat.
 */
import { hash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import type { Audited } from '../audit/audited';
import { KEY_MISSING, resourceOfRequest } from '../auth/guard';
import type { KeyHolder, Keys } from '../auth/keys';
import type { Endpoint } from '../auth/endpoint';
import { parseStrictJson } from '../json/strict-json';
import type { Log } from '../logging/log';
import { AnsweringAdapter, sendProblem } from './answer';
import { mark, refuseAddress, refuseUnparsed } from './framework-errors';
import { DOCUMENT_TYPES, FHIR_TYPE, FORM_TYPE, isTaken, JSON_TYPE, NDJSON_TYPE, preferredType } from './media-types';
import { collectRoutes } from './methods';
import { Refused } from './problem';
import './request-types';

const JSON_BYTES_MAX = 256 * 1024;
export const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;
const FORM_BYTES_MAX = 8 * 1024;
const FHIR_BYTES_MAX = 2 * 1024 * 1024;
const URL_PARAMETER_CHARS_MAX = 200;

export function createAdapter(keys: Keys, log: Log, audited: Audited): AnsweringAdapter {
  const prefix = randomBytes(6).toString('base64url');
  let served = 0;
  const adapter = new AnsweringAdapter({
    logger: false, bodyLimit: JSON_BYTES_MAX, genReqId: () => `${prefix}-${(++served).toString(36)}`,
    routerOptions: { maxParamLength: URL_PARAMETER_CHARS_MAX }, forceCloseConnections: 'idle', frameworkErrors: refuseAddress(log), clientErrorHandler: refuseUnparsed,
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  collectRoutes(server);
  takeBodies(server);
  const door: Door = { keys, log, audited };
  server.addHook('onRequest', (request, reply, done) => admit(door, request, reply, done));
  server.addHook('onResponse', (request, reply, done) => {
    log.request(request, reply);
    done();
  });
  return adapter;
}

interface Door {
  readonly keys: Keys;
  readonly log: Log;
  readonly audited: Audited;
}

/** Key, then what the client accepts and sends: all before a byte of the body is read. */
function admit(door: Door, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  mark(request, reply);
  const endpoint = request.routeOptions.config?.endpoint;
  if (endpoint === undefined) return done();
  const gives = endpoint.gives ?? JSON_ONLY;
  if (preferredType(request.headers.accept, gives) === undefined) return void sendProblem(reply, reject('not-acceptable', `This address answers ${gives.join(' or ')}.`));
  if (endpoint.action === 'public') return done();
  const header = request.headers.authorization;
  if (header === undefined) return shut(door, KEY_MISSING, request, reply);
  const holder = door.keys.holderOf(header);
  if (!(holder instanceof Promise)) return enter(door, holder, endpoint, request, reply, done);
  holder.then((found) => enter(door, found, endpoint, request, reply, done), done);
}

function enter(door: Door, holder: KeyHolder | undefined, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  if (holder === undefined) return void refuseKey(door, endpoint, request, reply).catch(done);
  request.caller = { ...holder, requestId: request.id };
  if (holder.demo) reply.header('pathgate-practice', 'demo');
  const takes = endpoint.takes ?? JSON_ONLY;
  // What is deleted is said by its address: a body is not asked for.
  const isBare = request.method === 'DELETE' && request.headers['content-type'] === undefined;
  if (endpoint.write !== 'none' && !isBare && !isTaken(request.headers['content-type'], request.headers['content-encoding'], takes)) {
    return void sendProblem(reply, reject('unsupported-media-type', `Send Content-Type: ${takes.join(' or ')}, JSON in UTF-8, and no Content-Encoding.`));
  }
  done();
}

const JSON_ONLY = [JSON_TYPE];
const KEY_UNKNOWN = reject('key-unknown', 'This key is not known or was revoked. Ask the practice\'s administrator for another.');

/** A revoked key still names its practice, whose audit shows who knocked; the answer says no more than for any other key. */
async function refuseKey(door: Door, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const former = await door.keys.revokedHolderOf(request.headers.authorization ?? '');
  if (former !== undefined) await door.audited.refused({ ...former, requestId: request.id }, `${endpoint.action}:revoked-key`, resourceOfRequest(request));
  shut(door, KEY_UNKNOWN, request, reply);
}

/** No practice can be named, so no practice's audit can hold it, and strangers must not be able to fill one: a line of the log. */
function shut({ log }: Door, rejection: Rejection, request: FastifyRequest, reply: FastifyReply): void {
  log.notice('key-refused', { code: rejection.code, method: request.method, route: request.routeOptions.url ?? 'unrouted', requestId: request.id });
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
  server.addContentTypeParser([...DOCUMENT_TYPES, NDJSON_TYPE], { parseAs: 'buffer', bodyLimit: DOCUMENT_BYTES_MAX }, (request, body, done) => {
    request.bodyDigest = digest(body as Buffer);
    done(null, body);
  });
}

function digest(bytes: Buffer): string {
  return hash('sha256', bytes, 'base64url');
}
