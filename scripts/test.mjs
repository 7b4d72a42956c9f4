/**
 * `npm test`: installs what is missing and runs everything. The last line is `N passed, N failed, N skipped`.
 *   npm test -- --without=postgres   leaves out what needs PostgreSQL, and counts it as skipped
 *   npm test -- --without=browser    leaves out what needs Chromium, and counts it as skipped
 *   npm test -- --without=tracing,small-disk   leaves out what needs strace, and a disk to fill; left out by itself where that is forbidden
 *   npm test -- machines/kernel      only the suites whose path matches, and no other check
 * With CI=true a skip that nobody asked for is a failure.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureWebBuilt } from './lib/build-web.mjs';
import { CHECKS, complaintsOf, generatedChecks, runChecks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runJest } from './lib/jest.mjs';
import { ROOT, requireNode, say, stop } from './lib/project.mjs';
import { installChromium, installPostgres } from './lib/system-packages.mjs';
import { withoutWhatIsForbidden } from './lib/rights.mjs';

const MAY_BE_WITHOUT = ['postgres', 'browser', 'tracing', 'small-disk'];
/** Proves that the cases notice a changed answer and a changed threshold. */
const CASE_MUTATION = 'test/cases/mutate.ts';

const { without: asked, patterns } = readArguments(process.argv.slice(2));
requireNode();
ensureInstalled();
const without = withoutWhatIsForbidden(asked);
if (!without.includes('postgres')) requirePostgres();
if (!without.includes('browser')) requireChromium();

const startedAt = performance.now();
const results = [];
const isWhole = patterns.length === 0;
results.push(await runChecks([{ name: 'build', run: buildComplaints }]));
if (isWhole) {
  results.push(await runChecks(CHECKS));
  results.push(await runChecks(generatedChecks()));
}
results.push(await runJest({ patterns, without, refuseSkips: process.env.CI === 'true' }));
if (isWhole && existsSync(join(ROOT, CASE_MUTATION))) {
  results.push(await runChecks([{ name: 'cases notice every changed answer and threshold', run: mutationComplaints }]));
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
say(`all in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);

function readArguments(args) {
  const options = args.filter((arg) => arg.startsWith('-'));
  const without = options.flatMap((option) => (option.startsWith('--without=') ? option.slice('--without='.length).split(',') : []));
  const unknown = options.filter((option) => !option.startsWith('--without=')).concat(without.filter((name) => !MAY_BE_WITHOUT.includes(name)));
  if (unknown.length > 0) stop(`${unknown[0]} is not known; known is --without=${MAY_BE_WITHOUT.join(',')} and parts of test file paths`);
  return { without, patterns: args.filter((arg) => !arg.startsWith('-')) };
}

/** Before anything else runs: a missing system package stops at once. */
function requirePostgres() {
  const require = createRequire(import.meta.url);
  require('./typescript.cjs');
  const { findPostgres } = require('../test/support/postgres.ts');
  if (findPostgres()) return;
  installPostgres();
  if (!findPostgres()) stop('PostgreSQL was installed, but initdb and postgres are neither on the PATH nor in /usr/lib/postgresql/*/bin: add their folder to PATH.');
}

function requireChromium() {
  const require = createRequire(import.meta.url);
  require('./typescript.cjs');
  const { findChromium } = require('../test/web/support/browser.ts');
  if (findChromium() !== undefined) return;
  installChromium();
  if (findChromium() === undefined) stop('Chromium was installed, but is at none of its usual places: say where with PATHGATE_CHROMIUM.');
}

async function buildComplaints() {
  const failures = await ensureBuilt();
  return [...failures.map(({ file, message }) => `${file}: ${message}`), await ensureWebBuilt()].filter((each) => each !== '').join('\n');
}

function mutationComplaints() {
  return complaintsOf(process.execPath, '-r', './scripts/typescript.cjs', CASE_MUTATION);
}
