/** The OpenAPI document: routes and envelopes from the controllers, headers and refusals from what each route is. */
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { factJsonSchema } from '../../../machines/evidence/fact-schema';
import type { Endpoint } from '../auth/endpoint';
import { CSRF_HEADER, SESSION_COOKIE } from '../auth/signed-in';
import { routesOf } from '../http/methods';
import { FHIR_TYPE, JSON_TYPE } from '../http/media-types';
import { PROBLEM_TYPE } from '../http/problem';
import { isFhirAddress } from '../http/operation-outcome';
import { ANSWER_SCHEMAS } from './answer-schemas';
import { FHIR_SCHEMA } from './answers';

type Operation = OpenAPIObject['paths'][string]['get'] & object;

export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Pathgate').setVersion('1').setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0').setDescription(DESCRIPTION)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A practice key, `pgk_...`; it names the practice and the role.' }, 'key')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: `Somebody who is signed in (POST /v1/session). Every request but GET takes the session's csrfToken in the header ${CSRF_HEADER}.` }, 'session')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}` });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...(factJsonSchema() as object), ...(ANSWER_SCHEMAS as object), Problem: PROBLEM_SCHEMA } };
  for (const { method, url, endpoint } of routesOf(app.getHttpAdapter().getInstance() as unknown as FastifyInstance)) {
    const operation = document.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase() as 'get'];
    if (operation !== undefined) describe(operation, endpoint, isFhirAddress(url) ? FHIR_REFUSAL : REFUSAL);
  }
  return document;
}

function describe(operation: Operation, endpoint: Endpoint, refusal: typeof REFUSAL | typeof FHIR_REFUSAL): void {
  operation.responses = { ...answersOf(operation, endpoint), default: { description: 'A refusal', content: refusal } };
  if (endpoint.action === 'public') return;
  operation.security = endpoint.action === 'own-session' ? [{ session: [] }] : [{ key: [] }, { session: [] }];
  (operation as { 'x-action'?: string })['x-action'] = endpoint.action;
  const headers = endpoint.write === 'none' ? [] : endpoint.write === 'session' ? [CSRF_TOKEN] : endpoint.write === 'additive' ? [IDEMPOTENCY_KEY] : [IDEMPOTENCY_KEY, IF_MATCH];
  operation.parameters = [...(operation.parameters ?? []), ...headers];
}

/** What the handler says it answers, in each type the address gives. */
function answersOf(operation: Operation, endpoint: Endpoint): Operation['responses'] {
  const types = (endpoint.gives ?? []).filter((type) => type !== JSON_TYPE);
  return Object.fromEntries(Object.entries(operation.responses).map(([status, answered]) => {
    if (answered === undefined || !('content' in answered) || status !== '200') return [status, answered];
    const others = types.map((type) => [type, { schema: type === FHIR_TYPE ? FHIR_SCHEMA : BYTES_SCHEMA }] as const);
    return [status, { ...answered, content: { ...Object.fromEntries(others), ...answered.content } }];
  }));
}

const REFUSAL = { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } };
const FHIR_REFUSAL = { [FHIR_TYPE]: { schema: { ...FHIR_SCHEMA, description: 'An OperationOutcome of FHIR R4; the code of the problem is in issue.details.' } } };
const BYTES_SCHEMA = { type: 'string' as const, format: 'binary' };

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key', in: 'header' as const, required: true, schema: { type: 'string' as const, minLength: 8, maxLength: 128 },
  description: 'New for each write, the same when it is repeated: a repeat is answered as the first time, with `Idempotent-Replayed: true`.',
};
const CSRF_TOKEN = {
  name: CSRF_HEADER, in: 'header' as const, required: true, schema: { type: 'string' as const }, description: 'The session\'s csrfToken.',
};
const IF_MATCH = {
  name: 'If-Match', in: 'header' as const, required: true, schema: { type: 'string' as const },
  description: 'The ETag of the record as you saw it. 428 without, 412 when the record has moved.',
};

const PROBLEM_SCHEMA = {
  type: 'object' as const, description: 'RFC 9457. `code` is stable; `errors` has one entry per fault with a JSON pointer into what was sent. Nothing of the record is in it but the findings that stand against a request.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' as const }, title: { type: 'string' as const }, status: { type: 'integer' as const }, code: { type: 'string' as const }, detail: { type: 'string' as const },
    pointer: { type: 'string' as const },
    errors: { type: 'array' as const, items: { type: 'object' as const, required: ['pointer', 'code', 'message'], properties: { pointer: { type: 'string' as const }, code: { type: 'string' as const }, message: { type: 'string' as const } } } },
    details: { type: 'object' as const },
  },
};

const DESCRIPTION = `What is proven, what is missing, and the first date on which the next step is allowed, for every patient on a pathway of radiofrequency ablation or spinal cord stimulation.

Document what happened (POST facts), read where the patient stands and why (GET status), hand the packet to the payer (GET packets).

- **Facts are never refused for being clinically insufficient**; only malformed, impossible or duplicate input is. What is gated is progress.
- **Outcomes** of a finding: met, unmet (recorded and falls short), unknown (not recorded: a documentation task), review (people decide).
- **Writes** need an Idempotency-Key; those whose meaning depends on what you saw need If-Match with the record's ETag.
- **Dates** are plain dates of the practice's time zone; instants carry an offset.
- **Unknown fields, duplicate keys and numbers as strings are refused.**
- The engine advises and records. It says that documentation meets, does not meet or cannot tell, for a policy, its version and a day; never more.`;
