import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** Where a program says that it listens; rejects with what it said when it ends before. */
export function listeningAddress(child: ChildProcessByStdio<Writable | null, Readable, Readable>, what: string): Promise<string> {
  let output = '';
  return new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, found] = /listens on (http:\S+)/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`${what} ended with ${code} before it listened:\n${output}`)));
  });
}
