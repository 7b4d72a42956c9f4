/** What handlers take: the caller of a read, the write of a write. */
import { hash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KEY_MISSING } from '../auth/guard';
import type { Caller } from '../auth/caller';
import { NOT_SIGNED_IN, type SignedIn } from '../auth/signed-in';
import { mediaType } from './media-types';
import { versionOf } from './preconditions';
import { Refused } from './problem';

/** What a document is called; part of the request, so part of its hash. */
export const TITLE_HEADER = 'pathgate-title';

/** One write as the client sent it. */
export interface Write {
  readonly caller: Caller;
  /** Checked by the guard: present on every write, absent on a dry run. */
  readonly idempotencyKey: string;
  /** Of method, address and body: the same key with another request is refused. */
  readonly requestHash: string;
  /** The version the caller saw; checked by the guard on conditional writes. */
  readonly ifMatch: number | undefined;
  /** Media type of the body, without parameters. */
  readonly contentType: string;
}

export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => callerOf(context.switchToHttp().getRequest()));

export const Writing = createParamDecorator((_: unknown, context: ExecutionContext): Write => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const tag = request.headers['if-match'];
  return {
    caller: callerOf(request),
    idempotencyKey: String(request.headers['idempotency-key'] ?? ''),
    requestHash: hashOf(request),
    ifMatch: tag === undefined ? undefined : versionOf(tag),
    contentType: mediaType(request.headers['content-type'] ?? ''),
  };
});

export interface Visitor {
  /** As the connection or the proxy in front names it. */
  readonly address: string;
  readonly requestId: string;
  /** The `Host` that was asked for, as sent. */
  readonly host: string | undefined;
}

/** Whoever it is, signed in or not. */
export const Visiting = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const { ip, id, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return { address: ip, requestId: id, host: headers.host };
});

export interface Asking {
  /** `Authorization` as sent, of whoever it is. */
  readonly authorization: string | undefined;
  readonly requestId: string;
}

/** Of a caller whom the use-case itself admits. */
export const Credentials = createParamDecorator((_: unknown, context: ExecutionContext): Asking => {
  const { id, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return { authorization: headers.authorization, requestId: id };
});

/** Scheme, host and port as the caller names them, for addresses that must be whole. */
export const Origin = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { protocol, host } = context.switchToHttp().getRequest<FastifyRequest>();
  return `${protocol}://${host}`;
});

/** The `Cookie` header as sent. */
export const Cookies = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => context.switchToHttp().getRequest<FastifyRequest>().headers.cookie);

export interface Person {
  readonly caller: Caller;
  readonly signedIn: SignedIn;
}

/** Who is signed in. */
export const Myself = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const { caller, signedIn } = context.switchToHttp().getRequest<FastifyRequest>();
  if (caller === undefined || signedIn === undefined) throw new Refused(NOT_SIGNED_IN);
  return { caller, signedIn };
});

/** The body as it came, byte for byte. */
export const Bytes = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => context.switchToHttp().getRequest<FastifyRequest>().bytes ?? Buffer.alloc(0));

/** `If-None-Match` as sent. */
export const Known = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  context.switchToHttp().getRequest<FastifyRequest>().headers['if-none-match']);

/** Names the request in log and audit. */
export const RequestId = createParamDecorator((_: unknown, context: ExecutionContext): string => context.switchToHttp().getRequest<FastifyRequest>().id);

/** `Last-Event-ID` as sent. */
export const LastEventId = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  context.switchToHttp().getRequest<FastifyRequest>().headers['last-event-id'] as string | undefined);

/** Whether the caller would be admitted now, asked anew: for answers that stay open. */
export const Recheck = createParamDecorator((_: unknown, context: ExecutionContext): (() => Promise<boolean>) => context.switchToHttp().getRequest<FastifyRequest>().isAdmitted ?? NOBODY);

/** The `Accept` header as sent. */
export const Accepts = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  context.switchToHttp().getRequest<FastifyRequest>().headers.accept);

const NOBODY = (): Promise<boolean> => Promise.resolve(false);

function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Refused(KEY_MISSING);
  return request.caller;
}

function hashOf(request: FastifyRequest): string {
  return hash('sha256', `${request.method} ${request.url}\n${request.headers['content-type'] ?? ''}\n${String(request.headers[TITLE_HEADER] ?? '')}\n${request.bodyDigest ?? ''}`, 'base64url');
}
