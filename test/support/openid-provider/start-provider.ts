/** Starts the provider, and signs people in there as a browser does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { listeningAddress } from '../listening-address';

export interface StartedProvider {
  readonly issuer: string;
  /** Follows an authorization request with this login, consents, and answers where the browser is sent back to. */
  signIn(address: string, login: string): Promise<URL>;
  stop(): Promise<void>;
}

export const CLIENT = { clientId: 'pathgate', clientSecret: 'known-to-both' };
const STEPS_MAX = 12;

export async function startProvider(redirectUri: string, people: Readonly<Record<string, object>>): Promise<StartedProvider> {
  const child = spawn(process.execPath, [join(__dirname, 'provider.mjs'), redirectUri, JSON.stringify(people)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const issuer = await listeningAddress(child, 'the provider');
  return {
    issuer,
    signIn: (address, login) => follow(new URL(address), issuer, login),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** Redirects and forms, with the provider's cookies, until the browser leaves it. */
async function follow(start: URL, issuer: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let form: URLSearchParams | undefined;
  let address = start;
  for (let step = 0; step < STEPS_MAX; step++) {
    const response = await fetch(address, {
      redirect: 'manual', method: form === undefined ? 'GET' : 'POST', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }, ...(form === undefined ? {} : { body: form }),
    });
    for (const each of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      cookies.set(name, value);
    }
    form = undefined;
    const location = response.headers.get('location');
    const page = await response.text();
    if (location !== null) {
      address = new URL(location, address);
      if (address.origin !== issuer) return address;
      continue;
    }
    const prompt = /name="prompt" value="(login|consent)"/.exec(page)?.[1];
    if (prompt === undefined) throw new Error(`the provider answered ${response.status} at ${address.pathname}: ${page.slice(0, 500)}`);
    form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'whatever' } : {}) });
  }
  throw new Error('the provider never sent the browser back');
}
