/** Starts the receiver in another process, with keys and an endpoint file of its own. */
import { spawn } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Behaviour, ReceiverState } from './behaviours';

const ROOT = join(__dirname, '../../..');
const CLIENT = { clientId: 'pathgate-test', scope: 'system/Claim.c' };

export interface Receiver {
  readonly baseAddress: string;
  /** The file that the service reads. */
  readonly endpointsFile: string;
  /** Each for one request, the last for all that follow. */
  behave(...behaviours: readonly Behaviour[]): Promise<void>;
  /** Its clock stands there; left out: it runs. */
  setNow(now?: string): Promise<void>;
  setTokenSeconds(seconds: number): Promise<void>;
  forgetTokens(): Promise<void>;
  state(): Promise<ReceiverState>;
  stop(): Promise<void>;
}

export interface ReceiverOptions {
  readonly algorithm?: 'ES384' | 'RS384';
  readonly timeoutMs?: number;
  readonly attemptsMax?: number;
}

export async function startReceiver({ algorithm = 'ES384', timeoutMs = 5_000, attemptsMax = 3 }: ReceiverOptions = {}): Promise<Receiver> {
  const { privateKey } = algorithm === 'ES384' ? generateKeyPairSync('ec', { namedCurve: 'P-384' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const order = { ...CLIENT, algorithm, jwk: createPublicKey(privateKey).export({ format: 'jwk' }) };
  const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts/typescript.cjs'), join(__dirname, 'receiver.ts'), JSON.stringify(order)], { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const address = line.toString().trim();
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-endpoints-'));
  writeFileSync(join(folder, 'payer.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  const endpointsFile = join(folder, 'payer-endpoints.json');
  const baseAddress = `${address}/fhir`;
  writeFileSync(endpointsFile, JSON.stringify({ endpoints: [{ payer: 'medicare', baseAddress, tokenEndpoint: `${address}/token`, ...CLIENT, algorithm, keyId: 'key-1', keyFile: 'payer.pem', timeoutMs, attemptsMax }] }));
  const tell = async (path: string, told: object = {}): Promise<ReceiverState> => (await (await fetch(address + path, { method: 'POST', body: JSON.stringify(told) })).json()) as ReceiverState;
  return {
    baseAddress, endpointsFile,
    behave: async (...behaviours) => void (await tell('/test/behave', { behaviours })),
    setNow: async (now) => void (await tell('/test/now', { now })),
    setTokenSeconds: async (seconds) => void (await tell('/test/token-seconds', { seconds })),
    forgetTokens: async () => void (await tell('/test/forget-tokens')),
    state: () => tell('/test/state'),
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
