/** Where the data is: one reading of the environment for the service and its commands. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreConfig } from '../database/migrations';
import { StoreRefusal } from '../database/store-errors';

export interface DataLocation {
  /** `PATHGATE_DATA`, or `data` in the working directory. */
  readonly directory: string;
  /** The practice's database: `PATHGATE_DATABASE` (a SQLite file or a postgres:// address), or `pathgate.db` in the directory; encrypted with the key of `PATHGATE_KEY_FILE`, its records sealed with that of `PATHGATE_SEALING_KEY_FILE`. */
  readonly practice: StoreConfig;
  /** Someone named the database, or `npm run init` has made it: `npm start` serves it and no demo practice. */
  readonly isPracticeConfigured: boolean;
  /** The practice's own policy files and packs: `policies` in the directory. */
  readonly policies: string;
  /** A licensed practice's own descriptors of codes: `code-descriptors.json` in the directory. */
  readonly codeDescriptors: string;
  /** To which payers requests are sent: `PATHGATE_PAYER_ENDPOINTS`, or `payer-endpoints.json` in the directory. */
  readonly payerEndpoints: string;
  /** Which EHRs may ask by CDS Hooks: `PATHGATE_CDS_CLIENTS`, or `cds-clients.json` in the directory. */
  readonly cdsClients: string;
  /** Where anchors and the key that signs them stand: `PATHGATE_ANCHORS`, or `anchors` in the directory. Never in the database. */
  readonly anchors: string;
  /** Never encrypted or sealed: nobody's data. */
  readonly demo: Extract<StoreConfig, { kind: 'sqlite' }>;
}

export function dataLocation(env: Readonly<Record<string, string | undefined>> = process.env, fileExists: (file: string) => boolean = existsSync): DataLocation {
  const directory = env.PATHGATE_DATA || 'data';
  const named = env.PATHGATE_DATABASE || undefined;
  const keyFile = env.PATHGATE_KEY_FILE || undefined;
  const encrypted = keyFile === undefined ? {} : { keyFile };
  const sealed = env.PATHGATE_SEALING_KEY_FILE ? { sealingKeyFile: env.PATHGATE_SEALING_KEY_FILE } : {};
  const practice: StoreConfig = named === undefined ? { kind: 'sqlite', file: join(directory, 'pathgate.db'), ...encrypted, ...sealed }
    : /^postgres(ql)?:\/\//.test(named) ? { kind: 'postgres', url: named, ...sealed } : { kind: 'sqlite', file: named, ...encrypted, ...sealed };
  if (practice.kind === 'postgres' && keyFile !== undefined) throw new StoreRefusal('PATHGATE_KEY_FILE encrypts a SQLite database, and PATHGATE_DATABASE names PostgreSQL, whose disk its own operator has to encrypt. Leave PATHGATE_KEY_FILE out.');
  return {
    directory, practice,
    isPracticeConfigured: named !== undefined || (practice.kind === 'sqlite' && fileExists(practice.file)),
    policies: join(directory, 'policies'),
    codeDescriptors: join(directory, 'code-descriptors.json'),
    payerEndpoints: env.PATHGATE_PAYER_ENDPOINTS || join(directory, 'payer-endpoints.json'),
    cdsClients: env.PATHGATE_CDS_CLIENTS || join(directory, 'cds-clients.json'),
    anchors: env.PATHGATE_ANCHORS || join(directory, 'anchors'),
    demo: { kind: 'sqlite', file: join(directory, 'demo.db') },
  };
}

/** For messages: a file as it is, a database server without its password. */
export function describeLocation(config: StoreConfig): string {
  if (config.kind === 'sqlite') return config.file;
  const url = new URL(config.url);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
