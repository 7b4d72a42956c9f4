/** `npm start`: installs when needed, builds when needed, serves. */
import { prepare, runProgram } from './lib/prepare.mjs';

await prepare({ withApp: true });
runProgram('dist/src/main.js', process.argv.slice(2));
