/**
 * The typeface that is embedded: Noto Sans (SIL Open Font License, `fonts/OFL.txt`), so that names beyond Western
 * European print as they are written: Latin, Greek, Cyrillic, Vietnamese. The PDF standard fonts cannot print them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Fonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let loaded: Fonts | undefined;

export function fonts(): Fonts {
  loaded ??= { regular: read('NotoSans-Regular.ttf'), bold: read('NotoSans-Bold.ttf') };
  return loaded;
}

/** Beside this file in the sources; the compiled tree (`dist/src/packets/render`) reads the same files. */
function read(name: string): Buffer {
  const beside = join(__dirname, 'fonts', name);
  return readFileSync(existsSync(beside) ? beside : join(__dirname, '../../../../src/packets/render/fonts', name));
}
