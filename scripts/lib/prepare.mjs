/** Installed, built, and then the program itself: what `npm start` and the commands share. */
import { existsSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureWebBuilt } from './build-web.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT, requireNode, say, stop } from './project.mjs';

/** `withApp`: what is served includes the staff app. */
export async function prepare({ withApp = false } = {}) {
  requireNode();
  ensureInstalled();
  const failures = await ensureBuilt();
  for (const { file, message } of failures) say(`${file}: ${message}`);
  if (failures.length > 0) stop(`${failures.length} file(s) could not be compiled, see above. Nothing was started.`);
  const complaint = withApp ? await ensureWebBuilt() : '';
  if (complaint !== '') stop(`${complaint}. Nothing was started.`);
}

/** Runs in this process, so signals and the exit code are the program's own. `file` is relative to the repository. */
export function runProgram(file, args) {
  const path = join(ROOT, file);
  if (!existsSync(path)) stop(`${file} does not exist: this command is not part of this version.`);
  process.argv.splice(1, process.argv.length, path, ...args);
  Module.runMain();
}
