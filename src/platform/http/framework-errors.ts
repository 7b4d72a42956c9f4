/** What is refused before any handler: addresses the router cannot read, and requests Node cannot parse. Nothing is echoed. */
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import type { Log } from '../logging/log';
import { sendProblem } from './answer';
import { PROBLEM_TYPE, problemOf } from './problem';

const MALFORMED_ADDRESS = reject('malformed-address', 'The address is not readable: percent-encode it as UTF-8.');
const ADDRESS_TOO_LONG = reject('address-too-long', 'A part of the address is longer than any id of this service.');
const UNREADABLE = reject('malformed-request', 'The request cannot be read. Compare it with /openapi.json.');
const TIMED_OUT = reject('request-timeout', 'The request did not arrive in time. Send it again.');
const HEADERS_TOO_LARGE = reject('headers-too-large', 'Address and headers together are larger than this service takes.');
const URI_TOO_LONG = 414;

/** Every answer's headers; nothing of the record is kept by a cache on the way. */
export function mark(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
}

/** For Fastify's `frameworkErrors`: no hook has run and none will. */
export function refuseAddress(log: Log) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    mark(request, reply);
    sendProblem(reply, error.statusCode === URI_TOO_LONG ? ADDRESS_TOO_LONG : MALFORMED_ADDRESS);
    log.request(request, reply);
  };
}

/** For Fastify's `clientErrorHandler`: there is a socket and no request. */
export function refuseUnparsed(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(responseOf(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? TIMED_OUT : error.code === 'HPE_HEADER_OVERFLOW' ? HEADERS_TOO_LARGE : UNREADABLE));
  socket.destroy(error);
}

function responseOf(rejection: Rejection): string {
  const problem = problemOf(rejection);
  const body = JSON.stringify(problem);
  return [`HTTP/1.1 ${problem.status} ${problem.title}`, `Content-Type: ${PROBLEM_TYPE}; charset=utf-8`, `Content-Length: ${Buffer.byteLength(body)}`, 'Cache-Control: no-store', 'Connection: close', '', body].join('\r\n');
}
