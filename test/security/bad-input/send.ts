/** A request as it is written: paths, headers and bytes that a well-behaved client would mend before it sends them. */
import { Agent, request } from 'node:http';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Received {
  readonly status: number;
  readonly contentType: string;
  readonly etag: string | undefined;
  readonly text: string;
}

/** A stream of events does not end: so much of it stands for it. */
const STREAM_MS = 200;

export function sender(address: string, connections: number): { send(sent: Sent): Promise<Received>; close(): void } {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    close: () => agent.destroy(),
    send: ({ method, path, headers, body }) => new Promise((resolve, reject) => {
      const asked = request({ hostname, port, agent, method, path, headers: { ...headers, ...(body !== undefined && { 'content-length': String(body.length) }) } }, (response) => {
        const chunks: Buffer[] = [];
        const contentType = response.headers['content-type'] ?? '';
        const done = (): void => resolve({ status: response.statusCode ?? 0, contentType, etag: response.headers.etag, text: Buffer.concat(chunks).toString() });
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', done).on('error', done).on('close', done);
        if (contentType.startsWith('text/event-stream')) setTimeout(() => response.destroy(), STREAM_MS);
      });
      asked.on('error', reject);
      asked.end(body);
    }),
  };
}
