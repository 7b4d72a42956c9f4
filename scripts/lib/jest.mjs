/** Runs the suites once, shows failures as they come, and sums up by stage from Jest's own JSON. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join, relative } from 'node:path';
import { ROOT, say } from './project.mjs';

const WORKERS_MAX = 4;

/** Answers `{passed, failed, skipped}` in tests; a suite that could not run at all is one failure. */
export async function runJest({ patterns, without, refuseSkips }) {
  const folder = mkdtempSync(join(os.tmpdir(), 'pathgate-jest-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'results.json');
  const code = await run(['--json', `--outputFile=${file}`, `--maxWorkers=${workers()}`, ...patterns], {
    PATHGATE_TEST_WITHOUT: without.join(','),
    ...(patterns.length === 0 && !without.includes('postgres') && { PATHGATE_TEST_SHARED_POSTGRES: '1' }),
  });
  const suites = readResults(file);
  if (suites.length === 0) {
    say(patterns.length > 0 ? `FAIL  no test file matches ${patterns.join(' ')}` : `FAIL  Jest ended with exit code ${code} and no results`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return summarize(suites, code, { without, refuseSkips });
}

function summarize(suites, code, { without, refuseSkips }) {
  const stages = new Map();
  const unasked = [];
  for (const { name, status, assertionResults, startTime, endTime } of suites) {
    const stage = stageOf(relative(ROOT, name));
    const sum = stages.get(stage) ?? { passed: 0, failed: 0, skipped: 0, seconds: 0 };
    stages.set(stage, sum);
    sum.seconds += Math.max(0, (endTime - startTime) / 1000);
    for (const test of assertionResults) {
      if (test.status === 'passed') sum.passed++;
      else if (test.status === 'failed') sum.failed++;
      else if (refuseSkips && !isAskedFor(test, without)) {
        sum.failed++;
        unasked.push(`${relative(ROOT, name)}: ${test.fullName}`);
      } else sum.skipped++;
    }
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) sum.failed++;
  }
  for (const [stage, sum] of [...stages].sort()) {
    say(`${sum.failed === 0 ? 'ok  ' : 'FAIL'}  ${stage}: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped (${sum.seconds.toFixed(1)} s)`);
  }
  for (const test of unasked) say(`FAIL  skipped, and nobody asked for it: ${test}`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const sum of stages.values()) for (const key of Object.keys(total)) total[key] += sum[key];
  if (code !== 0 && total.failed === 0) {
    say(`FAIL  Jest ended with exit code ${code} although every test passed: read its output above`);
    total.failed = 1;
  }
  return total;
}

/** `machines` by suffix, `src` as a whole, `test` by its folders. */
function stageOf(path) {
  if (path.endsWith('.paths.spec.ts')) return 'paths';
  const [room, folder] = path.split('/');
  return room === 'test' ? folder : `unit (${room})`;
}

/** test/support/engines.ts names the block of every skipped engine. */
function isAskedFor(test, without) {
  return test.ancestorTitles.some((title) => without.some((name) => title.endsWith(` on ${name}`)));
}

function run(args, variables) {
  return new Promise((answer) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), ...args], {
      cwd: ROOT, stdio: ['ignore', 2, 2], env: { ...process.env, ...variables },
    });
    // Ctrl-C reaches the child too; it stops PostgreSQL first, so it is waited for.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('close', (code, signal) => {
      process.removeListener('SIGINT', ignore);
      if (signal !== null || code === 130) process.exit(130);
      answer(code);
    });
  });
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    return [];
  }
}

function workers() {
  return Math.min(WORKERS_MAX, os.availableParallelism());
}
