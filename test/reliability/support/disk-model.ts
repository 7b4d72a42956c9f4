/**
 * A disk that loses power. What was flushed stays. Of what was not, each write is there whole, not at all, or in some of its sectors of
 * 512 bytes, independently of the others; names in the folder come and go in order, up to some point after its last flush.
 */
import type { Chance } from '../../support/tier';
import type { Call } from './disk-trace';

const SECTOR_BYTES = 512;

type Change = Extract<Call, { kind: 'write' | 'truncate' }>;

interface File {
  flushed: Buffer;
  waiting: Change[];
}

export class DiskModel {
  private readonly live = new Map<string, File>();
  private names = new Map<string, File>();
  /** Namings since the folder was flushed. */
  private waitingNames: { readonly path: string; readonly file: File | undefined }[] = [];

  constructor(private readonly folder: string) {}

  apply(call: Call): void {
    if (call.kind === 'said') return;
    if (call.kind === 'create') this.name(call.path, { flushed: Buffer.alloc(0), waiting: [] });
    else if (call.kind === 'unlink') this.name(call.path, undefined);
    else if (call.kind === 'sync') this.flush(call.path);
    else this.fileAt(call.path).waiting.push(call);
  }

  /** What is there after the power came back. */
  afterCut(chance: Chance): ReadonlyMap<string, Buffer> {
    const names = new Map(this.names);
    for (const { path, file } of this.waitingNames.slice(0, chance.below(this.waitingNames.length + 1))) setName(names, path, file);
    return new Map([...names].map(([path, { flushed, waiting }]) => [path, waiting.reduce((bytes, change) => survive(bytes, change, chance), copyOf(flushed))]));
  }

  private name(path: string, file: File | undefined): void {
    setName(this.live, path, file);
    this.waitingNames.push({ path, file });
  }

  private flush(path: string): void {
    if (path === this.folder) {
      for (const { path: named, file } of this.waitingNames) setName(this.names, named, file);
      this.waitingNames = [];
      return;
    }
    const file = this.fileAt(path);
    file.flushed = file.waiting.reduce(changed, file.flushed);
    file.waiting = [];
  }

  private fileAt(path: string): File {
    const file = this.live.get(path);
    if (file === undefined) throw new Error(`${path} was never made`);
    return file;
  }
}

function setName(names: Map<string, File>, path: string, file: File | undefined): void {
  if (file === undefined) names.delete(path);
  else names.set(path, file);
}

function changed(bytes: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') return change.length <= bytes.length ? bytes.subarray(0, change.length) : grown(bytes, change.length);
  const end = change.offset + change.bytes.length;
  const wide = grown(bytes, end);
  change.bytes.copy(wide, change.offset);
  return wide;
}

function survive(bytes: Buffer, change: Change, chance: Chance): Buffer {
  const fate = chance.below(3);
  if (fate === 0) return bytes;
  if (fate === 1 || change.kind === 'truncate') return changed(bytes, change);
  let torn = bytes;
  for (let from = change.offset; from < change.offset + change.bytes.length;) {
    const to = Math.min((Math.floor(from / SECTOR_BYTES) + 1) * SECTOR_BYTES, change.offset + change.bytes.length);
    if (chance.below(2) === 0) torn = changed(torn, { ...change, offset: from, bytes: change.bytes.subarray(from - change.offset, to - change.offset) });
    from = to;
  }
  return torn;
}

/** With memory of its own: Node's small buffers share theirs, and this one is written to. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.from(new ArrayBuffer(bytes.length));
  bytes.copy(copy);
  return copy;
}

/** Room is kept ahead, so that a log that grows is not copied for each of its pages. */
function grown(bytes: Buffer, length: number): Buffer {
  if (length <= bytes.length) return bytes;
  const room = bytes.buffer.byteLength - bytes.byteOffset;
  if (length <= room) {
    const wide = Buffer.from(bytes.buffer, bytes.byteOffset, length);
    wide.fill(0, bytes.length);
    return wide;
  }
  const wide = Buffer.from(new ArrayBuffer(Math.max(length, bytes.length * 2)), 0, length);
  bytes.copy(wide);
  return wide;
}
