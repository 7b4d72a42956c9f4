/**
 * What the service tells of its own work to whoever runs it: how much, how long, with which outcome, by route and topic. By an allow-list, as the
 * log: no address with its ids, no query, no practice, no person, no value of a record. Built on OpenTelemetry's interface, which does nothing where
 * nobody listens (`start-telemetry.ts`). Names of measures are as Prometheus shows them, the unit at the end: its exporter adds none.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { metrics, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Postponed, type OutboxHandler } from '../event-store/outbox-worker';
import type { QueuedWork } from '../event-store/outbox';

const SCOPE = 'pathgate';
/** Seconds; an answer takes milliseconds, an export minutes. */
const DURATION_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
const ERROR_FLOOR = 500;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
/** Nothing but the trace that a caller is in is read of its headers, by the library. */
const TRACE_HEADERS = ['traceparent', 'tracestate'];

export interface Telemetry {
  began(request: FastifyRequest): void;
  ended(request: FastifyRequest, reply: FastifyReply): void;
  /** The same handlers, each job of theirs counted and traced. */
  ofJobs(handlers: Readonly<Record<string, OutboxHandler>>): Readonly<Record<string, OutboxHandler>>;
}

/** For tests and commands, which nobody watches. */
export const NO_TELEMETRY: Telemetry = { began: () => undefined, ended: () => undefined, ofJobs: (handlers) => handlers };

/** `queuedWork` is asked at each scrape: what waits for the workers of every practice. */
export function telemetryOf(queuedWork: () => Promise<readonly QueuedWork[]>): Telemetry {
  const meter = metrics.getMeter(SCOPE);
  const tracer = trace.getTracer(SCOPE);
  const advice = { explicitBucketBoundaries: DURATION_BOUNDS };
  const requests = meter.createHistogram('http_server_request_duration_seconds', { unit: 's', description: 'From the first byte of a request to the last of its answer.', advice });
  const jobs = meter.createHistogram('pathgate_job_duration_seconds', { unit: 's', description: 'One attempt at what follows a commit: a packet drawn, a request or an event sent.', advice });
  const spans = new WeakMap<FastifyRequest, Span>();
  observeProcess();
  observeQueue(queuedWork);
  return {
    began: (request) => {
      const carried = Object.fromEntries(TRACE_HEADERS.map((name) => [name, request.headers[name]]));
      const attributes = { 'http.request.method': request.method, 'http.route': routeOf(request), 'pathgate.request.id': request.id };
      spans.set(request, tracer.startSpan(`${request.method} ${routeOf(request)}`, { kind: SpanKind.SERVER, attributes }, propagation.extract(ROOT_CONTEXT, carried)));
    },
    ended: (request, reply) => {
      requests.record(reply.elapsedTime / 1000, { 'http.request.method': request.method, 'http.route': routeOf(request), 'http.response.status_code': reply.statusCode });
      finish(spans.get(request), { 'http.response.status_code': reply.statusCode }, reply.statusCode >= ERROR_FLOOR);
    },
    ofJobs: (handlers) => Object.fromEntries(Object.entries(handlers).map(([topic, handler]): [string, OutboxHandler] => [topic, async (job, ending) => {
      const startedAt = performance.now();
      const span = tracer.startSpan(topic, { kind: SpanKind.CONSUMER, attributes: { 'pathgate.job.topic': topic, 'pathgate.job.attempt': job.attempt } });
      let outcome = 'done';
      try {
        await handler(job, ending);
      } catch (error) {
        outcome = error instanceof Postponed ? error.reason : 'failed';
        throw error;
      } finally {
        jobs.record((performance.now() - startedAt) / 1000, { 'pathgate.job.topic': topic, 'pathgate.job.outcome': outcome });
        finish(span, { 'pathgate.job.outcome': outcome }, outcome === 'failed');
      }
    }])),
  };

  function observeProcess(): void {
    const delay = monitorEventLoopDelay();
    delay.enable();
    meter.createObservableGauge('nodejs_eventloop_delay_p99_seconds', { unit: 's', description: 'How late the request thread was, since the last scrape.' }).addCallback((result) => {
      result.observe(delay.count === 0 ? 0 : delay.percentile(99) / NANOSECONDS);
      delay.reset();
    });
    meter.createObservableGauge('process_resident_memory_bytes', { unit: 'By', description: 'Resident memory.' }).addCallback((result) => result.observe(process.memoryUsage.rss()));
    meter.createObservableCounter('process_cpu_seconds', { unit: 's', description: 'Processor time of all threads.' }).addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe((user + system) / MICROSECONDS);
    });
    meter.createObservableGauge('process_uptime_seconds', { unit: 's', description: 'Since the process began.' }).addCallback((result) => result.observe(process.uptime()));
  }

  function observeQueue(ask: () => Promise<readonly QueuedWork[]>): void {
    const waiting = meter.createObservableGauge('pathgate_jobs_waiting', { description: 'Jobs that will be tried, those of every practice.' });
    const parked = meter.createObservableGauge('pathgate_jobs_parked', { description: 'Jobs that were given up and wait for a person: somebody should look.' });
    const overdue = meter.createObservableGauge('pathgate_jobs_oldest_seconds', { unit: 's', description: 'How long the oldest waiting job has been there.' });
    meter.addBatchObservableCallback(async (result) => {
      for (const { topic, waiting: count, parked: given, oldestSeconds } of await ask()) {
        const attributes = { 'pathgate.job.topic': topic };
        result.observe(waiting, count, attributes);
        result.observe(parked, given, attributes);
        result.observe(overdue, oldestSeconds, attributes);
      }
    }, [waiting, parked, overdue]);
  }
}

function finish(span: Span | undefined, attributes: Attributes, isError: boolean): void {
  if (span === undefined) return;
  span.setAttributes(attributes);
  if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** The template, never the address: that has ids in it. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unrouted';
}
