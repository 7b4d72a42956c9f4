import type { PracticeId } from '../../../machines/kernel/ids';
import { text, type ReadingSql } from '../database/sql';
import { StoreRefusal } from '../database/store-errors';
import type { SealingKey } from './sealing-key';

/** At start, before anything of a record is read or written. Throws `StoreRefusal`; a database in which nothing is sealed takes any key, and none. */
export async function refuseWrongSealingKey(sql: Pick<ReadingSql, 'of'>, practices: readonly PracticeId[], sealingKey: SealingKey | undefined, file: string | undefined, next?: SealingKey): Promise<void> {
  const fingerprints: string[] = [];
  for (const practice of practices) fingerprints.push(...(await sql.of(practice).query('SELECT fingerprint FROM sealing_key WHERE practice_id = ?', [practice])).map((row) => text(row, 'fingerprint')));
  if (fingerprints.length === 0) return;
  if (sealingKey === undefined) throw new StoreRefusal('Records of this database are sealed, and PATHGATE_SEALING_KEY_FILE names no key. Name the file of their key; nothing was changed.');
  const others = fingerprints.filter((fingerprint) => fingerprint !== sealingKey.fingerprint && fingerprint !== next?.fingerprint);
  if (others.length === 0) return;
  if (others.length < fingerprints.length) throw new StoreRefusal(`The key in ${file ?? ''} opens the records of some practices of this database and not of others: a change of the key was cut off. With PATHGATE_SEALING_KEY_FILE naming the former key, run the same npm run key -- rotate-sealing FILE again; nothing was changed.`);
  throw new StoreRefusal(`The key in ${file ?? ''} does not open the sealed records of this database: it is another one's, or it was changed for another (npm run key -- rotate-sealing). Name the right file with PATHGATE_SEALING_KEY_FILE; nothing was changed.`);
}
