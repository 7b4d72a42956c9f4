/**
 * How many requests are under way. Beyond what the service answers within a second the rest is told at once to come back, so that
 * memory and waiting stay bounded; and at the end every connection is closed by an answer, not under a question.
 */
import { Server } from 'node:net';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { EVENT_STREAM_TYPE } from './media-types';

/** Many times what fifty people at work have under way; a slow machine answers so many within a second. */
const UNDER_WAY_MAX = 64;
/** A client that keeps a connection open and asks nothing for so long is not about to. */
const QUIET_MS = 500;
const DRAIN_MS_MAX = 5_000;
const LOOKED_AT_MS = 20;
const TURNS_WITHOUT = 3;
const TAKING_MS_MAX = 1_000;

export const OVERLOADED = reject('overloaded', 'The service has as much to do as it can. Repeat the request in a moment, with the same Idempotency-Key.');

export class Traffic {
  private underWay = 0;
  private isEnding = false;
  private lastAskedMs = 0;

  constructor(private readonly most: number = UNDER_WAY_MAX) {}

  /** A refusal, or nothing and the request is counted until its connection has its answer or is gone. */
  enter(request: FastifyRequest, reply: FastifyReply): Rejection | undefined {
    this.lastAskedMs = performance.now();
    if (this.isEnding) reply.header('connection', 'close');
    const { endpoint } = request.routeOptions.config ?? {};
    // Those who watch for an outage ask above all then; a stream of events lasts for hours and is counted by those who open it.
    if (request.routeOptions.url?.startsWith('/health/') === true || endpoint?.gives?.includes(EVENT_STREAM_TYPE) === true) return undefined;
    if (this.underWay >= this.most) return OVERLOADED;
    this.underWay += 1;
    reply.raw.once('close', () => (this.underWay -= 1));
    return undefined;
  }

  /** Takes no new connection but those that wait, answers what comes on those there are and lets each go with its answer; resolves when it is quiet, or the time is up. */
  async drain(server: Server): Promise<void> {
    await takeWaitingConnections(server);
    this.isEnding = true;
    const begunMs = performance.now();
    // Node's own closing of a web server would drop connections between two requests, and whoever was about to ask.
    Server.prototype.close.call(server);
    const isQuiet = (): boolean => this.underWay === 0 && performance.now() - Math.max(this.lastAskedMs, begunMs) >= QUIET_MS;
    while (!(await connectionsOf(server) === 0) && !isQuiet() && performance.now() - begunMs < DRAIN_MS_MAX) await delay(LOOKED_AT_MS);
  }
}

/**
 * A connection that the system has made and this process has not yet taken may hold a request already: closing the door would reset
 * it. A busy process takes them a turn later, so it is asked several times whether one came.
 */
async function takeWaitingConnections(server: Server): Promise<void> {
  let taken = 0;
  const count = (): void => void (taken += 1);
  server.on('connection', count);
  const begunMs = performance.now();
  for (let turnsWithout = 0; turnsWithout < TURNS_WITHOUT && performance.now() - begunMs < TAKING_MS_MAX;) {
    const before = taken;
    await delay(LOOKED_AT_MS);
    // After the turn's own look at the network.
    await nextTurn();
    turnsWithout = taken === before ? turnsWithout + 1 : 0;
  }
  server.off('connection', count);
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error === null ? count : 0)));
}
