/** A small disk of its own, of memory, to be filled: `npm test -- --without=small-disk`. Only root may mount one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly place: string;
  remove(): void;
}

export function mountSmallDisk(bytes: number): SmallDisk {
  const place = mkdtempSync(join(tmpdir(), 'pathgate-disk-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', place], { encoding: 'utf8' });
  if (status !== 0) {
    rmdirSync(place);
    throw new Error((stderr ?? 'there is no mount').trim());
  }
  return {
    place,
    remove: () => {
      execFileSync('umount', [place]);
      rmdirSync(place);
    },
  };
}

/** Undefined when one can be had. */
export function whyNoSmallDisk(): string | undefined {
  try {
    mountSmallDisk(4096).remove();
    return undefined;
  } catch (error) {
    return `a disk cannot be mounted here (${(error as Error).message.split('\n')[0] ?? ''}): it takes root, and a container that lets it`;
  }
}

/** The block is skipped, with a sentence, where there is no such disk. */
export function describeOnSmallDisk(name: string, suite: () => void): void {
  const isWithout = (process.env['PATHGATE_TEST_WITHOUT'] ?? '').split(',').includes('small-disk');
  const why = isWithout ? undefined : whyNoSmallDisk();
  if (why !== undefined) process.stderr.write(`skipped: ${name}: ${why}\n`);
  (isWithout || why !== undefined ? describe.skip : describe)(`${name} on small-disk`, suite);
}
