import { execFileSync } from 'node:child_process';
import { SmallProject } from './small-project';

const SHA = { integrity: 'sha512-AAAA', license: 'MIT' };
const PINNED = { dependencies: { pino: '10.4.0', rxjs: '7.8.2' }, devDependencies: { jest: '30.5.2' }, allowScripts: { 'better-sqlite3': true }, scripts: { test: 'exec jest' } };
const LOCKED = {
  'node_modules/pino': { version: '10.4.0', ...SHA }, 'node_modules/better-sqlite3': { version: '12.11.1', hasInstallScript: true, ...SHA, license: '(MIT OR WTFPL)' },
  'node_modules/jest': { version: '30.5.2', ...SHA, bin: { jest: 'bin/jest.js' } }, 'node_modules/@nestjs/core': { version: '11.2.10', ...SHA, peerDependencies: { rxjs: '^7.1.0' } }, 'node_modules/rxjs': { version: '7.8.2', ...SHA, license: 'Apache-2.0' },
};
const LICENCES = { allowed: ['MIT', 'Apache-2.0'], apart: {} };
const NEVER_SAID = ['Medically', 'necessary'];

describe('the checks', () => {
  let project: SmallProject;
  beforeEach(() => {
    project = new SmallProject();
    execFileSync('git', ['init', '-q'], { cwd: project.folder });
    project.write('package.json', JSON.stringify(PINNED));
    project.write('package-lock.json', lockOf({}));
    project.write('scripts/lib/licences.json', JSON.stringify(LICENCES));
    project.write('src/log.ts', "import pino from 'pino';");
  });
  afterEach(() => project.end());

  const lockOf = (changed: Record<string, object>): string => JSON.stringify({ packages: { '': {}, ...LOCKED, ...changed } });

  async function complaints(name: string): Promise<string> {
    const script = `import('./scripts/lib/checks.mjs').then(async ({ CHECKS }) => console.log(await CHECKS.find((check) => check.name === '${name}').run()))`;
    const { stdout, stderr } = await project.run('-e', script);
    return (stdout + stderr).trim();
  }

  it('find nothing where nothing is wrong', async () => {
    expect(await complaints('package files')).toBe('');
    expect(await complaints('words')).toBe('');
  });

  const pino = LOCKED['node_modules/pino'];
  it.each<[what: string, file: string, text: () => string, complaint: string]>([
    ['a version that floats', 'package.json', () => JSON.stringify({ ...PINNED, devDependencies: { jest: '^30.5.2' } }), 'jest is "^30.5.2"'],
    ['a package that comes from elsewhere', 'package.json', () => JSON.stringify({ ...PINNED, dependencies: { ...PINNED.dependencies, pino: 'github:pinojs/pino' } }), 'pino is "github:pinojs/pino"'],
    ['a lock file with a download address', 'package-lock.json', () => lockOf({ 'node_modules/pino': { ...pino, resolved: 'https://example.org/pino.tgz' } }), 'node_modules/pino carries a download address'],
    ['bytes that nobody has counted', 'package-lock.json', () => lockOf({ 'node_modules/pino': { version: '10.4.0', license: 'MIT' } }), 'node_modules/pino has no sha512'],
    ['a weak digest', 'package-lock.json', () => lockOf({ 'node_modules/pino': { ...pino, integrity: 'sha1-AAAA' } }), 'node_modules/pino has no sha512'],
    ['an install script that nobody named', 'package.json', () => JSON.stringify({ ...PINNED, allowScripts: {} }), 'better-sqlite3 has an install script'],
    ['an approval of what is not there', 'package.json', () => JSON.stringify({ ...PINNED, allowScripts: { ...PINNED.allowScripts, gone: true } }), 'allowScripts names gone'],
    ['a licence nobody looked at', 'package-lock.json', () => lockOf({ 'node_modules/pino': { ...pino, license: 'MIT AND GPL-3.0' } }), 'node_modules/pino is under "MIT AND GPL-3.0"'],
    ['no licence at all', 'package-lock.json', () => lockOf({ 'node_modules/pino': { ...pino, license: undefined } }), 'node_modules/pino is under "no licence"'],
    ['an exception that nothing needs', 'scripts/lib/licences.json', () => JSON.stringify({ ...LICENCES, apart: { pino: 'why' } }), 'pino needs no exception'],
    ['a dependency that nothing names', 'src/log.ts', () => 'export const log = 1;', 'nothing names pino'],
  ])('refuse %s', async (_, file, text, complaint) => {
    project.write(file, text());
    expect(await complaints('package files')).toContain(complaint);
  });

  it('find what the project never says, across a line break too, committed or not', async () => {
    project.write('docs/a.md', `one\n\nit is ${NEVER_SAID.join(' ')}.`);
    project.write('docs/b.md', NEVER_SAID.join('\n'));
    const found = await complaints('words');
    expect(found).toContain('docs/a.md:3');
    expect(found).toContain('docs/b.md:1');
  });
});
