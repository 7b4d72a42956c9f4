/**
 * Structured logs by an allow-list: a field that is not named here does not reach the log. No addresses with their
 * ids, no query values, no bodies, no error messages (a driver may quote a value): error names and stack frames only.
 */
import type { LoggerService } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import pino, { type Logger } from 'pino';

export const LOG = Symbol('Log');

const HTTP_ERROR_FLOOR = 500;

export class Log {
  private readonly logger: Logger;

  constructor(level: string, destination?: pino.DestinationStream) {
    const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
    this.logger = destination === undefined ? pino(options) : pino(options, destination);
  }

  request(request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method, route: request.routeOptions.url ?? 'unrouted', status: reply.statusCode, durationMs: Math.round(reply.elapsedTime * 10) / 10,
      requestId: request.id, practice: request.caller?.practice, role: request.caller?.role,
    };
    if (reply.statusCode >= HTTP_ERROR_FLOOR) this.logger.error(line, 'request');
    else this.logger.info(line, 'request');
  }

  failure(error: unknown, request?: FastifyRequest): void {
    this.logger.error({ error: nameOf(error), code: codeOf(error), frames: framesOf(error), requestId: request?.id, route: request?.routeOptions.url }, 'failure');
  }

  /** `event` and `fields` are the program's own words, never input. */
  notice(event: string, fields: Readonly<Record<string, string | number | boolean>> = {}): void {
    this.logger.info(fields, event);
  }

  flush(): void {
    this.logger.flush();
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}

/** Stack frames without the message line. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  return error.stack.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('at ')).slice(0, 12);
}

/** The framework's own words: only that something failed, never its messages, which may quote input. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}

  log(): void {
    // Start-up chatter: which controllers and routes there are is in /openapi.json.
  }

  warn(): void {
    this.to.notice('framework-warning');
  }

  error(message: unknown): void {
    this.to.failure(message);
  }

  fatal(message: unknown): void {
    this.to.failure(message);
  }
}
