/** Some tests need more than a container may give: leave to trace a process, a small disk of their own. Without it they are skipped, counted, and it is said. */
import { createRequire } from 'node:module';
import { say } from './project.mjs';
import { installStraceIfAllowed } from './system-packages.mjs';

/** Answers `without`, and in it what is not to be had here. */
export function withoutWhatIsForbidden(without) {
  const require = createRequire(import.meta.url);
  require('../typescript.cjs');
  const { isStraceMissing, whyNoTracing } = require('../../test/support/tracing.ts');
  const { whyNoSmallDisk } = require('../../test/support/small-disk.ts');
  if (!without.includes('tracing') && isStraceMissing()) installStraceIfAllowed();
  const missing = [['tracing', whyNoTracing, 'power cuts are not replayed'], ['small-disk', whyNoSmallDisk, 'no disk is filled']].filter(([name]) => !without.includes(name)).flatMap(([name, why, what]) => {
    const reason = why();
    if (reason === undefined) return [];
    say(`${what}: ${reason}`);
    return [name];
  });
  return [...without, ...missing];
}
