/** `npm run bench`: the table of speeds, each against its baseline in the same run. */
import { createRequire } from 'node:module';
import { prepare, runProgram } from './lib/prepare.mjs';

await prepare();
createRequire(import.meta.url)('./typescript.cjs');
runProgram('bench/bench.ts', process.argv.slice(2));
