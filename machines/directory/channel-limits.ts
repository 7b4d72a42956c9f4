/** What a channel takes, held against what would go out by it. Pure. */
import { reject, type Rejection } from '../kernel/rejection';
import type { Channel } from './types';

export interface OutgoingFile {
  readonly mediaType: string;
  readonly bytes: number;
  /** Left out where it has none. */
  readonly pages?: number;
}

/** Codes `packet-too-large`, `packet-too-long`, `packet-type-not-taken`. Undefined where it goes. */
export function refuseFile({ kind, bytesMax, pagesMax, mediaTypes }: Channel, { mediaType, bytes, pages }: OutgoingFile): Rejection | undefined {
  const details = { channel: kind, mediaType, bytes, ...(pages !== undefined && { pages }) };
  if (mediaTypes !== undefined && !mediaTypes.includes(mediaType)) {
    return reject('packet-type-not-taken', `The payer takes ${mediaTypes.join(', ') || 'no file'} by ${kind}, and the packet would go out as ${mediaType}: choose another channel, or correct the payer's entry.`, { details: { ...details, mediaTypes } });
  }
  if (bytesMax !== undefined && bytes > bytesMax) {
    return reject('packet-too-large', `The packet has ${bytes} bytes and the payer takes ${bytesMax} by ${kind}: attach smaller scans of its documents and request again, choose another channel, or correct the payer's entry.`, { details: { ...details, bytesMax } });
  }
  if (pagesMax !== undefined && pages !== undefined && pages > pagesMax) {
    return reject('packet-too-long', `The packet has ${pages} pages and the payer takes ${pagesMax} by ${kind}: choose another channel, or correct the payer's entry.`, { details: { ...details, pagesMax } });
  }
  return undefined;
}
