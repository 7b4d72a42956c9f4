import { once } from 'node:events';
import { createServer } from 'node:net';
import { ConfigRefusal } from '../config/config';

/** The settings that name a port and its host. */
export interface PortNames {
  readonly port: string;
  readonly host: string;
}

const SERVICE: PortNames = { port: 'PORT', host: 'HOST' };

/** Before anything is opened or created: a port that cannot be had stops the start. Throws `ConfigRefusal`. */
export async function refuseUnusablePort(host: string, port: number, names: PortNames = SERVICE): Promise<void> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portRefusal(error, host, port, names);
  }
  server.close();
  await once(server, 'close');
}

/** What listening failed with, as a sentence; anything that is not about the address stays as it is. */
export function portRefusal(error: unknown, host: string, port: number, names: PortNames = SERVICE): unknown {
  switch ((error as { code?: unknown }).code) {
    case 'EADDRINUSE': return new ConfigRefusal(`Port ${port} on ${host} is taken by another program. End that one, or set ${names.port} to another one.`);
    case 'EACCES': return new ConfigRefusal(`This user may not listen on port ${port}. Set ${names.port} to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND': return new ConfigRefusal(`${names.host}=${host} is not an address of this machine. Leave ${names.host} out, or name one that is.`);
    default: return error;
  }
}
