/** The pages for who connects a program, run as they stand beside a fresh demo practice: the quick start, the examples with curl, and the program of the typed client. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type Program } from '../demo/program';
import { page, partsOf, ROOT } from './documents';
import { expectShown, paste, shell } from './shell';

const GREETED = /Paste these[^]*={90}\n/;
const PAGE_MS_MAX = 120_000;
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

describe('the pages for programs', () => {
  let folder: string;
  let program: Program;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-programs-'));
    program = await startProgram(folder, GREETED);
  });
  afterAll(async () => {
    await program.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([['docs/quick-start.md', 6], ['docs/api/curl.md', 6]])('%s comes out as the page shows it', async (path, partsMin) => {
    const parts = partsOf(page(path).text);
    expect(parts.length).toBeGreaterThanOrEqual(partsMin);
    await paste(folder, program.address, parts);
  }, PAGE_MS_MAX);

  it('docs/api/typescript.md: the package builds, the program fits it, and prints what the page shows', async () => {
    const [, source = '', output = ''] = /```ts\n([^]*?)\n```\n\n```text\n([^]*?)\n```/.exec(page('docs/api/typescript.md').text) ?? [];
    installPackage();
    writeFileSync(join(folder, 'example.ts'), source);
    execFileSync(process.execPath, [TSC, '--strict', '--noEmitOnError', '--skipLibCheck', '--target', 'es2022', '--module', 'commonjs', '--moduleResolution', 'node10', '--types', 'node', 'example.ts'], { cwd: folder, encoding: 'utf8' });
    const { stdout, stderr } = await shell(folder, `PATHGATE_ADDRESS=${program.address} '${process.execPath}' example.js`);
    expect(stderr).toBe('');
    expectShown(stdout, output);
  }, PAGE_MS_MAX);

  /** As npm would: what `files` names, its dependency, and nothing of this repository. */
  function installPackage(): void {
    execFileSync(process.execPath, ['-e', "import('./scripts/lib/build-client.mjs').then(({ writePackageTypes }) => writePackageTypes())"], { cwd: ROOT });
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, '@pathgate/client'), { recursive: true });
    mkdirSync(join(modules, '@types'));
    for (const name of ['openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types']) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    cpSync(join(ROOT, 'clients/typescript/package.json'), join(modules, '@pathgate/client/package.json'));
    execFileSync(process.execPath, [TSC, '-p', join(ROOT, 'clients/typescript'), '--outDir', join(modules, '@pathgate/client/dist')], { encoding: 'utf8' });
  }
});
