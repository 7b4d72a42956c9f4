import { createHash } from 'node:crypto';

const CONTROL_NUMBER_MAX = 999_999_999;

/** The number of an interchange, 1 to 999 999 999: the same for the same packet, so that what is sent twice is seen to be one. */
export function controlNumberOf(packetId: string): number {
  return Number(createHash('sha256').update(packetId).digest().readBigUInt64BE() % BigInt(CONTROL_NUMBER_MAX)) + 1;
}
