import { once } from 'node:events';
import { createServer } from 'node:net';
import { ConfigRefusal } from '../config/config';

/** Before anything is opened or created: a port that cannot be had stops the start. Throws `ConfigRefusal`. */
export async function refuseUnusablePort(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portRefusal(error, host, port);
  }
  server.close();
  await once(server, 'close');
}

/** What listening failed with, as a sentence; anything that is not about the address stays as it is. */
export function portRefusal(error: unknown, host: string, port: number): unknown {
  switch ((error as { code?: unknown }).code) {
    case 'EADDRINUSE': return new ConfigRefusal(`Port ${port} on ${host} is taken by another program. End that one, or set PORT to another one.`);
    case 'EACCES': return new ConfigRefusal(`This user may not listen on port ${port}. Set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND': return new ConfigRefusal(`HOST=${host} is not an address of this machine. Leave HOST out, or name one that is.`);
    default: return error;
  }
}
