/** Sits on handlers, never on paths: an encoded path cannot walk around it. Default deny. */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { reject } from '../../../machines/kernel/rejection';
import { Audited, resourceOf } from '../audit/audited';
import { checkPreconditions } from '../http/preconditions';
import { Refused } from '../http/problem';
import { refuseUnreadQuery } from '../http/unknown-query';
import { ENDPOINT, type Endpoint } from './endpoint';
import { mayCallerDo } from './permissions';
import { NOT_SIGNED_IN } from './signed-in';

@Injectable()
export class ActionGuard implements CanActivate {
  constructor(private readonly audited: Audited) {}

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
      return this.refuse(request, endpoint);
    }
    refuseUnreadQuery(context, request);
    checkPreconditions(request, endpoint);
    return true;
  }

  private async refuse(request: FastifyRequest, endpoint: Endpoint): Promise<never> {
    const caller = request.caller;
    if (caller !== undefined) await this.audited.refused(caller, endpoint.action, resourceOfRequest(request));
    throw new Refused(reject('not-allowed', `This ${caller?.scope === undefined ? 'role' : 'key'} may not do this (${endpoint.action}). Use a key, or sign in, as one that may.`, {
      details: { action: endpoint.action, role: caller?.role },
    }));
  }
}

export const KEY_MISSING = reject('key-missing', 'Sign in, or send a practice key: Authorization: Bearer <key>.');

/** `patient/<id>/fact/<id>` of the ids an address names, or the route's pattern, for the audit: query values may be health data. */
export function resourceOfRequest(request: FastifyRequest): string {
  const params = (request.params ?? {}) as Readonly<Record<string, string>>;
  const ids = Object.entries(params).map(([name, id]) => resourceOf(name.replace(/Id$/, ''), id.replace(/\.(pdf|fhir\.json|278)$/, ''))).join('/');
  return ids === '' ? (request.routeOptions.url ?? 'unrouted') : ids;
}
