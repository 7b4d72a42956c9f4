/** The staff app as it is served: one page for every address of the app, files that are kept for ever, and a policy that lets nothing else in. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startService, type Service } from '../api/support/service';
import { describeSqlite } from '../support/engines';

const BUILT = join(__dirname, '../../dist/web');
const FIRST_LOAD_BYTES_MAX = 300_000;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

describeSqlite('the staff app', (under) => {
  let service: Service;
  beforeAll(async () => { service = await startService(await under.freshDatabase()); });
  afterAll(() => service.close());
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) => fetch(service.address + path, { headers, redirect: 'manual' });

  it('is where a browser is sent from the front door; programs are answered there', async () => {
    const sent = await get('/', { accept: 'text/html,*/*;q=0.8' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/app/']);
    expect(await (await get('/')).json()).toMatchObject({ name: 'Pathgate' });
  });

  it.each(['/app', '/app/', '/app/queue', '/app/queue?view=due-today', '/app/patients/p1/packets/k2'])('answers %s with its page, whose policy lets in its own files and nothing else', async (path) => {
    const [first, second] = [await get(path, { accept: 'text/html' }), await get(path, { accept: 'text/html' })];
    const policy = first.headers.get('content-security-policy') ?? '';
    expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control'), first.headers.get('x-content-type-options'), first.headers.get('referrer-policy')]).toEqual([200, 'text/html; charset=utf-8', 'no-store', 'nosniff', 'no-referrer']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(await first.text()).toContain(`content="${nonce}"`);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
  });

  it('keeps files for ever whose name says their content, compressed for who takes that', async () => {
    const page = await (await get('/app/')).text();
    const script = /src="(\/app\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
    const plain = await get(script, { 'accept-encoding': 'identity' });
    expect([plain.status, plain.headers.get('content-type'), plain.headers.get('cache-control'), plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', null, 'accept-encoding']);
    expect((await get(script, { 'accept-encoding': 'gzip, br' })).headers.get('content-encoding')).toBe('br');
    expect((await get(script, { 'accept-encoding': 'br;q=0, gzip' })).headers.get('content-encoding')).toBe('gzip');
    expect((await get('/app/service-worker.js')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/app/manifest.webmanifest')).headers.get('content-type')).toBe('application/manifest+json');
  });

  it('has no file outside of its folder, and none that is not there', async () => {
    for (const path of ['/app/assets/none.js', '/app/assets/../../package.json', '/app/assets/..%2f..%2fpackage.json']) {
      const { status, headers } = await get(path);
      expect([path, status === 404 || headers.get('content-type') === 'text/html; charset=utf-8']).toEqual([path, true]);
    }
  });

  it(`first loads at most ${FIRST_LOAD_BYTES_MAX / 1000} kB, and every screen is a file of its own`, () => {
    const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Readonly<Record<string, Chunk>>;
    const files = new Set<string>();
    const add = (name: string): void => {
      const chunk = manifest[name];
      if (chunk === undefined || files.has(chunk.file)) return;
      for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
      for (const each of chunk.imports ?? []) add(each);
    };
    add('index.html');
    const compressed = (file: string): number => statSync(join(BUILT, `${file}.br`), { throwIfNoEntry: false })?.size ?? statSync(join(BUILT, file)).size;
    expect([...files].reduce((sum, file) => sum + compressed(file), 0)).toBeLessThanOrEqual(FIRST_LOAD_BYTES_MAX);
    expect(Object.keys(manifest).filter((name) => /^src\/screens\/.+-screen\.tsx$/.test(name)).length).toBeGreaterThan(15);
  });
});
