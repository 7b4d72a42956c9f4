/** Sits on handlers, never on paths: an encoded path cannot walk around it. Default deny. */
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { reject } from '../../../machines/kernel/rejection';
import { Audited, resourceOf } from '../audit/audited';
import { CLOCK, type Clock } from '../clock/clock';
import type { Store } from '../database/store';
import { STORE } from '../database/store-token';
import { ID } from '../http/fields';
import { checkPreconditions } from '../http/preconditions';
import { Refused } from '../http/problem';
import { refuseUnreadQuery } from '../http/unknown-query';
import { ENDPOINT, type Endpoint } from './endpoint';
import { mayBreakGlassFor, mayCallerDo } from './permissions';
import { NOT_SIGNED_IN } from './signed-in';

@Injectable()
export class ActionGuard implements CanActivate {
  constructor(private readonly audited: Audited, @Inject(STORE) private readonly store: Pick<Store, 'breakGlass'>, @Inject(CLOCK) private readonly clock: Clock) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const endpoint = Reflect.getMetadata(ENDPOINT, context.getHandler()) as Endpoint | undefined;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (endpoint?.action === 'public') {
      refuseUnreadQuery(context, request);
      return true;
    }
    const { caller } = request;
    if (endpoint === undefined || caller === undefined) throw new Refused(KEY_MISSING);
    if (endpoint.action === 'own-session') {
      if (request.signedIn === undefined) throw new Refused(NOT_SIGNED_IN);
    } else if (!mayCallerDo(caller, endpoint.action)) {
      return this.readOpened(request, endpoint).then((isOpened) => (isOpened ? this.admit(context, request, endpoint) : this.refuse(request, endpoint)));
    }
    return this.admit(context, request, endpoint);
  }

  private admit(context: ExecutionContext, request: FastifyRequest, endpoint: Endpoint): true {
    refuseUnreadQuery(context, request);
    checkPreconditions(request, endpoint);
    return true;
  }

  /** Whether break-glass has opened this patient's record to this caller, for reading; marks the caller, so that the audit says it. */
  private async readOpened(request: FastifyRequest, endpoint: Endpoint): Promise<boolean> {
    const { caller } = request;
    if (caller === undefined || !isOpenedByBreakGlass(request, endpoint)) return false;
    const patientId = patientOf(request);
    if (patientId === undefined || (await this.store.breakGlass.open(caller.practice, caller.actor, patientId, this.clock.now())) === undefined) return false;
    request.caller = { ...caller, hasBrokenGlass: true };
    return true;
  }

  private async refuse(request: FastifyRequest, endpoint: Endpoint): Promise<never> {
    const caller = request.caller;
    if (caller !== undefined) await this.audited.refused(caller, endpoint.action, resourceOfRequest(request));
    throw new Refused(reject('not-allowed', `This ${caller?.scope === undefined ? 'role' : 'key'} may not do this (${endpoint.action}). Use a key, or sign in, as one that may.`, {
      details: { action: endpoint.action, role: caller?.role, ...(isOpenedByBreakGlass(request, endpoint) && { breakGlass: true }) },
    }));
  }
}

/** Reads of one patient only; of no key that was narrowed. */
function isOpenedByBreakGlass(request: FastifyRequest, { action, write }: Endpoint): boolean {
  const { caller } = request;
  if (caller === undefined || caller.scope !== undefined || action === 'public' || action === 'own-session') return false;
  return write === 'none' && patientOf(request) !== undefined && mayBreakGlassFor(caller.role, action);
}

function patientOf({ params }: FastifyRequest): string | undefined {
  const { patientId } = (params ?? {}) as Readonly<Record<string, string | undefined>>;
  return patientId !== undefined && ID.test(patientId) ? patientId : undefined;
}

export const KEY_MISSING = reject('key-missing', 'Sign in, or send a practice key: Authorization: Bearer <key>.');

/** `patient/<id>/fact/<id>` of the ids an address names, or the route's pattern, for the audit: query values may be health data. */
export function resourceOfRequest(request: FastifyRequest): string {
  const params = (request.params ?? {}) as Readonly<Record<string, string>>;
  const ids = Object.entries(params).map(([name, id]) => resourceOf(name.replace(/Id$/, ''), id.replace(/\.(pdf|fhir\.json|278)$/, ''))).join('/');
  return ids === '' ? (request.routeOptions.url ?? 'unrouted') : ids;
}
