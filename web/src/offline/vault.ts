/**
 * What is kept on this device is sealed with a key that no script can read out: it is of use in this browser only. That guards files that
 * are copied, not a browser that is left open; for that people sign out.
 */
import { database, type Sealed } from './database';

const IV_BYTES = 12;
const NAME = 'vault';

async function vaultKey(): Promise<CryptoKey> {
  const db = await database();
  const known = await db.get('keys', NAME);
  if (known !== undefined) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Two pages may come here at once: the first key stays.
  const transaction = db.transaction('keys', 'readwrite');
  const first = await transaction.store.get(NAME);
  if (first === undefined) await transaction.store.put(made, NAME);
  await transaction.done;
  return first ?? made;
}

export async function seal(content: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await vaultKey(), new TextEncoder().encode(JSON.stringify(content))) };
}

export async function unseal<T>({ iv, bytes }: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await vaultKey(), bytes))) as T;
}
