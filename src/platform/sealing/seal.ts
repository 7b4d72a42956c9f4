/** AES-256-GCM over bytes and the place they belong to: what was moved elsewhere, or changed, does not open. Pure but for the nonce. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** What is sealed, and where it belongs: under the seal, and not part of it. */
export type Place = readonly (string | number)[];

const CIPHER = 'aes-256-gcm';
/** The first byte: another format has another. */
const FORMAT = Buffer.from([1]);
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function seal(key: Buffer, place: Place, content: Uint8Array, nonce: Buffer = randomBytes(NONCE_BYTES)): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(bytesOf(place));
  return Buffer.concat([FORMAT, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** The same bytes each time, so that what is kept under its digest is kept once: the nonce is made from the content, which no other content of this key shares. */
export function sealAlike(key: Buffer, place: Place, content: Uint8Array): Buffer {
  return seal(key, place, content, createHmac('sha256', key).update(bytesOf(place)).update('\n').update(content).digest().subarray(0, NONCE_BYTES));
}

/** Undefined: another key, another place, or not what was sealed. */
export function unseal(key: Buffer, place: Place, sealed: Buffer): Buffer | undefined {
  if (sealed.length < FORMAT.length + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT[0]) return undefined;
  const end = sealed.length - TAG_BYTES;
  const opening = createDecipheriv(CIPHER, key, sealed.subarray(FORMAT.length, FORMAT.length + NONCE_BYTES), { authTagLength: TAG_BYTES });
  opening.setAAD(bytesOf(place));
  opening.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([opening.update(sealed.subarray(FORMAT.length + NONCE_BYTES, end)), opening.final()]);
  } catch {
    return undefined;
  }
}

function bytesOf(place: Place): Buffer {
  return Buffer.from(JSON.stringify(place));
}

export const PLACES = {
  event: (practice: string, stream: string, version: number): Place => ['event', practice, stream, version],
  snapshot: (practice: string, stream: string, fold: string, version: number): Place => ['snapshot', practice, stream, fold, version],
  document: (practice: string, patient: string, sha256: string): Place => ['document', practice, patient, sha256],
  dataKey: (practice: string, patient: string, keyId: string): Place => ['data key', practice, patient, keyId],
} as const;
