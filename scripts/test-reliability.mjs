/**
 * `npm run test:reliability [-- PATHS] [--without=postgres]`: the suites of test/reliability and test/security with the counts that docs/PROMISES.md names
 * (hours, not minutes). PATHGATE_SEED=N repeats a run whose seed was printed.
 */
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runJest } from './lib/jest.mjs';
import { requireNode, say, stop } from './lib/project.mjs';
import { withoutWhatIsForbidden } from './lib/rights.mjs';

const args = process.argv.slice(2);
const asked = args.filter((arg) => arg.startsWith('--without=')).flatMap((arg) => arg.slice('--without='.length).split(','));
const unknown = args.find((arg) => arg.startsWith('-') && !arg.startsWith('--without=')) ?? asked.find((name) => !['postgres', 'tracing', 'small-disk'].includes(name));
if (unknown !== undefined) stop(`${unknown} is not known; known is --without=postgres,tracing,small-disk and parts of test file paths`);
const named = args.filter((arg) => !arg.startsWith('-'));

requireNode();
ensureInstalled();
const without = withoutWhatIsForbidden(asked);
const failures = await ensureBuilt();
if (failures.length > 0) stop(`${failures.length} file(s) could not be compiled: npm run build names them`);
process.env.PATHGATE_TIER = 'full';
const startedAt = performance.now();
const { passed, failed, skipped } = await runJest({ patterns: named.length > 0 ? named : ['test/reliability', 'test/security'], without, refuseSkips: process.env.CI === 'true' });
say(`all in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
