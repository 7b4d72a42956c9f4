import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const RULES: readonly { name: string }[] = require(join(ROOT, '.dependency-cruiser.cjs')).forbidden;

/** A planted import and the rule that must name it. */
type Plant = readonly [rule: string, from: string, to: string];

const PLANTS: readonly Plant[] = [
  ['machines-are-pure', 'machines/criteria/reads-a-file.ts', 'node:fs'],
  ['machines-are-pure', 'machines/criteria/reads-the-service.ts', 'src/platform/clock.ts'],
  ['machines-are-pure', 'machines/criteria/uses-a-library.ts', 'pino'],
  ['lower-never-imports-higher', 'machines/kernel/knows-facts.ts', 'machines/evidence/fact.ts'],
  ['lower-never-imports-higher', 'machines/evidence/knows-criteria.ts', 'machines/criteria/types.ts'],
  ['lower-never-imports-higher', 'machines/criteria/knows-policies.ts', 'machines/policies/select.ts'],
  ['lower-never-imports-higher', 'machines/policies/knows-programs.ts', 'machines/programs/apply.ts'],
  ['lower-never-imports-higher', 'machines/programs/knows-coding.ts', 'machines/coding/choose-codes.ts'],
  ['lower-never-imports-higher', 'machines/coding/knows-packet.ts', 'machines/packet/build-packet.ts'],
  ['lower-never-imports-higher', 'machines/packet/knows-rfa.ts', 'machines/rfa/events.ts'],
  ['lower-never-imports-higher', 'machines/authorization/knows-patient.ts', 'machines/patient/patient.ts'],
  ['lower-never-imports-higher', 'machines/patient/knows-platform.ts', 'src/platform/clock.ts'],
  ['pathways-are-strangers', 'machines/rfa/knows-scs.ts', 'machines/scs/events.ts'],
  ['pathways-are-strangers', 'machines/scs/knows-authorization.ts', 'machines/authorization/events.ts'],
  ['kernel-is-the-bottom', 'machines/kernel/knows-patient.ts', 'machines/patient/patient.ts'],
  ['xstate-behind-one-door', 'machines/rfa/decider.ts', 'xstate'],
  ['xstate-behind-one-door', 'src/patients/draws-a-map.ts', 'xstate'],
  ['sqlite-behind-one-door', 'src/imports/opens-a-file.ts', 'better-sqlite3-multiple-ciphers'],
  ['platform-knows-no-slice', 'src/platform/knows-patients.ts', 'src/patients/index.ts'],
  ['slices-meet-at-index', 'src/status/reaches-inside.ts', 'src/patients/patients.table.ts'],
  ['renderers-are-plain', 'src/packets/cover.renderer.ts', '@nestjs/common'],
  ['renderers-are-plain', 'src/packets/render/cover.ts', 'typeorm'],
  ['no-circular', 'src/status/chicken.ts', 'src/status/egg.ts'],
  ['no-orphans', 'src/status/nobody-needs-me.ts', 'src/status/nobody-needs-me.ts'],
  ['resolvable', 'src/status/misspelt.ts', './pateint'],
];

/** Imports that keep every rule, through the doors that exist. */
const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['machines/kernel/statechart.ts', 'xstate'],
  ['machines/rfa/rfa.machine.ts', 'xstate'],
  ['machines/rfa/rfa.spec.ts', 'xstate'],
  ['machines/rfa/rfa.paths.spec.ts', 'fast-check'],
  ['machines/patient/decide.ts', 'machines/authorization/events.ts'],
  ['machines/patient/decide.ts', 'machines/rfa/events.ts'],
  ['src/platform/load.ts', 'machines/patient/patient.ts'],
  ['src/platform/database/sqlite.ts', 'better-sqlite3-multiple-ciphers'],
  ['src/status/reads-patients.ts', 'src/patients/index.ts'],
  ['src/status/reads-clock.ts', 'src/platform/clock.ts'],
  ['src/packets/plain.renderer.ts', 'pdfkit'],
  ['src/application.ts', 'src/status/status.module.ts'],
  ['src/main.ts', 'src/application.ts'],
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

describe('the dependency rules', () => {
  let violations: readonly Violation[];

  beforeAll(async () => {
    violations = await cruise([...PLANTS.map(([, from, to]) => [from, to] as const), ...ALLOWED, ['src/status/egg.ts', 'src/status/chicken.ts']]);
  });

  it.each(PLANTS)('%s: refuses %s importing %s', (rule, from, to) => {
    expect(violations.filter((each) => each.from === from && matches(each.to, to)).map((each) => each.rule.name)).toContain(rule);
  });

  it.each(ALLOWED)('allow %s to import %s', (from, to) => {
    expect(violations.filter((each) => each.from === from && matches(each.to, to))).toEqual([]);
  });

  it('are each planted here', () => {
    expect(new Set(PLANTS.map(([rule]) => rule))).toEqual(new Set(RULES.map((rule) => rule.name)));
  });
});

/** Writes the imports, as types, into a tree of their own and answers what the rules say about it. */
async function cruise(imports: readonly (readonly [from: string, to: string])[]): Promise<readonly Violation[]> {
  const tree = mkdtempSync(join(tmpdir(), 'pathgate-rules-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    const lines = new Map<string, string[]>();
    for (const [from, to] of imports) {
      if (isFile(to) && !lines.has(to)) lines.set(to, []);
      if (from !== to) lines.set(from, [...(lines.get(from) ?? []), `import type * as imported from '${specifier(from, to)}';`]);
    }
    for (const [file, content] of lines) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), `${content.join('\n')}\nexport const here = true;\n`);
    }
    const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [cli, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'machines', 'src'];
    const stdout = await new Promise<string>((answer) => {
      execFile(process.execPath, args, { cwd: tree, maxBuffer: 64e6 }, (_error, output) => answer(output));
    });
    return JSON.parse(stdout).summary.violations;
  } finally {
    rmSync(tree, { recursive: true });
  }
}

function specifier(from: string, to: string): string {
  return isFile(to) ? `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.ts$/, '')}` : to;
}

function isFile(to: string): boolean {
  return to.endsWith('.ts');
}

function matches(found: string, planted: string): boolean {
  return found === planted || found === planted.replace('node:', '') || found.includes(`node_modules/${planted}/`);
}
