/** The key that signs anchors: made at first need, beside them and never in the database. Its public half stays there after it, so that what it has signed can be verified. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { prepareFolder } from '../../platform/database/prepare-folder';
import { StoreRefusal } from '../../platform/database/store-errors';
import { writeDurably } from './anchor-files';

const PRIVATE = 'anchor-key.pem';
const PUBLIC = /^anchor-key-([0-9a-f]{16})\.pub\.pem$/;
const ID_DIGITS = 16;
/** Of the mode of a file: what its group and everybody may do. */
const OTHERS = 0o077;

export interface AnchorKey {
  readonly id: string;
  sign(text: string): string;
}

/** Throws `StoreRefusal` where others may read it. */
export function openAnchorKey(folder: string): AnchorKey {
  prepareFolder(folder);
  const file = join(folder, PRIVATE);
  if (!existsSync(file)) writeDurably(file, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0) throw new StoreRefusal(`${file} signs the anchors and may be read by others. Run "chmod 600 ${file}".`);
  const key = createPrivateKey(readFileSync(file));
  const shown = createPublicKey(key);
  const id = idOf(shown);
  const shownFile = join(folder, `anchor-key-${id}.pub.pem`);
  if (!existsSync(shownFile)) writeDurably(shownFile, shown.export({ type: 'spki', format: 'pem' }));
  return { id, sign: (text) => sign(null, Buffer.from(text), key).toString('base64') };
}

/** The public keys of a folder, by what anchors call them. */
export class TrustedKeys {
  private readonly keys = new Map<string, KeyObject>();

  constructor(folder: string) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (!PUBLIC.test(name)) continue;
      const key = createPublicKey(readFileSync(join(folder, name)));
      this.keys.set(idOf(key), key);
    }
  }

  hasSigned(id: string, text: string, signature: string): boolean {
    const key = this.keys.get(id);
    return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  }
}

function idOf(shown: KeyObject): string {
  return createHash('sha256').update(shown.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, ID_DIGITS);
}
