/** The built staff app as it lies on disk: every file with its type, and whether its name says its content. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface BuiltFile {
  readonly path: string;
  readonly type: string;
  /** Compressed while it was built; the plain file stands beside it. */
  readonly encodings: readonly Encoding[];
  /** Its name holds the digest of its content. */
  readonly isNamedByContent: boolean;
}

export type Encoding = 'br' | 'gzip';
export const ENDINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.webmanifest': 'application/manifest+json', '.woff2': 'font/woff2', '.wasm': 'application/wasm', '.json': 'application/json; charset=utf-8',
};
const NONCE_BYTES = 16;
const NONCE_PLACE = '%NONCE%';

export class BuiltFiles {
  private readonly files: ReadonlyMap<string, BuiltFile>;
  private readonly page: string | undefined;

  /** A folder that does not exist holds nothing: a program that was built without the app still serves the API. */
  constructor(folder: string) {
    const all = existsSync(folder) ? listFiles(folder) : [];
    const names = new Set(all);
    this.files = new Map(all.flatMap((path): [string, BuiltFile][] => {
      const type = TYPES[extname(path)];
      if (type === undefined) return [];
      const name = relative(folder, path).split(sep).join('/');
      const encodings = (['br', 'gzip'] as const).filter((encoding) => names.has(`${path}${ENDINGS[encoding]}`));
      return [[name, { path, type, encodings, isNamedByContent: name.startsWith('assets/') }]];
    }));
    const page = join(folder, 'index.html');
    this.page = names.has(page) ? readFileSync(page, 'utf8') : undefined;
  }

  find(name: string): BuiltFile | undefined {
    return this.files.get(name);
  }

  /** The page, with the one word that lets its own styles in; a new one each time. */
  pageWithNonce(): { readonly html: string; readonly nonce: string } | undefined {
    if (this.page === undefined) return undefined;
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    return { html: this.page.replace(NONCE_PLACE, nonce), nonce };
  }
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? (entry.name.startsWith('.') ? [] : listFiles(path)) : [path];
  });
}
