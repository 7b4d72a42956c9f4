/** Who listens: Prometheus at a port of its own, a collector of traces by OTLP, each where the settings name it. Loaded only then. */
import type { Log } from '../logging/log';

export interface TelemetrySettings {
  /** Where `/metrics` is answered; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Where traces are sent, `/v1/traces` behind it; null: nowhere. */
  readonly tracesTo: string | null;
}

export const NOBODY_LISTENS: TelemetrySettings = { metrics: null, tracesTo: null };

/** Before anything is measured. Answers how to end it: what was traced last is sent. Throws when the port is taken. */
export async function startTelemetry({ metrics, tracesTo }: TelemetrySettings, log: Log): Promise<() => Promise<void>> {
  const ends = [
    ...(metrics === null ? [] : [await listen(metrics)]),
    ...(tracesTo === null ? [] : [await sendTraces(tracesTo)]),
  ];
  if (metrics !== null) log.notice('metrics', { host: metrics.host, port: metrics.port });
  return async () => {
    // A collector that is away keeps nobody from ending.
    await Promise.allSettled(ends.map((end) => end()));
  };
}

type End = () => Promise<void>;
/** Traces are worth no wait: a service that ends with its collector away ends soon. */
const TRACES_MS_MAX = 2_000;

async function listen({ host, port }: { readonly host: string; readonly port: number }): Promise<End> {
  const [{ metrics }, { MeterProvider }, { PrometheusExporter }] = await Promise.all([import('@opentelemetry/api'), import('@opentelemetry/sdk-metrics'), import('@opentelemetry/exporter-prometheus')]);
  const exporter = new PrometheusExporter({ host, port, preventServerStart: true, withoutScopeInfo: true });
  metrics.setGlobalMeterProvider(new MeterProvider({ resource: await resource(), readers: [exporter] }));
  await exporter.startServer();
  return () => exporter.shutdown();
}

async function sendTraces(endpoint: string): Promise<End> {
  const [{ propagation, trace }, { BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { W3CTraceContextPropagator }] = await Promise.all(
    [import('@opentelemetry/api'), import('@opentelemetry/sdk-trace-base'), import('@opentelemetry/exporter-trace-otlp-http'), import('@opentelemetry/core')]);
  const provider = new BasicTracerProvider({ resource: await resource(), spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: TRACES_MS_MAX }))] });
  trace.setGlobalTracerProvider(provider);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return () => provider.shutdown();
}

/** Nothing of the machine, its user or its environment: the library's detectors stay off. */
async function resource() {
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  return resourceFromAttributes({ 'service.name': 'pathgate' });
}
