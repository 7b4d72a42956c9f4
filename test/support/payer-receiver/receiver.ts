/**
 * A payer's server as a process of its own: a token endpoint that checks who asks, and `Claim/$submit` that behaves as it was told.
 * It decides a request once, by the bundle's identifier, and answers a repeat as it did before. Its orders come by `/test/...`.
 */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { importJWK, jwtVerify, type JWK } from 'jose';
import type { Json } from '../claim-response';
import type { Behaviour, Received } from './behaviours';
import { answerTo } from './decide';

const { clientId, scope, jwk, algorithm } = JSON.parse(process.argv[2] ?? '{}') as { clientId: string; scope: string; jwk: JWK; algorithm: string };
const FHIR = 'application/fhir+json';
const ASSERTION_SECONDS_MAX = 300;

let behaviours: Behaviour[] = [];
let clock: string | undefined;
let tokenSeconds = 300;
const tokens = new Map<string, number>();
const jtis = new Set<string>();
const answers = new Map<string, Json>();
const received: Received[] = [];
const tokensRefused: string[] = [];
let tokensIssued = 0;
let numbers = 0;
let base = '';

const now = (): Date => (clock === undefined ? new Date() : new Date(clock));

async function issueToken(body: Buffer): Promise<[number, object]> {
  const form = new URLSearchParams(body.toString());
  const refuse = (why: string): [number, object] => {
    tokensRefused.push(why);
    return [400, { error: 'invalid_client' }];
  };
  if (form.get('grant_type') !== 'client_credentials' || form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') return refuse('grant');
  if (form.get('scope') !== scope) return refuse('scope');
  try {
    const { payload } = await jwtVerify(form.get('client_assertion') ?? '', await importJWK(jwk, algorithm), {
      issuer: clientId, subject: clientId, audience: `${base}/token`, algorithms: [algorithm], currentDate: now(), clockTolerance: 5, requiredClaims: ['exp', 'iat', 'jti'],
    });
    if ((payload.exp ?? 0) - (payload.iat ?? 0) > ASSERTION_SECONDS_MAX) return refuse('lives-too-long');
    if (jtis.has(payload.jti ?? '')) return refuse('jti-used');
    jtis.add(payload.jti ?? '');
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'assertion');
  }
  const token = randomUUID();
  tokens.set(token, now().getTime() + tokenSeconds * 1000);
  tokensIssued += 1;
  return [200, { access_token: token, token_type: 'bearer', expires_in: tokenSeconds, scope }];
}

async function submit(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  const endsAt = tokens.get(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (endsAt === undefined || endsAt <= now().getTime()) return void response.writeHead(401).end();
  const { decision = 'approve', manner = 'well', delayMs = 0 } = (behaviours.length > 1 ? behaviours.shift() : behaviours[0]) ?? {};
  const message = JSON.parse(body.toString()) as Json & { identifier: { value: string } };
  const identifier = message.identifier.value;
  received.push({ identifier, sha256: createHash('sha256').update(body).digest('hex'), manner });
  if (manner === 'unavailable') return void response.writeHead(503).end('down');
  if (manner === 'busy') return void response.writeHead(429, { 'retry-after': '7' }).end();
  if (manner === 'unauthorized') return void response.writeHead(401).end();
  if (manner === 'refused') return void response.writeHead(400).end('no');
  if (manner === 'moved') return void response.writeHead(307, { location: `${base}/elsewhere` }).end();
  if (manner === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome</p>');
  if (manner === 'outcome') {
    return void response.writeHead(422, { 'content-type': FHIR }).end(JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'required', details: { text: 'A line of the request has no place.' }, expression: ['Claim.item[0].location'] }] }));
  }
  if (!answers.has(identifier)) answers.set(identifier, answerTo(message, decision, now().toISOString(), String(++numbers)));
  const answer = JSON.stringify(answers.get(identifier));
  if (manner === 'deaf') return void request.socket.destroy();
  if (manner === 'cut') {
    response.writeHead(200, { 'content-type': FHIR, 'content-length': Buffer.byteLength(answer) }).write(answer.slice(0, answer.length / 2));
    await delay(20);
    return void request.socket.destroy();
  }
  if (manner === 'twice') {
    const whole = `HTTP/1.1 200 OK\r\ncontent-type: ${FHIR}\r\ncontent-length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`;
    return void request.socket.end(whole + whole);
  }
  if (manner === 'slow') await Promise.race([delay(delayMs), once(response, 'close')]);
  response.writeHead(200, { 'content-type': FHIR }).end(manner === 'garbled' ? answer.slice(0, answer.length / 2) : answer);
}

async function order(path: string, told: Json): Promise<object> {
  if (path === '/test/behave') behaviours = told['behaviours'] as Behaviour[];
  if (path === '/test/now') clock = told['now'] as string | undefined;
  if (path === '/test/token-seconds') tokenSeconds = told['seconds'] as number;
  if (path === '/test/forget-tokens') tokens.clear();
  return Promise.resolve({ received, decided: [...answers.keys()], tokensIssued, tokensRefused });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const path = request.url ?? '';
  if (path === '/fhir/Claim/$submit' && request.method === 'POST') return submit(request, response, body);
  if (path === '/token' || path.startsWith('/test/')) {
    const [status, json] = path === '/token' ? await issueToken(body) : [200, await order(path, (body.length === 0 ? {} : JSON.parse(body.toString())) as Json)];
    return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  }
  response.writeHead(404).end();
}

const server = createServer((request, response) => void answer(request, response).catch((error: unknown) => {
  process.stderr.write(String(error));
  response.destroy();
}));
server.listen(0, '127.0.0.1', () => {
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${base}\n`);
});
// Ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
