import { once } from 'node:events';
import { chmodSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { SmallProject } from './small-project';

const WHY = ['scripts/run.mjs', 'why'];
const SERVE = `
import { createServer } from 'node:http';
const server = createServer().listen(0, '127.0.0.1', () => console.log('ready'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
`;

describe('a command of the repository', () => {
  let project: SmallProject;
  beforeEach(() => {
    project = new SmallProject();
    project.write('src/cli/why.ts', "import { answer } from '../../machines/kernel';\nconsole.log(answer, require.main === module, ...process.argv.slice(2));\nprocess.exitCode = 2;");
  });
  afterEach(() => project.end());

  it('installs and builds by itself, and answers on stdout with nothing but its own', async () => {
    const ended = await project.run(...WHY, '--asOf', '2026-02-28');
    expect(ended).toMatchObject({ code: 2, stdout: '42 true --asOf 2026-02-28\n' });
    expect(ended.stderr).toContain('installing packages');
  });

  it('installs once, again when the lock file changed, and trusts an install made by hand', async () => {
    await project.run(...WHY);
    await project.run(...WHY);
    expect(project.installs()).toBe(1);

    project.write('package-lock.json', '{"changed": true}');
    await project.run(...WHY);
    expect(project.installs()).toBe(2);

    project.write('package-lock.json', '{"changed": "by hand"}');
    await project.run('npm.cjs', 'install');
    await project.run(...WHY);
    expect(project.installs()).toBe(3);
  });

  it('installs again when the packages were compiled for another Node.js, whoever installed them', async () => {
    await project.run(...WHY);
    project.write('node_modules/.pathgate-stamp', 'deadbeef linux-x64-1');
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(project.folder, 'node_modules/.package-lock.json'), later, later);
    await project.run(...WHY);
    expect(project.installs()).toBe(2);
  });

  it('names the command for a compiler that is missing, only when npm failed without one', async () => {
    project.write('npm.cjs', 'process.exit(1);');
    project.with({ PATH: join(project.folder, 'programs') });
    const without = await project.run(...WHY);
    expect(without.code).toBe(1);
    expect(without.stderr.trim().split('\n').at(-1)).toContain('apt-get install -y g++ make python3');

    for (const program of ['g++', 'make', 'python3']) {
      project.write(`programs/${program}`, '');
      chmodSync(join(project.folder, 'programs', program), 0o755);
    }
    const withCompiler = await project.run(...WHY);
    expect(withCompiler.code).toBe(1);
    expect(withCompiler.stderr).toContain('npm ci failed: read its message above');
  });

  it('follows every change of the sources', async () => {
    await project.run(...WHY);
    project.write('machines/kernel.ts', 'export const answer = 4321;');
    project.write('machines/policies/facet.json', '{"id": "facet"}');
    project.write('machines/kernel.spec.ts', 'it("stays out of dist", () => undefined);');
    expect((await project.run(...WHY)).stdout).toContain('4321');
    expect(project.has('dist/machines/policies/facet.json')).toBe(true);
    expect(project.has('dist/machines/kernel.spec.js')).toBe(false);

    project.remove('machines/policies');
    await project.run(...WHY);
    expect(project.has('dist/machines/policies/facet.json')).toBe(false);
  });

  it('names the file that does not compile, and goes on when it does', async () => {
    project.write('machines/broken.ts', 'export const = 1;');
    const broken = await project.run(...WHY);
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toContain('machines/broken.ts');

    project.write('machines/broken.ts', 'export const mended = 1;');
    expect((await project.run(...WHY)).code).toBe(2);
  });

  it('says so when there is no such command, and never looks outside src/cli', async () => {
    expect((await project.run('scripts/run.mjs', 'nothing')).stderr).toContain('not part of this version');
    expect((await project.run('scripts/run.mjs', '../cli/why')).stderr).toContain('usage:');
  });
});

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('hands %s to the service, which ends cleanly', async (signal) => {
    const project = new SmallProject();
    project.write('src/main.ts', SERVE);
    const service = project.begin('scripts/start.mjs');
    for await (const chunk of service.stdout ?? []) if (String(chunk).includes('ready')) break;
    const ended = once(service, 'close');
    service.kill(signal);
    expect(await ended).toEqual([0, null]);
    project.end();
  });
});
