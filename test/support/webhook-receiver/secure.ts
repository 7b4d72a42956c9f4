/**
 * The receiver behind TLS, under a certificate that an authority of its own has made for a name. In front of it stands a relay that sees what came over
 * the wire: how many connections, and whether anything on them could be read. Certificates are made by openssl, which a machine has or has not.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import type { RequestListener } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Wire {
  readonly connections: number;
  /** Connections that did not begin as TLS does, or on which the name of a header could be read. */
  readonly inClear: number;
}

export interface SecureReceiver {
  readonly url: string;
  /** The certificate of its authority, as PEM. */
  readonly authority: string;
  wire(): Wire;
}

const HANDSHAKE = 0x16;
const HEADER = 'webhook-id';
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

/** `name`: what the certificate is for, `IP:127.0.0.1`. */
export async function startSecure(name: string, take: RequestListener): Promise<SecureReceiver> {
  const { authority, key, cert } = certificateFor(name);
  const inside = createSecureServer({ key, cert }, take);
  const target = await listening(inside);
  const seen = { connections: 0, inClear: 0 };
  const relay = createServer((outside) => {
    seen.connections += 1;
    const chunks: Buffer[] = [];
    const through = connect(target, '127.0.0.1');
    outside.on('data', (chunk: Buffer) => void chunks.push(chunk));
    outside.on('close', () => {
      const bytes = Buffer.concat(chunks);
      if (bytes.length > 0 && (bytes[0] !== HANDSHAKE || bytes.includes(HEADER))) seen.inClear += 1;
      through.destroy();
    });
    for (const socket of [outside, through]) socket.on('error', () => undefined);
    through.on('close', () => outside.end());
    outside.pipe(through).pipe(outside);
  });
  return { url: `https://127.0.0.1:${await listening(relay)}`, authority, wire: () => ({ ...seen }) };
}

function certificateFor(name: string): { readonly authority: string; readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-certificates-'));
  const request = (...args: readonly string[]): void => void execFileSync('openssl', ['req', '-x509', ...KEY, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  try {
    request('-keyout', 'authority.key', '-out', 'authority.pem', '-subj', '/CN=An authority of a test');
    request('-CA', 'authority.pem', '-CAkey', 'authority.key', '-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=receiver', '-addext', `subjectAltName=${name}`, '-addext', 'basicConstraints=critical,CA:FALSE');
    return { authority: read('authority.pem'), key: read('key.pem'), cert: read('cert.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
