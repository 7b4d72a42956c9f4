/** What a process asked of the disk under one folder, call by call, from strace's log: its main thread, which is where SQLite writes. */
import { spawn } from 'node:child_process';
import { closeSync, createReadStream, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { WriterOrder } from './store-writer';

const ROOT = join(__dirname, '../../..');
const BYTES_MAX = 1 << 20;
const CALLS = 'openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,mkdir';

export type Call =
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  /** The writer has told somebody. */
  | { readonly kind: 'said'; readonly line: string };

/** Runs a store writer over `order.config.file`, which does not exist yet, to its end; what it says goes to a file, so that it is in the same log. */
export async function traceWriter(order: WriterOrder, log: string): Promise<void> {
  if (order.config.kind !== 'sqlite') throw new Error('only SQLite writes in this process');
  const { file } = order.config;
  const said = `${log}.said`;
  const out = openSync(said, 'w');
  const watched = [dirname(file), file, `${file}-wal`, `${file}-journal`, said].flatMap((path) => ['-P', path]);
  const child = spawn('strace', ['-o', log, '-y', '-xx', '-s', String(BYTES_MAX), '-e', `trace=${CALLS}`, ...watched,
    process.execPath, '-r', join(ROOT, 'scripts/typescript.cjs'), join(__dirname, 'store-writer.ts'), JSON.stringify(order)], { cwd: ROOT, stdio: ['pipe', out, 'pipe'] });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin?.end('start\n');
  const code = await new Promise((resolve) => child.once('close', resolve));
  closeSync(out);
  if (code !== 0) throw new Error(`the traced writer ended with ${String(code)}: ${stderr}`);
}

export async function readTrace(log: string, folder: string): Promise<readonly Call[]> {
  const calls: Call[] = [];
  const known = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(log) })) {
    if (line.startsWith('+++')) continue;
    const call = parse(line, folder, `${basename(log)}.said`, known);
    if (call !== undefined) calls.push(call);
  }
  return calls;
}

/** `name(3<path>, "bytes", ...) = answer`, every string in hexadecimal. Whatever it does not know is an error: a call that is overlooked would prove nothing. */
function parse(line: string, folder: string, said: string, known: Set<string>): Call | undefined {
  const [, name = '', rest = '', answer = ''] = /^(\w+)\((.*)\)\s+= (-?\d+)/s.exec(line) ?? [];
  if (name === '') throw new Error(`a line of the trace cannot be read: ${line.slice(0, 200)}`);
  if (Number(answer) < 0) return undefined;
  const strings = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)].map(([, hex = '', cut]) => {
    if (cut !== undefined) throw new Error('the trace has cut off what was written');
    return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
  });
  const [, opened = ''] = /^\d+<((?:\\x[0-9a-f]{2})*)>/.exec(rest) ?? [];
  const path = Buffer.from(opened.replaceAll('\\x', ''), 'hex').toString();
  const numbers = rest.split(', ').filter((part) => /^\d+$/.test(part)).map(Number);
  const [first] = strings;
  if (name === 'openat') {
    const target = first?.toString() ?? '';
    if (!rest.includes('O_CREAT') || known.has(target) || !target.startsWith(folder) || isShared(target)) return undefined;
    known.add(target);
    return { kind: 'create', path: target };
  }
  if (name === 'write' && path.endsWith(said)) return { kind: 'said', line: first?.toString() ?? '' };
  if (isShared(path)) return undefined;
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'sync', path };
  if (name === 'pwrite64' && first !== undefined) {
    if (Number(answer) !== first.length) throw new Error('a write was short');
    return { kind: 'write', path, offset: numbers.at(-1) ?? 0, bytes: first };
  }
  if (name === 'ftruncate') return { kind: 'truncate', path, length: numbers.at(-1) ?? 0 };
  if (name === 'unlink') {
    const target = first?.toString() ?? '';
    known.delete(target);
    return isShared(target) ? undefined : { kind: 'unlink', path: target };
  }
  throw new Error(`the trace holds a call that nobody replays: ${line.slice(0, 100)}`);
}

/** The index of the write-ahead log is memory that processes share: made anew after a crash, whatever is left of it. */
function isShared(path: string): boolean {
  return path.endsWith('-shm');
}
