/** strace, for tests that replay what a process asked of its disk. Skips are counted, and say why: `npm test -- --without=tracing`. */
import { spawnSync } from 'node:child_process';

/** Why no process can be traced here; undefined when one can. */
export function whyNoTracing(): string | undefined {
  if (process.platform !== 'linux') return 'system calls are traced on Linux only';
  const tried = spawnSync('strace', ['-o', '/dev/null', '-e', 'trace=fsync', process.execPath, '-e', '0'], { encoding: 'utf8' });
  if (tried.error !== undefined) return 'strace is not installed (Debian, Ubuntu: sudo apt-get install strace)';
  return tried.status === 0 ? undefined : `strace may not trace a process here (${tried.stderr.trim().split('\n')[0] ?? ''}): the container or the kernel forbids ptrace`;
}

export function isStraceMissing(): boolean {
  return process.platform === 'linux' && spawnSync('strace', ['-V']).error !== undefined;
}

/** The block is skipped, with a sentence, where nothing can be traced. */
export function describeTraced(name: string, suite: () => void): void {
  const isWithout = (process.env['PATHGATE_TEST_WITHOUT'] ?? '').split(',').includes('tracing');
  const why = isWithout ? undefined : whyNoTracing();
  if (why !== undefined) process.stderr.write(`skipped: ${name}: ${why}\n`);
  (isWithout || why !== undefined ? describe.skip : describe)(`${name} on tracing`, suite);
}
