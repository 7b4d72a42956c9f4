/** Signed packs: made, installed, repeated, followed by a newer one; and whatever is wrong with one, nothing is written. */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { newPolicy } from '../../src/cli/policies/new';
import { canonicalJson } from '../../src/platform/json/canonical-json';
import { installPack, makeKey, makePack, openPracticePolicies, readPracticePolicies, refusalLines, type InstalledPack } from '../../src/policies';

const TODAY = '2026-10-01';
const OPTIONS = { id: 'example-facet', payer: 'example-health', pathway: 'rfa', title: 'Facet procedures', document: 'EH-12', from: '2026-01-01' };

let folder: string;
let policies: string;
let sources: string;
let key: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pathgate-packs-'));
  [policies, sources, key] = [join(folder, 'data', 'policies'), join(folder, 'sources'), join(folder, 'publisher.pem')];
  newPolicy(sources, OPTIONS);
  newPolicy(sources, { ...OPTIONS, id: 'example-scs', pathway: 'scs' });
  makeKey(key);
  trust(`${key}.pub`, 'publisher.pub');
});
afterEach(() => rmSync(folder, { recursive: true }));

function trust(from: string, as: string): void {
  mkdirSync(join(policies, 'trusted-keys'), { recursive: true });
  writeFileSync(join(policies, 'trusted-keys', as), readFileSync(from));
}

function made(version = 1, more: { key?: string; expiresOn?: string } = {}): string {
  const pack = makePack({ directory: sources, name: 'example-payers', version, key, madeOn: TODAY, ...more });
  if (isRejection(pack)) throw new Error(pack.message);
  return pack.text;
}

let written = 0;
function install(pack: string | Uint8Array, today = TODAY): InstalledPack | Rejection {
  const path = join(folder, `pack-${++written}.json`);
  writeFileSync(path, pack);
  return installPack(policies, path, today);
}

const installed = (): readonly string[] => (existsSync(join(policies, 'packs')) ? readdirSync(join(policies, 'packs')).sort() : []);
const codeOf = (result: unknown): string => (isRejection(result) ? result.code : 'installed');

/** Signed by the publisher, whatever it says. */
function signed(change: (body: Record<string, unknown>) => Record<string, unknown>, by: KeyObject = createPrivateKey(readFileSync(key))): string {
  const { signature: _, ...body } = JSON.parse(made()) as Record<string, unknown>;
  const changed = change(body);
  return JSON.stringify({ ...changed, signature: sign(null, Buffer.from(`pathgate policy pack\n${canonicalJson(changed)}`), by).toString('base64') });
}

describe('a pack', () => {
  it('is installed as one file, loaded with its origin, and repeated without a change', () => {
    const text = made();
    expect(install(text)).toMatchObject({ isNew: true, pack: { name: 'example-payers', version: 1 } });
    expect([installed(), readFileSync(join(policies, 'packs', 'example-payers@1.json'), 'utf8'), statSync(join(policies, 'packs', 'example-payers@1.json')).mode & 0o777]).toEqual([['example-payers@1.json'], text, 0o600]);
    expect(openPracticePolicies(policies).map(({ policy, origin }) => [policy.id, origin])).toEqual([['example-facet', { kind: 'pack', name: 'example-payers', version: 1 }], ['example-scs', { kind: 'pack', name: 'example-payers', version: 1 }]]);
    expect(install(text, '2030-01-01')).toMatchObject({ isNew: false });
    expect(installed()).toEqual(['example-payers@1.json']);
  });

  it('is followed by a newer one, and the former stays', () => {
    install(made(9));
    rmSync(join(sources, 'example-scs@2026-01-01.json'));
    expect(install(made(10))).toMatchObject({ isNew: true });
    expect(installed()).toEqual(['example-payers@10.json', 'example-payers@9.json']);
    expect(openPracticePolicies(policies).map(({ policy, origin }) => [policy.id, origin.kind === 'pack' && origin.version])).toEqual([['example-facet', 10]]);
  });

  it('lies beside the practice\'s own files, and is refused where both would answer one question', () => {
    newPolicy(policies, { ...OPTIONS, id: 'own-facet', payer: 'other-health' });
    expect(codeOf(install(made()))).toBe('installed');
    rmSync(join(policies, 'packs'), { recursive: true });
    newPolicy(policies, { ...OPTIONS, id: 'same-question' });
    expect(codeOf(install(made()))).toBe('ambiguous-policies');
    expect(installed()).toEqual([]);
  });

  it('does not depend on the families of whoever installs it', () => {
    expect(JSON.stringify((JSON.parse(made()) as { files: object }).files)).not.toContain('"family"');
  });
});

describe('nothing is written', () => {
  afterEach(() => expect(installed()).toEqual([]));

  it('when no key is trusted, another key has signed, or the key is none', () => {
    rmSync(join(policies, 'trusted-keys'), { recursive: true });
    expect(install(made())).toMatchObject({ code: 'no-trusted-key', message: expect.stringContaining('trusted-keys') });
    makeKey(join(folder, 'other.pem'));
    trust(join(folder, 'other.pem.pub'), 'other.pub');
    expect(install(made())).toMatchObject({ code: 'pack-key-unknown', message: expect.stringMatching(/key [0-9a-f]{32}/) });
    trust(key, 'mistake.pem');
    expect(install(made())).toMatchObject({ code: 'invalid-trusted-key', details: { file: 'trusted-keys/mistake.pem' } });
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(policies, 'trusted-keys', 'mistake.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    expect(codeOf(install(made()))).toBe('invalid-trusted-key');
  });

  it('when a key that is trusted is named, and another one has signed', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(codeOf(install(signed((body) => body, privateKey)))).toBe('pack-signature-wrong');
  });

  it('when any byte was changed, or some are missing', () => {
    const bytes = Buffer.from(made());
    const codes = new Set<string>();
    // The last byte ends the line and is no part of what is signed.
    for (let at = 0; at < bytes.length - 1; at += 13) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      codes.add(codeOf(install(changed)));
      codes.add(codeOf(install(bytes.subarray(0, at))));
    }
    expect(codes.has('installed')).toBe(false);
    expect(codes.has('pack-signature-wrong')).toBe(true);
    const { signature, ...body } = JSON.parse(bytes.toString()) as { signature: string };
    for (const other of ['', `${signature}=`, ` ${signature}`, signature.slice(4), Buffer.alloc(64).toString('base64')]) expect(codeOf(install(JSON.stringify({ ...body, signature: other })))).toBe('pack-signature-wrong');
    expect(codeOf(install(JSON.stringify(body)))).toBe('invalid-pack');
    expect(codeOf(install(JSON.stringify({ ...body, signature, madeOn: '2026-10-02' })))).toBe('pack-signature-wrong');
    expect(codeOf(install(JSON.stringify({ ...body, signature, more: 1 })))).toBe('pack-signature-wrong');
  });

  it('after the day it names', () => {
    const text = made(1, { expiresOn: '2026-12-31' });
    expect(install(text, '2027-01-01')).toMatchObject({ code: 'pack-expired' });
    expect(makePack({ directory: sources, name: 'example-payers', version: 1, key, madeOn: TODAY, expiresOn: 'soon' })).toMatchObject({ code: 'invalid-pack' });
  });

  it('when it is huge, or no file', () => {
    expect(codeOf(install(Buffer.alloc(20_000_001, ' ')))).toBe('pack-too-large');
    expect(codeOf(installPack(policies, join(folder, 'absent.json'), TODAY))).toBe('unreadable-pack');
    expect(codeOf(installPack(policies, folder, TODAY))).toBe('unreadable-pack');
    expect(install(signed((body) => ({ ...body, files: { 'x.json': { text: 'x'.repeat(1_000_001) } } })))).toMatchObject({ code: 'policy-file-too-large', details: { file: 'x.json' } });
    expect(codeOf(install(signed((body) => ({ ...body, files: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`f${n}.json`, {}])) }))))).toBe('invalid-pack');
  });

  it.each(['../facet.json', '/etc/facet.json', 'a/b.json', 'a\\b.json', '..json', '.hidden.json', 'facet..json', 'facet.json\0', 'facet', 'con\n.json', '%2e%2e%2ffacet.json', `${'x'.repeat(200)}.json`])('when its publisher names a file %j', (name) => {
    const content = (JSON.parse(made()) as { files: Record<string, unknown> }).files['example-facet@2026-01-01.json'];
    expect(install(signed((body) => ({ ...body, files: { [name]: content } })))).toMatchObject({ code: 'invalid-pack', pointer: '/files' });
  });

  it.each([
    ['a name that climbs', { name: '../example' }], ['a name with a version', { name: 'example@7' }], ['no name', { name: '' }], ['a version in words', { version: '3' }], ['version 0', { version: 0 }], ['half a version', { version: 1.5 }],
    ['a version beyond counting', { version: 1e15 }], ['a list of files', { files: [] }], ['no files', { files: {} }], ['a day that does not exist', { madeOn: '2026-02-30' }], ['an end that is no day', { expiresOn: 5 }], ['a later kind', { pack: 2 }], ['more than a pack has', { install: 'rm' }],
  ])('when its publisher gives it %s', (_, more) => expect(codeOf(install(signed((body) => ({ ...body, ...more }))))).toBe('invalid-pack'));

  it('when one of its files is wrong, which is said with pointer and reason', () => {
    const result = install(signed((body) => {
      const files = structuredClone(body['files']) as Record<string, { pathway: string }>;
      (files['example-scs@2026-01-01.json'] as { pathway: string }).pathway = 'knee';
      return { ...body, files };
    }));
    expect(isRejection(result) && refusalLines(result)).toEqual(['packs/example-payers@1.json/example-scs@2026-01-01.json: /pathway: must be one of rfa, scs, epidural (unknown-word)']);
  });
});

describe('an installed pack', () => {
  it('is not followed by an older one, nor by another of its version', () => {
    install(made(3));
    expect(install(made(2))).toMatchObject({ code: 'pack-older' });
    newPolicy(sources, { ...OPTIONS, id: 'third', payer: 'third-health' });
    expect(install(made(3))).toMatchObject({ code: 'pack-version-taken' });
    expect(installed()).toEqual(['example-payers@3.json']);
  });

  it('is verified at every start: changed on the disk, renamed, or signed with a key that is trusted no more, it stops it', () => {
    install(made());
    const path = join(policies, 'packs', 'example-payers@1.json');
    const sound = readFileSync(path, 'utf8');
    writeFileSync(path, sound.replace('"failed"', '"declined"'));
    expect(() => openPracticePolicies(policies)).toThrow(/packs\/example-payers@1\.json: the pack is not as its publisher signed it.*\(pack-signature-wrong\)/);
    writeFileSync(path, sound);
    writeFileSync(join(policies, 'packs', 'example-payers@2.json'), sound);
    expect(() => openPracticePolicies(policies)).toThrow(/example-payers@2\.json: holds example-payers@1/);
    rmSync(join(policies, 'packs', 'example-payers@2.json'));
    rmSync(join(policies, 'trusted-keys', 'publisher.pub'));
    expect(() => openPracticePolicies(policies)).toThrow(/\(no-trusted-key\)/);
  });

  it('is not confused by what an interrupted installation left behind', () => {
    install(made());
    writeFileSync(join(policies, 'packs', '.f00.incoming'), '{"half":');
    expect(readPracticePolicies(policies)).toMatchObject({ loaded: [{}, {}] });
  });
});

describe('a key', () => {
  it('is private to its owner and never written over', () => {
    expect([statSync(key).mode & 0o777, readFileSync(`${key}.pub`, 'utf8')]).toEqual([0o600, expect.stringContaining('BEGIN PUBLIC KEY')]);
    expect(makeKey(key)).toMatchObject({ code: 'key-exists' });
  });
  it('that is none makes no pack', () => {
    for (const path of [`${key}.pub`, join(folder, 'absent'), join(sources, 'example-facet@2026-01-01.json')]) expect(makePack({ directory: sources, name: 'example-payers', version: 1, key: path, madeOn: TODAY })).toMatchObject({ code: 'invalid-key' });
    expect(makePack({ directory: join(folder, 'absent'), name: 'example-payers', version: 1, key, madeOn: TODAY })).toMatchObject({ code: 'invalid-pack' });
    expect(makePack({ directory: sources, name: 'Example', version: 1, key, madeOn: TODAY })).toMatchObject({ code: 'invalid-pack' });
  });
});
