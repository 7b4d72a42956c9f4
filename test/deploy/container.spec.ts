/** What the container file copies is all that a node needs: the same folders, without what only builds, serve the demo practice and draw a packet. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const CONTAINERFILE = readFileSync(join(ROOT, 'deploy/Containerfile'), 'utf8');
const START_MS_MAX = 60_000;

/** Paths of the repository that reach the image. */
const COPIED = [...CONTAINERFILE.matchAll(/^COPY --from=build \S+ (.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' ')).map((path) => path.replace(/^\/pathgate\//, ''));
const ENTRY = (JSON.parse(/^ENTRYPOINT (.+)$/m.exec(CONTAINERFILE)?.[1] ?? '[]') as string[]).slice(1);

describe('the container file', () => {
  const image = mkdtempSync(join(tmpdir(), 'pathgate-image-'));
  let service: ChildProcess | undefined;
  afterAll(() => {
    service?.kill('SIGKILL');
    rmSync(image, { recursive: true, force: true });
  });

  it('copies what serves, and leaves out what only builds and tests', async () => {
    expect(COPIED).toEqual(expect.arrayContaining(['package.json', 'node_modules', 'dist', 'migrations']));
    for (const path of COPIED) {
      mkdirSync(dirname(join(image, path)), { recursive: true });
      if (path === 'node_modules') copyLinked(path, image);
      else cpSync(join(ROOT, path), join(image, path), { recursive: true });
    }
    cpSync(join(ROOT, 'package-lock.json'), join(image, 'package-lock.json'));
    const pruned = spawnSync('npm', ['prune', '--omit=dev', '--offline', '--no-audit', '--no-progress', '--ignore-scripts'], { cwd: image, encoding: 'utf8' });
    expect([pruned.status, pruned.stderr]).toEqual([0, expect.anything()]);
    expect(existsSync(join(image, 'node_modules/typescript'))).toBe(false);

    const { address, banner, keyOf } = await serve();
    expect((await fetch(`${address}/app/`)).status).toBe(200);
    const [, path = ''] = /'http:\/\/[^/]+(\/v1\/patients\/[^/]+\/packets\/[^']+)'/.exec(banner()) ?? [];
    const packet = await fetch(address + path, { headers: { authorization: `Bearer ${keyOf('auth-staff')}`, accept: 'application/pdf' } });
    expect([packet.status, Buffer.from(await packet.arrayBuffer()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  }, 180_000);

  async function serve() {
    const data = join(image, 'data');
    service = spawn(process.execPath, ENTRY, { cwd: image, env: { PATH: process.env.PATH, HOME: image, NODE_ENV: 'production', PATHGATE_DATA: data, PORT: '0', LOG_LEVEL: 'error' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const address = await new Promise<string>((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error(`not ready:\n${output}`)), START_MS_MAX);
      const hear = (chunk: Buffer): void => {
        output += chunk.toString();
        const found = /^ {2}(http:\S+?)\/ +the staff app/m.exec(output)?.[1];
        if (found !== undefined) resolve(found);
        if (found !== undefined) clearTimeout(timeout);
      };
      service?.stdout?.on('data', hear);
      service?.stderr?.on('data', hear);
      service?.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
    });
    const keys = readFileSync(join(data, 'demo-keys.json'), 'utf8');
    return { address, banner: () => output, keyOf: (role: string) => new RegExp(`"${role}":\\s*"(pgk_[^"]+)"`).exec(keys)?.[1] ?? '' };
  }
});

/** By links, where the folder is on the same disk: it has some hundred megabytes, and nothing writes into its files. */
function copyLinked(path: string, to: string): void {
  const probe = join(to, '.probe');
  try {
    linkSync(join(ROOT, 'package.json'), probe);
    rmSync(probe);
    const { status } = spawnSync('cp', ['-al', join(ROOT, path), join(to, path)]);
    // npm writes this one file over where it stands.
    const list = join(to, path, '.package-lock.json');
    rmSync(list, { force: true });
    cpSync(join(ROOT, path, '.package-lock.json'), list);
    if (status === 0) return;
  } catch {
    // On another disk: copied.
  }
  cpSync(join(ROOT, path), join(to, path), { recursive: true, force: true });
}
