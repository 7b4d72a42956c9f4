import type { Practice } from '../platform/database/practices';
import type { Store } from '../platform/database/store';

/** The one named, or the only one there is. */
export async function practiceOf(store: Store, id: string | undefined): Promise<Practice | string> {
  const practices = await store.practices.list();
  const found = id === undefined && practices.length === 1 ? practices[0] : practices.find((practice) => practice.id === id);
  return found ?? `Name the practice with --practice: ${practices.map((practice) => practice.id).join(', ') || 'there is none yet, run npm start or npm run init'}.`;
}
