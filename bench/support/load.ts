/**
 * Load over HTTP/1.1 from this process, one request in flight per client. Written on bare sockets because a general client
 * costs as much per request as what is measured and shares its two cores. Every answer's status is checked: a bench that
 * counts errors is worthless.
 */
import { connect, type Socket } from 'node:net';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** `name: value` lines. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

export interface Load {
  readonly url: string;
  /** Ends when either is reached. */
  readonly seconds?: number;
  readonly requests?: number;
  readonly clients?: number;
  readonly status: number;
  /** A new request each time it is asked. */
  readonly next: () => Call;
  /** Headers and body of each answer, where a bench wants more than its status. */
  readonly onAnswer?: (head: string, call: Call) => void;
}

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
  /** Bytes of an answer, headers included. */
  readonly answerBytes: number;
}

export const CLIENTS = 32;

export async function measure(load: Load): Promise<Measured> {
  const { hostname, port } = new URL(load.url);
  const tally = new Tally(load);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: load.clients ?? CLIENTS }, () => new Client(load, tally).run(Number(port), hostname)));
  return tally.result(performance.now() - startedAt);
}

class Tally {
  private readonly endsAt: number;
  private started = 0;
  private bytes = 0;
  private readonly latencies: number[] = [];

  constructor(private readonly load: Load) {
    this.endsAt = performance.now() + (load.seconds ?? Number.POSITIVE_INFINITY) * 1000;
  }

  mayStart(): boolean {
    return performance.now() < this.endsAt && this.started++ < (this.load.requests ?? Number.POSITIVE_INFINITY);
  }

  answered(milliseconds: number, bytes: number): void {
    this.latencies.push(milliseconds);
    this.bytes += bytes;
  }

  result(milliseconds: number): Measured {
    const sorted = Float64Array.from(this.latencies).sort();
    const requests = sorted.length;
    if (requests === 0) throw new Error(`${this.load.url} answered nothing`);
    const at = (part: number): number => sorted[Math.min(requests - 1, Math.floor(requests * part))] as number;
    return { perSecond: (requests * 1000) / milliseconds, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), requests, answerBytes: this.bytes / requests };
  }
}

const HEAD_END = Buffer.from('\r\n\r\n');

class Client {
  private received: Buffer = Buffer.alloc(0);
  private sentAt = 0;
  private call: Call | undefined;

  constructor(private readonly load: Load, private readonly tally: Tally) {}

  run(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host);
      socket.setNoDelay(true);
      const end = (): void => {
        socket.removeAllListeners('close').destroy();
        resolve();
      };
      socket.once('connect', () => this.send(socket, end));
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`${this.load.url} closed a connection in use`)));
      socket.on('data', (chunk) => {
        try {
          if (this.take(chunk)) this.send(socket, end);
        } catch (error) {
          socket.destroy();
          reject(error);
        }
      });
    });
  }

  private send(socket: Socket, end: () => void): void {
    if (!this.tally.mayStart()) return end();
    const call = (this.call = this.load.next());
    const lines = [`${call.method} ${call.path} HTTP/1.1`, 'host: localhost', ...(call.headers ?? [])];
    if (call.body !== undefined) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(call.body)}`);
    this.sentAt = performance.now();
    socket.write(`${lines.join('\r\n')}\r\n\r\n${call.body ?? ''}`);
  }

  /** True when the answer is complete. */
  private take(chunk: Buffer): boolean {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd === -1) return false;
    const head = this.received.toString('latin1', 0, headEnd);
    const status = Number(head.slice(9, 12));
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const bytes = headEnd + HEAD_END.length + length;
    if (this.received.length < bytes) return false;
    if (status !== this.load.status) {
      throw new Error(`${this.call?.method} ${this.call?.path} answered ${status} instead of ${this.load.status}: ${this.received.toString('utf8', headEnd, headEnd + 600)}`);
    }
    this.tally.answered(performance.now() - this.sentAt, this.received.length);
    this.load.onAnswer?.(head, this.call as Call);
    this.received = Buffer.alloc(0);
    return true;
  }
}
