/** Does the database still say what its anchors said? Every anchor is checked by itself, against the one before, and against the record of today. Reads only. */
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { PracticeId } from '../../../machines/kernel/ids';
import { integer, text, type ReadingSql } from '../../platform/database/sql';
import { objectOf, type Break } from '../break';
import { digestOf, markOf, merkleRoot, tagOf, textOf, type Anchor, type AnchorLine, type HeadMark } from './anchor';
import { anchorFile, otherAnchorFiles, readLines, sizeOf, type AnchoredPractice } from './anchor-files';
import { TrustedKeys } from './anchor-keys';
import { auditEnd, headsOf } from './anchor-range';

type Reader = Pick<ReadingSql, 'of'>;

export interface Anchored {
  readonly count: number;
  /** When the last was written; null where there is none. */
  readonly lastAt: string | null;
  /** The last number of the feed that it covers. */
  readonly to: number;
  readonly broken?: Break;
}

/** The anchors as they are now: what is added later is not looked at, because a snapshot of the database does not hold it. */
export interface AnchorsSeen {
  readonly folder: string;
  readonly file: string;
  readonly bytes: number;
  readonly others: readonly string[];
}

export function seeAnchors(folder: string, practice: AnchoredPractice): AnchorsSeen {
  const file = anchorFile(folder, practice);
  return { folder, file, bytes: sizeOf(file), others: otherAnchorFiles(folder, practice) };
}

/** Told after each anchor; stops at the first that is not what it should be. */
export async function* verifyAnchors(sql: Reader, practice: AnchoredPractice & { readonly demo: boolean }, { folder, file, bytes, others }: AnchorsSeen): AsyncGenerator<Anchored> {
  const keys = new TrustedKeys(folder);
  let verified: Anchored = { count: 0, lastAt: null, to: 0 };
  let previous: { readonly anchor: Anchor; readonly digest: string } | undefined;
  // A demo practice is made anew now and then; of any other it means that somebody changed when it was made.
  if (others.length > 0 && !practice.demo) return yield { ...verified, broken: { kind: 'anchors', object: 'anchors', version: 0 } };
  for await (const line of readLines(file, bytes)) {
    const number = verified.count + 1;
    const anchor = line === undefined ? undefined : followingAnchor(line, practice, previous, keys);
    const broken = anchor === undefined ? { kind: 'anchors', object: 'anchors', version: number } as const : await differenceOf(sql, anchor, previous?.anchor);
    if (broken !== undefined) return yield { ...verified, broken };
    if (anchor === undefined || line === undefined) return;
    previous = { anchor, digest: digestOf(line) };
    verified = { count: number, lastAt: anchor.at, to: anchor.to };
    yield verified;
    await otherRequests();
  }
  yield verified;
}

/** The anchor of a line, where it is signed, of this practice, and follows the one before. */
function followingAnchor(line: string, practice: AnchoredPractice, previous: { readonly anchor: Anchor; readonly digest: string } | undefined, keys: TrustedKeys): Anchor | undefined {
  const { anchor, signature } = parsed(line);
  if (anchor === undefined || signature === undefined || !keys.hasSigned(anchor.key, textOf(anchor), signature)) return undefined;
  const isNext = anchor.number === (previous?.anchor.number ?? 0) + 1 && anchor.previous === (previous?.digest ?? null) && anchor.after === (previous?.anchor.to ?? 0);
  return isNext && anchor.format === 1 && anchor.practice === practice.id && anchor.practiceCreatedAt === practice.createdAt ? anchor : undefined;
}

function parsed(line: string): Partial<AnchorLine> {
  try {
    return (JSON.parse(line) ?? {}) as Partial<AnchorLine>;
  } catch {
    return {};
  }
}

async function differenceOf(sql: Reader, anchor: Anchor, before: Anchor | undefined): Promise<Break | undefined> {
  const { practice, after, to, audit } = anchor;
  const heads = await headsOf(sql, practice, after, to);
  if (merkleRoot(heads) !== anchor.root) return await changedLog(sql, anchor, heads.map((head) => ({ stream: head.stream, mark: markOf(practice, head) }))) ?? { kind: 'rewritten', object: 'log', version: after + 1 };
  const end = await auditEnd(sql, practice, to);
  if (end?.number === audit?.number && end?.hash === audit?.hash) return undefined;
  if (audit !== null && (end?.number ?? 0) < audit.number) return { kind: 'cut-off', object: 'audit', version: (end?.number ?? 0) + 1 };
  return { kind: 'rewritten', object: 'audit', version: (before?.audit?.number ?? 0) + 1 };
}

/** Which log is not what it was: the first by id of those that are there, else one that is shorter now, or gone. */
async function changedLog(sql: Reader, { practice, heads }: Anchor, now: readonly { readonly stream: string; readonly mark: HeadMark }[]): Promise<Break | undefined> {
  const then = new Map(heads.map((mark) => [mark[0], mark]));
  for (const { stream, mark: [tag, version, digest] } of now) {
    const [, anchored, anchoredDigest] = then.get(tag) ?? [tag, 0, ''];
    then.delete(tag);
    if (version < anchored) return { kind: 'cut-off', object: objectOf(stream), version: version + 1 };
    if (version > anchored) return { kind: 'rewritten', object: objectOf(stream), version: anchored + 1 };
    if (digest !== anchoredDigest) return { kind: 'rewritten', object: objectOf(stream), version };
  }
  const [gone] = then.values();
  if (gone === undefined) return undefined;
  const [tag, version] = gone;
  for (let stream = ''; ;) {
    const [row] = await sql.of(practice).query('SELECT stream_id FROM event WHERE practice_id = ? AND stream_id > ? ORDER BY stream_id LIMIT 1', [practice, stream]);
    if (row === undefined) return { kind: 'vanished', object: `log/${tag}`, version: 1 };
    stream = text(row, 'stream_id');
    if (tagOf(practice, stream) === tag) return { kind: 'cut-off', object: objectOf(stream), version: Math.min(await versionOf(sql, practice, stream) + 1, version) };
    await otherRequests();
  }
}

async function versionOf(sql: Reader, practice: PracticeId, stream: string): Promise<number> {
  const [row] = await sql.of(practice).query('SELECT version FROM event WHERE practice_id = ? AND stream_id = ? ORDER BY version DESC LIMIT 1', [practice, stream]);
  return row === undefined ? 0 : integer(row, 'version');
}
