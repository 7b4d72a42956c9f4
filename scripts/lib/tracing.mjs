/** Tests that replay system calls need strace, and leave to use it. */
import { createRequire } from 'node:module';
import { say } from './project.mjs';
import { installStraceIfAllowed } from './system-packages.mjs';

/** Answers `without`, and `tracing` in it where nothing can be traced: skipped, counted, and said. */
export function withoutTracing(without) {
  if (without.includes('tracing')) return without;
  const require = createRequire(import.meta.url);
  require('../typescript.cjs');
  const { isStraceMissing, whyNoTracing } = require('../../test/support/tracing.ts');
  if (isStraceMissing()) installStraceIfAllowed();
  const why = whyNoTracing();
  if (why === undefined) return without;
  say(`power cuts are not replayed: ${why}`);
  return [...without, 'tracing'];
}
