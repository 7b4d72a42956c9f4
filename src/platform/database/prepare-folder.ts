import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, StoreRefusal } from './store-errors';

const OTHER_PLACE = 'or name another directory with PATHGATE_DATA.';

/**
 * The folder of the data, for its owner only; this process may write into it afterwards. One level at a time: Node's own
 * recursive mkdir never returns where a file system refuses with ENOENT (/proc does). Throws `StoreRefusal`.
 */
export function prepareFolder(folder: string): void {
  if (!existsSync(folder)) {
    const parent = dirname(folder);
    if (parent !== folder && !existsSync(parent)) prepareFolder(parent);
    make(folder);
  }
  if (!statSync(folder).isDirectory()) throw new StoreRefusal(`${folder} is a file, and a directory is needed for the data. Move it away, ${OTHER_PLACE}`);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new StoreRefusal(`${folder} may not be written by this user. Give the directory to the user who starts the service, ${OTHER_PLACE}`);
  }
}

function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const parent = dirname(folder);
    if (existsSync(parent) && !statSync(parent).isDirectory()) throw new StoreRefusal(`${parent} is a file, so ${folder} cannot be created in it. Move it away, ${OTHER_PLACE}`);
    throw new StoreRefusal(`${folder} cannot be created (${codeOf(error) ?? 'unknown error'}). Let the user who starts the service write in ${parent}, ${OTHER_PLACE}`);
  }
}
