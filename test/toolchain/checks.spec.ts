import { execFileSync } from 'node:child_process';
import { SmallProject } from './small-project';

const PINNED = { dependencies: { pino: '10.4.0' }, devDependencies: { jest: '30.5.2' }, allowScripts: { 'better-sqlite3': true } };
const LOCKED = { packages: { '': {}, 'node_modules/pino': { version: '10.4.0' }, 'node_modules/better-sqlite3': { version: '12.11.1', hasInstallScript: true } } };
const NEVER_SAID = ['Medically', 'necessary'];

describe('the checks', () => {
  let project: SmallProject;
  beforeEach(() => {
    project = new SmallProject();
    execFileSync('git', ['init', '-q'], { cwd: project.folder });
    project.write('package.json', JSON.stringify(PINNED));
    project.write('package-lock.json', JSON.stringify(LOCKED));
  });
  afterEach(() => project.end());

  async function complaints(name: string): Promise<string> {
    const script = `import('./scripts/lib/checks.mjs').then(async ({ CHECKS }) => console.log(await CHECKS.find((check) => check.name === '${name}').run()))`;
    const { stdout, stderr } = await project.run('-e', script);
    return (stdout + stderr).trim();
  }

  it('find nothing where nothing is wrong', async () => {
    expect(await complaints('package files')).toBe('');
    expect(await complaints('words')).toBe('');
  });

  it('refuse a version that floats', async () => {
    project.write('package.json', JSON.stringify({ ...PINNED, devDependencies: { jest: '^30.5.2' } }));
    expect(await complaints('package files')).toContain('jest is "^30.5.2"');
  });

  it('refuse a lock file with a download address', async () => {
    project.write('package-lock.json', JSON.stringify({ packages: { ...LOCKED.packages, 'node_modules/pino': { version: '10.4.0', resolved: 'https://example.org/pino.tgz' } } }));
    expect(await complaints('package files')).toContain('node_modules/pino carries a download address');
  });

  it('refuse an install script that nobody named', async () => {
    project.write('package.json', JSON.stringify({ ...PINNED, allowScripts: {} }));
    expect(await complaints('package files')).toContain('better-sqlite3 has an install script');
  });

  it('find what the project never says, across a line break too, committed or not', async () => {
    project.write('docs/a.md', `one\n\nit is ${NEVER_SAID.join(' ')}.`);
    project.write('docs/b.md', NEVER_SAID.join('\n'));
    const found = await complaints('words');
    expect(found).toContain('docs/a.md:3');
    expect(found).toContain('docs/b.md:1');
  });
});
