import { join } from 'node:path';
import { findBackups, verifyBackup } from '../backups';
import type { Clock } from '../platform/clock/clock';
import { bad, ok, warn, type Line } from './line';

const HOUR_MS = 3_600_000;

/** Every byte of the newest is read; the others by their names. */
export async function examineBackups(folder: string, hoursMax: number, clock: Clock): Promise<readonly Line[]> {
  const { finished: [newest], finished, unfinished } = findBackups(folder);
  const again = 'npm run backup -- --to DIR takes one';
  const lines = unfinished.map((name) => warn('backups', `${name} was cut off, or is being written`, 'It is no backup; --keep removes it after a day'));
  if (newest === undefined) return [...lines, bad('backups', `none in ${folder}`, again)];
  try {
    const { takenAt } = await verifyBackup(join(folder, newest));
    const hours = Math.floor((Date.parse(clock.now()) - Date.parse(takenAt)) / HOUR_MS);
    const found = `${finished.length}, the newest ${hours} hours old and every byte as written`;
    return [...lines, hours <= hoursMax ? ok('backups', found) : bad('backups', found, `${again}; look why none was taken`)];
  } catch (error) {
    return [...lines, bad('backups', `${newest}: ${(error as Error).message}`, again)];
  }
}
