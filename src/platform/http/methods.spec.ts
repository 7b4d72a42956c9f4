import Fastify from 'fastify';
import { collectRoutes, routesOf } from './methods';

describe('the table of routes', () => {
  it('stops the start at a route that names no action', () => {
    const server = Fastify();
    collectRoutes(server);
    expect(() => server.get('/v1/forgotten', () => 'open')).toThrow(/GET \/v1\/forgotten names no action/);
  });

  it('keeps what a route says it is', () => {
    const server = Fastify();
    collectRoutes(server);
    server.get('/v1/worklist', { config: { endpoint: { action: 'read-worklist', write: 'none' } } }, () => 'listed');
    expect(routesOf(server)).toMatchObject([{ method: 'GET', url: '/v1/worklist', endpoint: { action: 'read-worklist' } }]);
  });
});
