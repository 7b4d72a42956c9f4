/** A handler that reads no query takes none: a misspelt filter would otherwise be ignored without a word. */
import type { ExecutionContext, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { FastifyRequest } from 'fastify';
import { reject } from '../../../machines/kernel/rejection';
import { Refused } from './problem';

const readsQuery = new WeakMap<object, boolean>();

/** What a handler does read is checked by its DTO. */
export function refuseUnreadQuery(context: ExecutionContext, request: FastifyRequest): void {
  const names = Object.keys((request.query ?? {}) as object);
  if (names.length === 0 || hasQuery(context.getClass(), context.getHandler())) return;
  const faults = names.map((name) => ({ pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, code: 'unknown-field', message: 'this field is not known here' }));
  throw new Refused(reject('invalid-request', 'This address takes no query parameters. Leave them out.', { faults, pointer: faults[0]?.pointer }));
}

function hasQuery(controller: Type, handler: { readonly name: string }): boolean {
  let known = readsQuery.get(handler);
  if (known === undefined) {
    const read = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) ?? {}) as object;
    known = Object.keys(read).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
    readsQuery.set(handler, known);
  }
  return known;
}
