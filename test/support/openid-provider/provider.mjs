/**
 * A provider of OpenID Connect as a process of its own: `node provider.mjs REDIRECT_URI PEOPLE`, PEOPLE in JSON from a login to its claims.
 * Whoever types a login is that person; says where it listens, and ends with its parent's pipe.
 */
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirectUri, people] = process.argv.slice(2);
const claimsOf = JSON.parse(people);

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'pathgate', client_secret: 'known-to-both', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'] },
    cookies: { keys: ['signs cookies of this test'] },
    findAccount: (_, id) => (id in claimsOf ? { accountId: id, claims: () => ({ sub: id, ...claimsOf[id] }) } : undefined),
  });
  server.on('request', provider.callback());
  process.stdout.write(`listens on ${issuer}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
