/** A receiver of webhooks as a process of its own: it checks each signature with the library that the specification has, and behaves as it was told. Its orders come by `/test/...`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Behaviour, Delivered } from './behaviours';
import { startSecure, type SecureReceiver } from './secure';

let behaviours: { -readonly [Name in keyof Behaviour]: Behaviour[Name] }[] = [];
let secrets: readonly string[] = [];
let elsewhere = 0;
let secure: SecureReceiver | undefined;
let delivered: Delivered[] = [];

function verifies(secret: string, body: string, headers: Readonly<Record<string, string>>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function mannerFor(patientId: string): Behaviour['manner'] {
  const found = behaviours.find((each) => (each.patientId ?? patientId) === patientId && (each.times ?? 1) > 0);
  if (found?.times !== undefined) found.times -= 1;
  return found?.manner ?? 'well';
}

async function take(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
  const headers = request.headers as Record<string, string>;
  const body = JSON.parse(text) as Delivered['body'];
  const patientId = String(body.data['patientId']);
  const manner = mannerFor(patientId);
  delivered.push({
    id: headers['webhook-id'] ?? '', type: body.type, patientId, version: Number(body.data['version']), position: Number((body as unknown as { position: string }).position), manner, body,
    verifiedBy: secrets.flatMap((secret, index) => (verifies(secret, text, headers) ? [index] : [])), signatures: (headers['webhook-signature'] ?? '').split(' ').length,
  });
  switch (manner) {
    case 'fails': return void response.writeHead(503).end('down');
    case 'refuses': return void response.writeHead(400).end('no');
    case 'busy': return void response.writeHead(429, { 'retry-after': '600' }).end();
    case 'moved': return void response.writeHead(307, { location: '/elsewhere' }).end();
    case 'gone': return void response.writeHead(410).end();
    case 'hangs': return;
    case 'deaf': return void request.socket.destroy();
    case 'cut':
      response.writeHead(200, { 'content-length': 100 }).write('half');
      await delay(20);
      return void request.socket.destroy();
    case 'twice': {
      const whole = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
      return void request.socket.end(whole + whole);
    }
    case 'endless':
      response.writeHead(200);
      while (!response.destroyed) {
        response.write('x'.repeat(10_000));
        await delay(5);
      }
      return;
    default: return void response.writeHead(204).end();
  }
}

function order(path: string, told: { readonly behaviours?: Behaviour[]; readonly secrets?: string[]; readonly now?: string }): object {
  if (path === '/test/behave') behaviours = told.behaviours ?? [];
  if (path === '/test/secrets') secrets = told.secrets ?? [];
  if (path === '/test/forget') delivered = [];
  if (path === '/test/now') {
    const instant = Date.parse(told.now ?? '');
    Date.now = () => instant;
  }
  return { delivered, elsewhere, ...(secure !== undefined && { secure: { authority: secure.authority, ...secure.wire() } }) };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const path = request.url ?? '';
  if (path === '/hook' && request.method === 'POST') return take(request, response, text);
  if (path === '/elsewhere') elsewhere += 1;
  if (!path.startsWith('/test/')) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(order(path, text === '' ? {} : JSON.parse(text) as object)));
}

const listener = (request: IncomingMessage, response: ServerResponse): void => void answer(request, response).catch((error: unknown) => {
  process.stderr.write(String(error));
  response.destroy();
});

/** The name that it has a certificate for; none: it takes deliveries in clear. */
async function start(name: string | undefined): Promise<void> {
  secure = name === undefined ? undefined : await startSecure(name, listener);
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.stdout.write(`${address} ${secure?.url ?? address}\n`);
  });
}

void start(process.argv[2]);
// Ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
