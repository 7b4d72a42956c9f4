/**
 * What a route is: its action, whether it writes and how, and what it takes. Every handler carries one; the guard
 * reads it on the handler, the request hook reads the same object from the route.
 */
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Action } from './permissions';

export interface Endpoint {
  /** `own-session`: whoever is signed in, of whatever role; a key is not. */
  readonly action: Action | 'public' | 'own-session';
  /**
   * `additive`: needs an Idempotency-Key, is decided again on conflict. `conditional`: needs If-Match too, because its
   * meaning depends on what the user saw. `none`: a read. `session`: of who is signed in; done again when it is repeated.
   */
  readonly write: 'none' | 'additive' | 'conditional' | 'session';
  /** Media types of the body; JSON when left out, none when there is no body. */
  readonly takes?: readonly string[];
  /** Media types it can answer with; JSON when left out. */
  readonly gives?: readonly string[];
  /** Also while the password is one that was given. */
  readonly beforePasswordChange?: true;
  /** No sign that somebody is there: does not put off the end of an idle session. */
  readonly background?: true;
}

export const ENDPOINT = 'pathgate:endpoint';

/** A read of something that needs the action. */
export const Reads = (action: Action, rest: Pick<Endpoint, 'gives' | 'takes' | 'background'> = {}) => endpoint({ action, write: 'none', ...rest });
/** An additive write. */
export const Adds = (action: Action, rest: Pick<Endpoint, 'takes'> = {}) => endpoint({ action, write: 'additive', ...rest });
/** A write that is refused when the record has moved since the caller read it. */
export const Changes = (action: Action, rest: Pick<Endpoint, 'takes'> = {}) => endpoint({ action, write: 'conditional', ...rest });
/** Of the own session: a read, or with `write: 'session'` a change. */
export const OfSession = (rest: Partial<Pick<Endpoint, 'write' | 'beforePasswordChange' | 'background'>> = {}) => endpoint({ action: 'own-session', write: 'none', ...rest });
/** Open to everyone: signs somebody in. */
export const SignsIn = (rest: Pick<Endpoint, 'takes'> = {}) => endpoint({ action: 'public', write: 'session', ...rest });
/** Open to everyone: says nothing about any practice. */
export const Open = (rest: Pick<Endpoint, 'gives'> = {}) => endpoint({ action: 'public', write: 'none', ...rest });

function endpoint(value: Endpoint) {
  return applyDecorators(SetMetadata(ENDPOINT, value), RouteConfig({ endpoint: value }));
}
