/**
 * Fastify under Nest: strict JSON, raw documents, keys before bodies, one log line per answer. Everything here runs on
 * every request, so it is flat.
 */
import { hash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRejection, reject } from '../../../machines/kernel/rejection';
import { KEY_MISSING } from '../auth/guard';
import type { Keys } from '../auth/keys';
import type { Endpoint } from '../auth/endpoint';
import { parseStrictJson } from '../json/strict-json';
import type { Log } from '../logging/log';
import { AnsweringAdapter, sendProblem } from './answer';
import { DOCUMENT_TYPES, JSON_TYPE, mediaType } from './media-types';
import { collectRoutes } from './methods';
import { Refused } from './problem';
import './request-types';

const JSON_BYTES_MAX = 256 * 1024;
export const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;
const URL_PARAMETER_CHARS_MAX = 200;

export function createAdapter(keys: Keys, log: Log): AnsweringAdapter {
  const prefix = randomBytes(6).toString('base64url');
  let served = 0;
  const adapter = new AnsweringAdapter({
    logger: false, bodyLimit: JSON_BYTES_MAX, genReqId: () => `${prefix}-${(++served).toString(36)}`,
    routerOptions: { maxParamLength: URL_PARAMETER_CHARS_MAX }, forceCloseConnections: 'idle',
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  collectRoutes(server);
  takeBodies(server);
  server.addHook('onRequest', (request, reply, done) => admit(keys, request, reply, done));
  server.addHook('onResponse', (request, reply, done) => {
    log.request(request, reply);
    done();
  });
  return adapter;
}

/** Key, then what the client accepts and sends: all before a byte of the body is read. */
function admit(keys: Keys, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
  reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
  const endpoint = request.routeOptions.config?.endpoint;
  if (endpoint === undefined) return done();
  if (!accepts(request.headers.accept, endpoint.gives ?? [JSON_TYPE])) {
    return void sendProblem(reply, reject('not-acceptable', `This address answers ${(endpoint.gives ?? [JSON_TYPE]).join(' or ')}.`));
  }
  if (endpoint.action === 'public') return done();
  const header = request.headers.authorization;
  if (header === undefined) return void sendProblem(reply, KEY_MISSING);
  const holder = keys.holderOf(header);
  if (!(holder instanceof Promise)) return enter(holder, endpoint, request, reply, done);
  holder.then((found) => enter(found, endpoint, request, reply, done), done);
}

function enter(holder: Awaited<ReturnType<Keys['holderOf']>>, endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (holder === undefined) return void sendProblem(reply, KEY_UNKNOWN);
  request.caller = { ...holder, requestId: request.id };
  if (holder.demo) reply.header('pathgate-practice', 'demo');
  if (endpoint.write !== 'none' && !isTaken(request.headers['content-type'], endpoint.takes ?? [JSON_TYPE])) {
    return void sendProblem(reply, reject('unsupported-media-type', `Send Content-Type: ${(endpoint.takes ?? [JSON_TYPE]).join(' or ')}.`));
  }
  done();
}

const KEY_UNKNOWN = reject('key-unknown', 'This key is not known or was revoked. Ask the practice\'s administrator for another.');

function isTaken(contentType: string | undefined, taken: readonly string[]): boolean {
  return contentType !== undefined && taken.includes(mediaType(contentType));
}

function accepts(header: string | undefined, gives: readonly string[]): boolean {
  if (header === undefined || header === '' || header === '*/*') return true;
  return header.split(',').some((part) => {
    const type = mediaType(part);
    if (/;\s*q=0(\.0*)?\s*$/.test(part)) return false;
    return type === '*/*' || gives.includes(type) || (type.endsWith('/*') && gives.some((given) => given.startsWith(type.slice(0, -1))));
  });
}

function takeBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer', bodyLimit: JSON_BYTES_MAX }, (request, body, done) => {
    const bytes = body as Buffer;
    request.bodyDigest = digest(bytes);
    const parsed = parseStrictJson(bytes);
    if (isRejection(parsed)) done(new Refused(parsed));
    else done(null, parsed.value);
  });
  server.addContentTypeParser([...DOCUMENT_TYPES], { parseAs: 'buffer', bodyLimit: DOCUMENT_BYTES_MAX }, (request, body, done) => {
    request.bodyDigest = digest(body as Buffer);
    done(null, body);
  });
}

function digest(bytes: Buffer): string {
  return hash('sha256', bytes, 'base64url');
}
