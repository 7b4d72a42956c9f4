/** Every registered route with what it is: for 405, for the start check, and for tests that walk the whole table. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Endpoint } from '../auth/endpoint';
import './request-types';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The methods an unrouted address would have taken; none when the address itself is unknown. */
export function allowedMethods(request: FastifyRequest): readonly string[] {
  const server = request.server as FastifyInstance;
  const path = request.url.split('?')[0] ?? '/';
  const methods: readonly string[] = METHODS.filter((method) => method !== request.method && matches(server, method, path));
  return methods[0] === 'GET' ? ['GET', 'HEAD', ...methods.slice(1)] : methods;
}

function matches(server: FastifyInstance, method: (typeof METHODS)[number], path: string): boolean {
  return routesOf(server).some((route) => route.method === method && route.pattern.test(path));
}

export interface KnownRoute {
  readonly method: string;
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly pattern: RegExp;
}

const known = new WeakMap<object, KnownRoute[]>();

/** Collects routes while they are registered: call before the first one. A route that names no action stops the start. */
export function collectRoutes(server: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  known.set(server, routes);
  server.addHook('onRoute', (route) => {
    const endpoint = route.config?.endpoint;
    if (endpoint === undefined) throw new Error(`${String(route.method)} ${route.url} names no action: decorate its handler with Reads, Adds, Changes or Open`);
    for (const method of [route.method].flat()) {
      if (method !== 'HEAD') routes.push({ method, url: route.url, endpoint, pattern: patternOf(route.url) });
    }
  });
}

export function routesOf(server: FastifyInstance): readonly KnownRoute[] {
  return known.get(server) ?? [];
}

function patternOf(url: string): RegExp {
  return new RegExp(`^${url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join('/')}$`);
}
