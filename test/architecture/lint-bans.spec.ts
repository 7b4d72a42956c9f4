import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

type Plant = readonly [file: string, line: string];

/** Each stands alone in its file, so one complaint is its own. */
const BANNED: readonly Plant[] = [
  ['machines/criteria/a.ts', 'export const a = Date.now();'],
  ['machines/criteria/b.ts', 'export const b = new Date(2026, 0);'],
  ['machines/criteria/c.ts', 'export const c = Math.random();'],
  ['machines/criteria/d.ts', 'export const d = process.env.HOME;'],
  ['machines/criteria/e.ts', 'console.log(1);'],
  ['machines/criteria/f.ts', 'export async function f() { return 1; }'],
  ['machines/criteria/g.ts', 'export const g = async () => 1;'],
  ['machines/criteria/h.ts', 'export const h = 1 as any;'],
  ['machines/criteria/i.ts', 'export function i() { throw new Error("no"); }'],
  ['machines/criteria/j.ts', 'import { readFileSync } from "node:fs"; export const j = readFileSync;'],
  ['machines/criteria/k.ts', 'import pino from "pino"; export const k = pino;'],
  ['machines/criteria/l.ts', 'export const l = import("./a");'],
  ['machines/kernel/assert.ts', 'export const m = Math.random(); throw new Error(String(m));'],
  ['src/status/n.ts', 'declare const dataSource: { transaction(): void }; dataSource.transaction();'],
  ['src/status/o.ts', 'export class O { dataSource = { transaction() {} }; o() { this.dataSource.transaction(); } }'],
  ['src/status/p.ts', 'declare const eventRepository: { save(): void }; eventRepository.save();'],
  ['src/status/q.ts', 'export class Q { repository = { update() {} }; q() { this.repository.update(); } }'],
  ['src/status/r.ts', 'declare const source: { getRepository(): { delete(): void } }; source.getRepository().delete();'],
  ['src/status/s.ts', 'export const s = Date.now();'],
  ['src/status/t.spec.ts', 'it.only("t", () => undefined);'],
  ['src/status/u.spec.ts', 'it.skip("u", () => undefined);'],
  ['src/status/v.spec.ts', 'it.todo("v");'],
  ['src/status/w.spec.ts', 'describe.skip.each([1])("w", () => undefined);'],
  ['test/api/x.e2e-spec.ts', 'xdescribe("x", () => undefined);'],
];

const ALLOWED: readonly Plant[] = [
  ['machines/rfa/rfa.machine.ts', 'import { setup } from "xstate"; export const machine = setup;'],
  ['machines/criteria/a.spec.ts', 'it("throws", async () => { await Promise.reject(new Date()); throw new Error("in a spec"); });'],
  ['machines/kernel/outcome.ts', 'import a from "../policies/medicare/facet@2025-01-01.json"; export const b = a;'],
  ['src/packets/stamp.ts', 'declare const pdf: { save(): Uint8Array }; export const bytes = pdf.save();'],
  ['src/platform/event-store/store.ts', 'declare const dataSource: { transaction(): void }; dataSource.transaction();'],
  ['src/platform/clock/clock.ts', 'export const now = Date.now();'],
];

describe('the lint bans', () => {
  let complaints: ReadonlyMap<string, number>;

  beforeAll(async () => {
    complaints = await lint([...BANNED, ...ALLOWED]);
  });

  it.each(BANNED)('%s: refuse %s', (file) => {
    expect(complaints.get(file)).toBeGreaterThan(0);
  });

  it('refuse the clock in the assertion file, and let it throw', () => {
    expect(complaints.get('machines/kernel/assert.ts')).toBe(1);
  });

  it.each(ALLOWED)('%s: allow %s', (file) => {
    expect(complaints.get(file)).toBe(0);
  });
});

/** How often lint complained of each file, in a tree of their own. */
async function lint(plants: readonly Plant[]): Promise<ReadonlyMap<string, number>> {
  const tree = mkdtempSync(join(tmpdir(), 'pathgate-lint-'));
  try {
    for (const [file, line] of plants) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), `${line}\n`);
    }
    const args = [join(ROOT, 'node_modules/eslint/bin/eslint.js'), '--config', join(ROOT, 'eslint.config.mjs'), '--format', 'json', '.'];
    const stdout = await new Promise<string>((answer) => {
      execFile(process.execPath, args, { cwd: tree, maxBuffer: 64e6 }, (_error, output) => answer(output));
    });
    const results: readonly { filePath: string; errorCount: number }[] = JSON.parse(stdout);
    return new Map(results.map(({ filePath, errorCount }) => [filePath.slice(filePath.indexOf(tree) + tree.length + 1), errorCount]));
  } finally {
    rmSync(tree, { recursive: true });
  }
}
