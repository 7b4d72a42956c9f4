/** A pack from its publisher to a running service, by the commands as a user types them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, startProgram, type Program } from './program';

const GREETED = /Paste these[^]*={90}\n/;
const PACK_MS_MAX = 120_000;

describe('a signed pack', () => {
  let folder: string;
  let program: Program | undefined;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'pathgate-pack-'))));
  afterAll(async () => {
    await program?.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const policies = (...args: readonly string[]) => runCommand(folder, 'policies', args);

  it('is made, refused while nobody trusts it or a byte is wrong, installed, and activated by two people', async () => {
    const own = join(folder, 'data', 'policies');
    const [key, pack, sources] = [join(folder, 'publisher.pem'), join(folder, 'example-payers.json'), join(folder, 'sources')];
    expect(policies('new', '--id', 'example-facet', '--payer', 'example-health', '--pathway', 'rfa', '--title', 'Facet', '--document', 'EH-12', '--from', '2026-10-01').status).toBe(0);
    mkdirSync(sources);
    renameSync(join(own, 'example-facet@2026-10-01.json'), join(sources, 'example-facet@2026-10-01.json'));
    expect(policies('key', key)).toMatchObject({ status: 0, stdout: expect.stringContaining('trusted-keys') });
    expect(policies('pack', sources, '--name', 'example-payers', '--key', key)).toMatchObject({ status: 1, stderr: expect.stringContaining('--version') });
    expect(policies('pack', sources, '--name', 'example-payers', '--version', '1', '--key', key, '--out', pack)).toMatchObject({ status: 0, stdout: `${pack}: 1 policies, signed\n` });
    expect(policies('update', pack)).toMatchObject({ status: 1, stderr: expect.stringMatching(/no publisher's key is trusted here.*nothing was installed\n$/) });
    mkdirSync(join(own, 'trusted-keys'));
    writeFileSync(join(own, 'trusted-keys', 'example.pub'), readFileSync(`${key}.pub`));
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, readFileSync(pack, 'utf8').replace('EH-12', 'EH-13'));
    expect(policies('update', changed)).toMatchObject({ status: 1, stderr: expect.stringContaining('(pack-signature-wrong); nothing was installed') });
    expect(existsSync(join(own, 'packs'))).toBe(false);
    expect(policies('update', pack)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^example-payers version 1 is installed: 1 policies, .*\n {2}example-facet@2026-10-01\nnext: restart/) });
    expect(policies('update', pack)).toMatchObject({ status: 0, stdout: expect.stringContaining('was installed before, and nothing was changed') });
    expect(policies('lint').stdout).toMatch(/example-facet@2026-10-01: EH-12 .*digest [0-9a-f]{64}\n$/);
    expect(policies('update')).toMatchObject({ status: 2 });

    program = await startProgram(folder, GREETED);
    const { address } = program;
    const keys = JSON.parse(readFileSync(join(folder, 'data', 'demo-keys.json'), 'utf8')) as Record<string, string>;
    const ask = async (role: string, path: string, more: RequestInit = {}, headers: Record<string, string> = {}) => {
      const response = await fetch(address + path, { ...more, headers: { authorization: `Bearer ${keys[role] ?? ''}`, 'content-type': 'application/json', ...headers } });
      return (await response.json()) as Record<string, unknown> & { items: Record<string, unknown>[]; version: number; policy: Record<string, unknown> };
    };
    const write = (role: string, what: string, headers: Record<string, string> = {}) =>
      ask(role, `/v1/policies/example-facet/2026-10-01/${what}`, { method: 'POST', body: '{"reason": "from the publisher"}' }, { 'idempotency-key': `${what}-of-the-pack`, ...headers });
    expect((await ask('nurse', '/v1/policies')).items[0]).toMatchObject({ id: 'example-facet', origin: 'pack', pack: { name: 'example-payers', version: 1 }, state: 'loaded' });
    expect((await write('auth-staff', 'proposal')).policy).toMatchObject({ state: 'proposed', origin: 'pack', pack: { name: 'example-payers', version: 1 } });
    const { version } = await ask('admin', '/v1/policies');
    expect((await write('admin', 'activation', { 'if-match': `"${version}"` })).policy).toMatchObject({ state: 'active', origin: 'pack' });
  }, PACK_MS_MAX);
});
