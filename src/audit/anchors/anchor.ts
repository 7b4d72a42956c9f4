/**
 * An anchor: what a practice's record was at one moment, said outside the database and signed. It names the end of every log that has moved since the
 * anchor before, and the end of the audit: whoever rewrites the database with all its hashes cannot rewrite what was said of it then. Pure.
 */
import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import { sha256 } from '../../platform/event-store/hash-chain';

/** The last event of one log in an anchor's range. */
export interface Head {
  readonly stream: string;
  readonly version: number;
  readonly hash: Buffer;
}

/** `[tag, version, digest]`: names a head to whoever has the database, and nobody to who has the file alone. */
export type HeadMark = readonly [tag: string, version: number, digest: string];

export interface Anchor {
  readonly format: 1;
  readonly practice: PracticeId;
  /** When the practice was made: a later one of the same id has anchors of its own. */
  readonly practiceCreatedAt: Instant;
  /** From 1. */
  readonly number: number;
  readonly at: Instant;
  /** SHA-256 of the line before; null of the first. */
  readonly previous: string | null;
  /** It covers the numbers of the practice's feed after this one, */
  readonly after: number;
  /** to this one. */
  readonly to: number;
  /** Merkle root over stream, version and hash of each log's last event in the range, in the order of their ids. */
  readonly root: string;
  /** In the same order. */
  readonly heads: readonly HeadMark[];
  /** The last row of the audit up to `to`; its hash covers every row before. Null where there is none; hash null of one from before the chain. */
  readonly audit: { readonly number: number; readonly hash: string | null } | null;
  /** Which key has signed. */
  readonly key: string;
}

export interface AnchorLine {
  readonly anchor: Anchor;
  /** Ed25519 over the anchor's JSON, base64. */
  readonly signature: string;
}

const TAG_DIGITS = 12;
const DIGEST_DIGITS = 16;

export function tagOf(practice: PracticeId, stream: string): string {
  return sha256(Buffer.from(`${practice}\n${stream}`)).toString('hex').slice(0, TAG_DIGITS);
}

export function markOf(practice: PracticeId, head: Head): HeadMark {
  return [tagOf(practice, head.stream), head.version, leafOf(head).toString('hex').slice(0, DIGEST_DIGITS)];
}

/** As RFC 6962 builds it: leaves and knots are told apart by a byte in front, one without a neighbour goes up as it is. */
export function merkleRoot(heads: readonly Head[]): string {
  let level = heads.map(leafOf);
  if (level.length === 0) return sha256(Buffer.alloc(0)).toString('hex');
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i] as Buffer, level[i + 1]];
      above.push(right === undefined ? left : sha256(Buffer.concat([Buffer.of(1), left, right])));
    }
    level = above;
  }
  return (level[0] as Buffer).toString('hex');
}

/** What is signed, and stands in the line. */
export function textOf(anchor: Anchor): string {
  return JSON.stringify(anchor);
}

export function lineOf(anchor: Anchor, signature: string): string {
  return `{"anchor":${textOf(anchor)},"signature":${JSON.stringify(signature)}}`;
}

/** Names a line in the one that follows. */
export function digestOf(line: string): string {
  return sha256(Buffer.from(line)).toString('hex');
}

function leafOf({ stream, version, hash }: Head): Buffer {
  return sha256(Buffer.concat([Buffer.from(`\0${JSON.stringify([stream, version])}`), hash]));
}
