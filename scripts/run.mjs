/** `npm run -s assess|why|rebuild|... -- ARGUMENTS`: the command of that name in src/cli, installed and built first. */
import { prepare, runProgram } from './lib/prepare.mjs';
import { stop } from './lib/project.mjs';

const [name, ...args] = process.argv.slice(2);
if (!/^[a-z][a-z-]*$/.test(name ?? '')) stop('usage: node scripts/run.mjs NAME [ARGUMENTS], NAME a command of src/cli');
await prepare();
runProgram(`dist/src/cli/${name}.js`, args);
