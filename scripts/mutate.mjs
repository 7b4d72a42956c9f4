/** `npm run mutate`: how many small changes of the room that decides turn a test red. */
import { createRequire } from 'node:module';
import { prepare, runProgram } from './lib/prepare.mjs';

await prepare();
createRequire(import.meta.url)('./typescript.cjs');
runProgram('test/mutation/mutate-machines.ts', process.argv.slice(2));
