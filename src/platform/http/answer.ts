import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { isRejection, type Rejection } from '../../../machines/kernel/rejection';
import { FHIR_TYPE } from './media-types';
import { isFhirAddress, outcomeOf } from './operation-outcome';
import { PROBLEM_TYPE, problemOf } from './problem';

/** What a use-case answers: status, headers, and a body that was serialised once (or bytes, or a stream of them). */
export class Answer {
  constructor(
    readonly status: number,
    readonly body: string | Buffer | Readable | undefined,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  with(headers: Readonly<Record<string, string>>): Answer {
    return new Answer(this.status, this.body, { ...this.headers, ...headers });
  }
}

const JSON_TYPE = 'application/json; charset=utf-8';

export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return answerJson(status, JSON.stringify(body), headers);
}

/** The same, of JSON that was put together before. */
export function answerJson(status: number, json: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return new Answer(status, json, { 'content-type': JSON_TYPE, ...headers });
}

export type Answered = Answer | Rejection;

/** Endpoints return an `Answered`; this is the only place that turns it into bytes. */
export class AnsweringAdapter extends FastifyAdapter {
  override reply(...[response, body, statusCode]: Parameters<FastifyAdapter['reply']>): ReturnType<FastifyAdapter['reply']> {
    const reply = response as FastifyReply;
    if (body instanceof Answer) reply.code(body.status).headers(body.headers).send(bodyFor(reply, body));
    else if (isRejection(body)) sendProblem(reply, body);
    else return super.reply(response, body, statusCode);
    return reply as ReturnType<FastifyAdapter['reply']>;
  }
}

/** Of a HEAD nobody reads the body: a stream that was opened for it ends. */
function bodyFor({ request }: FastifyReply, { body }: Answer): Answer['body'] {
  if (request.method !== 'HEAD' || !(body instanceof Readable)) return body;
  body.destroy();
  return undefined;
}

export function sendProblem(reply: FastifyReply, rejection: Rejection, headers: Readonly<Record<string, string>> = {}): FastifyReply {
  const problem = problemOf(rejection);
  const isFhir = isFhirAddress(reply.request.url);
  const extra: Record<string, string> = { 'content-type': `${isFhir ? FHIR_TYPE : PROBLEM_TYPE}; charset=utf-8`, ...headers };
  if (problem.status === 401) extra['www-authenticate'] = 'Bearer';
  if (problem.status === 503) extra['retry-after'] = '1';
  const retryAfter = problem.details?.['retryAfterSeconds'];
  if (problem.status === 429 && typeof retryAfter === 'number') extra['retry-after'] = String(retryAfter);
  return reply.code(problem.status).headers(extra).send(JSON.stringify(isFhir ? outcomeOf(problem) : problem));
}
