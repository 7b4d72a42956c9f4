/** Where things are, and how the scripts speak: progress on stderr, so that stdout stays the command's own. */
import { fileURLToPath } from 'node:url';
import { dirname, resolve } from 'node:path';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const NODE_MINIMUM = [20, 19];

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Stops with one line that says what to do next. */
export function stop(line) {
  say(line);
  process.exit(1);
}

export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const [majorMinimum, minorMinimum] = NODE_MINIMUM;
  if (major > majorMinimum || (major === majorMinimum && minor >= minorMinimum)) return;
  stop(`Node.js ${NODE_MINIMUM.join('.')} or newer is needed, this is ${version}. Get one from https://nodejs.org and run the command again.`);
}
