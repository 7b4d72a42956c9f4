/** Starts the receiver in another process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Behaviour, WebhookReceiverState } from './behaviours';

const ROOT = join(__dirname, '../../..');

export interface WebhookReceiver {
  /** Where it takes deliveries. */
  readonly url: string;
  /** The first that fits is what it does; well when none does. */
  behave(...behaviours: readonly Behaviour[]): Promise<void>;
  setSecrets(...secrets: readonly string[]): Promise<void>;
  /** Its clock stands there from now on. */
  setNow(now: string): Promise<void>;
  forget(): Promise<void>;
  state(): Promise<WebhookReceiverState>;
  stop(): Promise<void>;
}

/** `certifiedFor`: it takes deliveries by https only, under a certificate for this name. */
export async function startWebhookReceiver(certifiedFor?: string): Promise<WebhookReceiver> {
  const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(__dirname, 'receiver.ts'), ...(certifiedFor === undefined ? [] : [certifiedFor])], { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [address = '', deliveries = ''] = line.toString().trim().split(' ');
  const tell = async (path: string, told: object = {}): Promise<WebhookReceiverState> => (await (await fetch(address + path, { method: 'POST', body: JSON.stringify(told) })).json()) as WebhookReceiverState;
  return {
    url: `${deliveries}/hook`,
    behave: async (...behaviours) => void (await tell('/test/behave', { behaviours })),
    setSecrets: async (...secrets) => void (await tell('/test/secrets', { secrets })),
    setNow: async (now) => void (await tell('/test/now', { now })),
    forget: async () => void (await tell('/test/forget')),
    state: () => tell('/test/state'),
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
