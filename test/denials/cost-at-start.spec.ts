/** A service that is asked for no denial pays next to nothing for reading them: nothing is learned, unpacked or compiled before it is asked. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const MILLISECONDS_MAX = 30;
const HEAP_MEGABYTES_MAX = 10;
const STARTS = 3;

/** In a process of its own, after what all of the service loads anyway; milliseconds of this process, whatever others take of the cores. */
const MEASURE = `
  require('./machines/practice');
  gc();
  const [heap, before] = [process.memoryUsage().heapUsed, process.cpuUsage()];
  require('./machines/denials/read-reason.ts');
  const { user, system } = process.cpuUsage(before);
  gc();
  process.stdout.write(JSON.stringify({ milliseconds: (user + system) / 1000, megabytes: (process.memoryUsage().heapUsed - heap) / 1e6 }));`;

describe('the reader of denial reasons', () => {
  it(`costs less than ${MILLISECONDS_MAX} ms and ${HEAP_MEGABYTES_MAX} MB when it is loaded`, () => {
    const starts = Array.from({ length: STARTS }, () => JSON.parse(execFileSync(process.execPath, ['--expose-gc', '-r', './scripts/typescript.cjs', '-e', MEASURE], { cwd: ROOT, encoding: 'utf8' })) as { readonly milliseconds: number; readonly megabytes: number });
    expect(Math.min(...starts.map(({ milliseconds }) => milliseconds))).toBeLessThan(MILLISECONDS_MAX);
    expect(Math.min(...starts.map(({ megabytes }) => megabytes))).toBeLessThan(HEAP_MEGABYTES_MAX);
  });
});
