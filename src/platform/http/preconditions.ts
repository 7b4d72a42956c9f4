/** `Idempotency-Key` on every write, `If-Match` on conditional ones. Checked before anything is read. */
import type { FastifyRequest } from 'fastify';
import { reject } from '../../../machines/kernel/rejection';
import type { Endpoint } from '../auth/endpoint';
import { Refused } from './problem';

const KEY = /^[\x21-\x7e]{8,128}$/;
/** `"12"`, or the status representation's `"12-<digest>"`: both name version 12 of the patient. */
const ENTITY_TAG = /^"(0|[1-9]\d{0,14})(?:-[A-Za-z0-9_-]+)?"$/;

export const KEY_REUSED = reject('idempotency-key-reused', 'This Idempotency-Key was used for another request. Use a new one.');

export function checkPreconditions(request: FastifyRequest, endpoint: Endpoint): void {
  if (endpoint.write === 'none' || endpoint.write === 'session' || isDryRun(request)) return;
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    throw new Refused(reject('idempotency-key-missing', 'Send an Idempotency-Key header with a value of your own that is new for each write, and the same when you repeat it.'));
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new Refused(reject('idempotency-key-invalid', 'An Idempotency-Key is 8 to 128 visible ASCII characters.'));
  }
  if (endpoint.write !== 'conditional') return;
  const tag = request.headers['if-match'];
  if (tag === undefined) {
    throw new Refused(reject('if-match-missing', 'Send If-Match with the ETag of the record you looked at: this write depends on what you saw.'));
  }
  if (versionOf(tag) === undefined) {
    throw new Refused(reject('if-match-invalid', 'If-Match takes the one ETag you were given, quotes included. "*" is not taken: say which version you saw.'));
  }
}

/** The patient's version an entity tag names. */
export function versionOf(tag: string): number | undefined {
  const match = ENTITY_TAG.exec(tag.trim());
  return match === null ? undefined : Number(match[1]);
}

export function tagOf(version: number): string {
  return `"${version}"`;
}

const DRY_RUNS: readonly string[] = ['/facts', '/claim-response'];

/** A dry run stores nothing: it is a computation, not a write. */
export function isDryRun(request: FastifyRequest): boolean {
  return (request.query as { dryRun?: unknown } | undefined)?.dryRun === 'true' && DRY_RUNS.some((end) => request.routeOptions.url?.endsWith(end) === true);
}
