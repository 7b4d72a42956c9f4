/** Whatever is thrown leaves as a problem: a refusal as itself, the framework's own by status, the rest as 500 without details. */
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { StoreUnavailable } from '../database/store-errors';
import { LOG, type Log } from '../logging/log';
import { sendProblem } from './answer';
import { allowedMethods } from './methods';
import { NOT_FOUND, Refused } from './problem';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const { rejection, headers } = this.rejectionOf(error, request);
    sendProblem(reply, rejection, headers);
  }

  private rejectionOf(error: unknown, request: FastifyRequest): { rejection: Rejection; headers?: Record<string, string> } {
    if (error instanceof Refused) return { rejection: error.rejection };
    if (isUnstorable(error)) return { rejection: MALFORMED };
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
    if (status === 404) return unrouted(request);
    const known = typeof status === 'number' ? OF_FRAMEWORK[status] : undefined;
    if (known !== undefined) return { rejection: known };
    if (typeof status === 'number' && status >= 400 && status < 500) return { rejection: MALFORMED };
    this.log.failure(error, request);
    return { rejection: error instanceof StoreUnavailable ? UNAVAILABLE : reject('internal-error', 'The server failed; nothing was stored unless you were told so. Repeat the request with the same Idempotency-Key.') };
  }
}

function unrouted(request: FastifyRequest): { rejection: Rejection; headers?: Record<string, string> } {
  const methods = allowedMethods(request);
  if (methods.length === 0) return { rejection: NOT_FOUND };
  const allow = methods.join(', ');
  return { rejection: reject('method-not-allowed', `This address takes ${allow}.`), headers: { allow } };
}

/** PostgreSQL holds no NUL character: what has one in it names nothing that is there, and is nothing that could be recorded. */
function isUnstorable(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '22021';
}

const MALFORMED = reject('malformed-request', 'The request cannot be read. Compare it with /openapi.json.');
const UNAVAILABLE = reject('not-available', 'The store cannot take this now. Repeat the request with the same Idempotency-Key.');

const OF_FRAMEWORK: Readonly<Record<number, Rejection>> = {
  413: reject('too-large', 'The body is larger than this address takes.'),
  415: reject('unsupported-media-type', 'Send Content-Type: application/json.'),
  503: UNAVAILABLE,
};
